import { createOTP } from '@better-auth/utils/otp'

const stepMs = 30_000
/** As long as a code is on its way, on a slow machine. */
const travelMs = 10_000

/** A code that no test has used: of this half minute or one beside it, which are good too; waits when it must. */
export async function unusedTotp(key: string, used: Set<string>): Promise<string> {
  while (true) {
    const step = Math.floor(Date.now() / stepMs)
    const isEarly = Date.now() % stepMs < stepMs - travelMs
    for (const at of [step, step + 1, ...(isEarly ? [step - 1] : [])]) {
      const code = await createOTP(base32(key)).hotp(at)
      if (used.has(code)) continue
      used.add(code)
      return code
    }
    await Bun.sleep(500)
  }
}

/** What an authenticator app shows now for a key written in base32 (RFC 6238, six digits, 30 s). */
export function totp(key: string): Promise<string> {
  return createOTP(base32(key)).totp()
}

function base32(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []
  return Buffer.from(bytes).toString('utf8')
}
