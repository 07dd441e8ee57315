import { queueLetter } from '../mail/queue-letter'
import { type AuthAnswer, forward } from './forward'
import type { Account, GuardTools } from './guard'
import { ownWords } from './own-words'
import { passwordStrength } from './password'

export type ChangePasswordOutcome =
  | { outcome: 'changed'; cookies: string[] }
  | { outcome: 'current-wrong' }
  | { outcome: 'password-refused'; problem: string }
  | { outcome: 'wait'; seconds: number }

/** Changes the password of whoever knows the current one, ends all other sessions, and says so by mail. */
export async function changePassword(
  tools: GuardTools,
  request: Request,
  { user }: Account,
  wish: { current: string; chosen: string },
): Promise<ChangePasswordOutcome> {
  const { problem } = await passwordStrength(wish.chosen, ownWords(user))
  if (problem !== null) return { outcome: 'password-refused', problem }
  const body = { currentPassword: wish.current, newPassword: wish.chosen, revokeOtherSessions: true }
  const answer: AuthAnswer = await forward(tools.auth, request, { path: '/change-password', body })
  if (answer.status === 429) return { outcome: 'wait', seconds: answer.retryAfterSeconds ?? 10 }
  if (answer.status !== 200) return { outcome: 'current-wrong' }
  await queueLetter(tools, { kind: 'password-changed', userId: user.id, occasion: crypto.randomUUID() })
  return { outcome: 'changed', cookies: answer.cookies }
}
