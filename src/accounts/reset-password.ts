import { findUser } from '../db/users'
import { forward } from './forward'
import type { GuardTools } from './guard'
import { resetIdentifier } from './letter-tokens'
import { ownWords } from './own-words'
import { passwordStrength } from './password'
import { changingPasswordOf } from './password-change'
import { type SignInOutcome, signInUncounted } from './sign-in'

export type ResetOutcome =
  | { outcome: 'link-invalid' }
  | { outcome: 'password-refused'; email: string; problem: string }
  | { outcome: 'wait'; seconds: number }
  | { outcome: 'reset'; signIn: SignInOutcome }

/** Whom a reset link speaks of; null when it is forged, used or older than its hour. */
export async function resetLinkOwner(tools: GuardTools, token: string) {
  const { internalAdapter } = await tools.auth.$context
  const found = await internalAdapter.findVerificationValue(resetIdentifier(token))
  if (!found || found.expiresAt < new Date()) return null
  return findUser(tools.database.db, found.value)
}

/**
 * Sets a new password with the link of the reset letter: Better Auth consumes the link and ends every session, whatever
 * else was under way ends too (see password-change.ts), and whoever holds the mailbox is signed in, however often
 * strangers have tried the account.
 */
export async function resetPassword(
  tools: GuardTools,
  request: Request,
  wish: { token: string; password: string; staysSignedIn: boolean },
): Promise<ResetOutcome> {
  const user = await resetLinkOwner(tools, wish.token)
  if (user === null) return { outcome: 'link-invalid' }
  const { email } = user
  const { problem } = await passwordStrength(wish.password, ownWords(user))
  if (problem !== null) return { outcome: 'password-refused', email, problem }
  const body = { token: wish.token, newPassword: wish.password }
  const answer = await changingPasswordOf(user.id, () =>
    forward(tools.auth, request, { path: '/reset-password', body }),
  )
  if (answer.status === 429) return { outcome: 'wait', seconds: answer.retryAfterSeconds ?? 10 }
  if (answer.status !== 200) return { outcome: 'link-invalid' }
  const { password, staysSignedIn } = wish
  return { outcome: 'reset', signIn: await signInUncounted(tools, request, { email, password, staysSignedIn }) }
}
