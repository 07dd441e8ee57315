import { passwordHashOf } from '../db/users'
import type { Limit } from '../http/rate-limit'
import type { Account, GuardTools } from './guard'
import { passwordMaximumLength, verifyPassword } from './password'

/** Whoever took over a session must not guess the password through it, nor keep the owner from using theirs. */
const perSession: Limit = { uses: 10, seconds: 900 }
const perAccount: Limit = { uses: 50, seconds: 900 }

export type Confirmation = { outcome: 'confirmed' } | { outcome: 'wrong' } | { outcome: 'wait'; seconds: number }

/** Asks for the password once more, before something that a stolen session must not be enough for. */
export async function confirmPassword(
  tools: GuardTools,
  { user, sessionId }: Pick<Account, 'user' | 'sessionId'>,
  password: string,
): Promise<Confirmation> {
  const keys = { session: `confirm:session:${sessionId}`, account: `confirm:account:${user.id}` }
  const seconds =
    (await tools.limits.take(keys.session, perSession)) || (await tools.limits.take(keys.account, perAccount))
  if (seconds > 0) return { outcome: 'wait', seconds }
  const hash = await passwordHashOf(tools.database.db, user.id)
  const isRight =
    hash !== null && password.length <= passwordMaximumLength && (await verifyPassword({ hash, password }))
  if (!isRight) return { outcome: 'wrong' }
  await tools.limits.clear(keys.session)
  return { outcome: 'confirmed' }
}
