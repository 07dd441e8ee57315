import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { endSessionOf } from '../db/sessions'
import { clientNetwork } from '../http/client-address'
import type { Limit } from '../http/rate-limit'
import { forward } from './forward'
import type { GuardTools } from './guard'
import { admit, type SignInOutcome } from './sign-in'

export type SecondFactor = { kind: 'totp' | 'recovery'; code: string }
export type SecondFactorOutcome =
  | Extract<SignInOutcome, { outcome: 'signed-in' | 'closed' | 'wait' }>
  /** The first step is missing, older than ten minutes, or used up by wrong codes. */
  | { outcome: 'start-over' }
  | { outcome: 'code-wrong' }

/** Codes tried from one network; each first step allows five, and first steps are counted by account (sign-in.ts). */
const triesPerNetwork: Limit = { uses: 60, seconds: 600 }
/** A code is good for one sign-in (RFC 6238, 5.2); Better Auth accepts it for up to 90 seconds. */
const onceWhileGood: Limit = { uses: 1, seconds: 120 }

const signedIn = Type.Object({ token: Type.String(), user: Type.Object({ id: Type.String() }) })

/** The second step of signing in, with the app's code or a recovery code. */
export async function checkSecondFactor(
  tools: GuardTools,
  request: Request,
  { kind, code }: SecondFactor,
): Promise<SecondFactorOutcome> {
  const seconds = await tools.limits.take(`second-factor:network:${clientNetwork(request)}`, triesPerNetwork)
  if (seconds > 0) return { outcome: 'wait', seconds }
  const path = kind === 'totp' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code'
  const answer = await forward(tools.auth, request, { path, body: { code }, withoutSession: true })
  if (answer.code === 'INVALID_TWO_FACTOR_COOKIE' || answer.code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE')
    return { outcome: 'start-over' }
  if (answer.status !== 200) return { outcome: 'code-wrong' }
  if (!Value.Check(signedIn, answer.body)) throw new Error('A second factor was right and signed nobody in')
  const { token, user } = answer.body
  if (kind === 'totp' && (await tools.limits.take(`totp:${user.id}:${code}`, onceWhileGood)) > 0) {
    await endSessionOf(tools.database.db, token)
    return { outcome: 'code-wrong' }
  }
  return admit(tools, request, answer)
}
