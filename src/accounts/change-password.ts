import { capSessions } from '../db/sessions'
import { confirmPassword } from './confirm-password'
import { forward, hasCookie } from './forward'
import type { Account, GuardTools } from './guard'
import { ownWords } from './own-words'
import { passwordStrength } from './password'
import { changingPasswordOf } from './password-change'

export type ChangePasswordOutcome =
  | { outcome: 'changed'; cookies: string[] }
  | { outcome: 'current-wrong' }
  | { outcome: 'password-refused'; problem: string }
  | { outcome: 'wait'; seconds: number }

/** Changes the password of whoever knows the current one, ends all other sessions, and says so by mail. */
export async function changePassword(
  tools: GuardTools,
  request: Request,
  account: Account,
  wish: { current: string; chosen: string },
): Promise<ChangePasswordOutcome> {
  const { user } = account
  const confirmation = await confirmPassword(tools, account, wish.current)
  if (confirmation.outcome === 'wait') return confirmation
  if (confirmation.outcome === 'wrong') return { outcome: 'current-wrong' }
  const { problem } = await passwordStrength(wish.chosen, ownWords(user))
  if (problem !== null) return { outcome: 'password-refused', problem }
  if (wish.chosen.normalize('NFKC') === wish.current.normalize('NFKC'))
    return { outcome: 'password-refused', problem: 'いまのパスワードと同じです。別のパスワードを入力してください' }
  const body = { currentPassword: wish.current, newPassword: wish.chosen, revokeOtherSessions: true }
  const answer = await changingPasswordOf(user.id, () =>
    forward(tools.auth, request, { path: '/change-password', body }),
  )
  if (answer.status !== 200) throw new Error(`A change of password answered ${answer.status} ${answer.code}`)
  // Better Auth gives the new session thirty days; a browser that is not to be remembered keeps its day.
  if (hasCookie(request, 'dont_remember')) await capSessions(tools.database.db, user.id)
  return { outcome: 'changed', cookies: answer.cookies }
}
