import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../db/client'
import { deleteEmailChange } from '../db/email-changes'
import { deletePendingProofs } from '../db/users'
import { queueLetter } from '../mail/queue-letter'
import type { Queue } from '../queue/queue'

const owners = new AsyncLocalStorage<string>()

/** Whatever Better Auth does in `work` to a password is done to this account's. */
export function changingPasswordOf<T>(userId: string, work: () => Promise<T>): Promise<T> {
  return owners.run(userId, work)
}

/**
 * What belongs to every new password, in the transaction that writes it (Better Auth names no account there): the letter
 * that says so, and the end of whatever was under way with the old one: reset links, half-finished sign-ins, a change of
 * address that somebody else may have asked for.
 */
export async function onPasswordChange(tools: { database: Database; queue: Queue }): Promise<void> {
  const userId = owners.getStore()
  if (userId === undefined) return
  const tx = tools.database.ambient()
  await endPendingProofs(tx, userId)
  await queueLetter({ ...tools, tx }, { kind: 'password-changed', userId, occasion: crypto.randomUUID() })
}

/** Links and half-finished steps that somebody else may hold. */
export async function endPendingProofs(tx: Parameters<typeof deletePendingProofs>[0], userId: string): Promise<void> {
  await deletePendingProofs(tx, userId)
  await deleteEmailChange(tx, userId)
}
