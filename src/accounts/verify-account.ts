import { findUser, passwordHashOf, savePasswordHash } from '../db/users'
import { type AuthAnswer, forward } from './forward'
import type { GuardTools } from './guard'
import { hashPassword, passwordMaximumLength, passwordMinimumLength, verifyPassword } from './password'
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
  | { outcome: 'password-wrong' | 'password-too-short'; email: string }
  | { outcome: 'too-many-requests'; answer: AuthAnswer }

/**
 * Completes a registration. The link alone proves the mailbox, not who filled in the form: somebody else may have
 * registered this address with a password of their own. So the password is asked for, and whoever owns the mailbox may
 * replace it; the pending account holds nothing yet that could be lost.
 */
export async function verifyAccount(tools: GuardTools, request: Request, wish: VerifyRequest): Promise<VerifyOutcome> {
  const pending = await pendingAccount(tools, wish.token)
  if (pending.outcome !== 'pending') return pending
  const { email, userId } = pending
  const { password } = wish
  if (wish.replacesPassword) {
    if (password.length < passwordMinimumLength || password.length > passwordMaximumLength)
      return { outcome: 'password-too-short', email }
    await savePasswordHash(tools.database.db, userId, await hashPassword(password))
  } else if (!(await verifyPassword({ hash: pending.hash, password }))) return { outcome: 'password-wrong', email }
  const path = `/verify-email?token=${encodeURIComponent(wish.token)}`
  const verified = await forward(tools.auth, request, { method: 'GET', path })
  if (verified.status === 429) return { outcome: 'too-many-requests', answer: verified }
  if (verified.status !== 200) return { outcome: 'link-invalid' }
  const body = { email, password, rememberMe: wish.staysSignedIn }
  const signedIn = await forward(tools.auth, request, { path: '/sign-in/email', body })
  // Verified, and only the sign-in must wait: the sign-in page takes over.
  return signedIn.status === 200 ? { outcome: 'signed-in', cookies: signedIn.cookies } : { outcome: 'already-verified' }
}

type Pending = { outcome: 'pending'; email: string; userId: string; hash: string }

export async function pendingAccount(
  tools: GuardTools,
  token: string,
): Promise<Pending | { outcome: 'already-verified' } | { outcome: 'link-invalid' }> {
  const claims = await readVerificationToken(tools.config.authSecret, token)
  const user = claims && (await findUser(tools.database.db, claims.userId))
  if (user === null || user.email !== claims?.email) return { outcome: 'link-invalid' }
  if (user.emailVerified) return { outcome: 'already-verified' }
  const hash = await passwordHashOf(tools.database.db, user.id)
  return hash === null ? { outcome: 'link-invalid' } : { outcome: 'pending', email: user.email, userId: user.id, hash }
}
