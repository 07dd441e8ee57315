import { createOTP } from '@better-auth/utils/otp'

/** A code that no test has used: waits for the next half minute when it must. */
export async function unusedTotp(key: string, used: Set<string>): Promise<string> {
  while (used.has(await totp(key))) await Bun.sleep(500)
  const code = await totp(key)
  used.add(code)
  return code
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
