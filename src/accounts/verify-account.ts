import { findUser, passwordHashOf, savePasswordHash, type UserRow } from '../db/users'
import { confirmPassword } from './confirm-password'
import { forward } from './forward'
import type { GuardTools } from './guard'
import { ownWords } from './own-words'
import { hashPassword, passwordStrength } from './password'
import { signInUncounted } from './sign-in'
import { readVerificationToken } from './verification'

export type VerifyRequest = {
  token: string
  password: string
  /** The mailbox's owner does not know the password of the pending account and chooses this one. */
  replacesPassword: boolean
  staysSignedIn: boolean
}

export type VerifyOutcome =
  | { outcome: 'signed-in'; cookies: string[] }
  | { outcome: 'already-verified' }
  | { outcome: 'link-invalid' }
  | { outcome: 'password-refused'; email: string; problem: string }
  | { outcome: 'wait'; seconds: number }

/**
 * Completes a registration. The link alone proves the mailbox, not who filled in the form: somebody else may have
 * registered this address with a password of their own. So the password is asked for, and whoever owns the mailbox may
 * replace it; the pending account holds nothing yet that could be lost.
 */
export async function verifyAccount(tools: GuardTools, request: Request, wish: VerifyRequest): Promise<VerifyOutcome> {
  const pending = await pendingAccount(tools, wish.token)
  if (pending.outcome !== 'pending') return pending
  const { user } = pending
  const { email } = user
  const { password, staysSignedIn } = wish
  if (wish.replacesPassword) {
    const { problem } = await passwordStrength(password, ownWords(user))
    if (problem !== null) return { outcome: 'password-refused', email, problem }
    await savePasswordHash(tools.database.db, user.id, await hashPassword(password))
  } else {
    const confirmation = await confirmPassword(tools, { user }, password)
    if (confirmation.outcome === 'wait') return confirmation
    if (confirmation.outcome === 'wrong') return { outcome: 'password-refused', email, problem: passwordWrong }
  }
  const path = `/verify-email?token=${encodeURIComponent(wish.token)}`
  const verified = await forward(tools.auth, request, { method: 'GET', path })
  if (verified.status === 429) return { outcome: 'wait', seconds: verified.retryAfterSeconds ?? 10 }
  if (verified.status !== 200) return { outcome: 'link-invalid' }
  const signedIn = await signInUncounted(tools, request, { email, password, staysSignedIn })
  // Verified, and only the sign-in must wait: the sign-in page takes over.
  return signedIn.outcome === 'signed-in' ? signedIn : { outcome: 'already-verified' }
}

const passwordWrong = '登録したときのパスワードと違います。入力し直すか、下の欄で新しいパスワードに変えてください'

type Pending = { outcome: 'pending'; user: UserRow }

export async function pendingAccount(
  tools: GuardTools,
  token: string,
): Promise<Pending | { outcome: 'already-verified' } | { outcome: 'link-invalid' }> {
  const claims = await readVerificationToken(tools.config.authSecret, token)
  const user = claims && (await findUser(tools.database.db, claims.userId))
  if (user === null || user.email !== claims?.email) return { outcome: 'link-invalid' }
  if (user.emailVerified) return { outcome: 'already-verified' }
  const hash = await passwordHashOf(tools.database.db, user.id)
  return hash === null ? { outcome: 'link-invalid' } : { outcome: 'pending', user }
}
