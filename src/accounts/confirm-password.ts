import { passwordHashOf } from '../db/users'
import type { Limit } from '../http/rate-limit'
import type { Account, GuardTools } from './guard'
import { passwordMaximumLength, verifyPassword } from './password'

/** Whoever took over a session must not guess the password through it. */
const perAccount: Limit = { uses: 10, seconds: 900 }

export type Confirmation = { outcome: 'confirmed' } | { outcome: 'wrong' } | { outcome: 'wait'; seconds: number }

/** Asks for the password once more, before something that a stolen session must not be enough for. */
export async function confirmPassword(
  tools: GuardTools,
  { user }: Pick<Account, 'user'>,
  password: string,
): Promise<Confirmation> {
  const key = `confirm:${user.id}`
  const seconds = await tools.limits.take(key, perAccount)
  if (seconds > 0) return { outcome: 'wait', seconds }
  const hash = await passwordHashOf(tools.database.db, user.id)
  const isRight =
    hash !== null && password.length <= passwordMaximumLength && (await verifyPassword({ hash, password }))
  if (!isRight) return { outcome: 'wrong' }
  await tools.limits.clear(key)
  return { outcome: 'confirmed' }
}
