import { deleteLettersOf } from '../db/letters'
import { deleteUnverifiedUser, findUser, passwordHashOf, type UserRow } from '../db/users'
import { clientNetwork } from '../http/client-address'
import { confirmPassword } from './confirm-password'
import { forward } from './forward'
import type { GuardTools } from './guard'
import { signInUncounted } from './sign-in'
import { readVerificationToken } from './verification'

export type VerifyRequest = { token: string; password: string; staysSignedIn: boolean }

export type VerifyOutcome =
  | { outcome: 'signed-in'; cookies: string[] }
  | { outcome: 'already-verified' }
  | { outcome: 'link-invalid' }
  | { outcome: 'password-wrong'; email: string }
  | { outcome: 'wait'; seconds: number }

/**
 * Completes a registration. The link alone proves the mailbox, not who filled in the form: somebody else may have
 * registered this address with a password, a name and consents of their own. So the password is asked for; who does not
 * know it cancels the registration (cancelRegistration) and makes one of their own.
 */
export async function verifyAccount(tools: GuardTools, request: Request, wish: VerifyRequest): Promise<VerifyOutcome> {
  const pending = await pendingAccount(tools, wish.token)
  if (pending.outcome !== 'pending') return pending
  const { user } = pending
  const { email } = user
  const { password, staysSignedIn } = wish
  const confirmation = await confirmPassword(tools, { user, sessionId: clientNetwork(request) }, password)
  if (confirmation.outcome === 'wait') return confirmation
  if (confirmation.outcome === 'wrong') return { outcome: 'password-wrong', email }
  const path = `/verify-email?token=${encodeURIComponent(wish.token)}`
  const verified = await forward(tools.auth, request, { method: 'GET', path })
  if (verified.status === 429) return { outcome: 'wait', seconds: verified.retryAfterSeconds ?? 10 }
  if (verified.status !== 200) return { outcome: 'link-invalid' }
  const signedIn = await signInUncounted(tools, request, { email, password, staysSignedIn })
  // Verified, and only the sign-in must wait: the sign-in page takes over.
  return signedIn.outcome === 'signed-in' ? signedIn : { outcome: 'already-verified' }
}

/** The mailbox's owner takes back a registration that holds nothing yet; the address is free at once. */
export async function cancelRegistration(
  tools: GuardTools,
  token: string,
): Promise<{ outcome: 'cancelled'; email: string } | { outcome: 'already-verified' | 'link-invalid' }> {
  const pending = await pendingAccount(tools, token)
  if (pending.outcome !== 'pending') return pending
  const { id, email } = pending.user
  await tools.database.transaction(async (tx) => {
    await deleteLettersOf(tx, id)
    await deleteUnverifiedUser(tx, id)
  })
  return { outcome: 'cancelled', email }
}

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
