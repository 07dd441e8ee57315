import {
  deleteEmailChange,
  findEmailChange,
  lockEmailChange,
  markConfirmed,
  saveEmailChange,
} from '../db/email-changes'
import { isUniqueViolation } from '../db/errors'
import { lockTalent } from '../db/talents'
import { deleteUser, findUser, findUserByEmail, saveEmail } from '../db/users'
import type { Limit } from '../http/rate-limit'
import { queueLetter } from '../mail/queue-letter'
import { changeTalent } from '../profile/save-profile'
import { emailChangeHours, readEmailChangeToken } from './email-change-token'
import type { Account, GuardTools } from './guard'
import { endPendingProofs } from './password-change'

/** Every request sends a letter to an address that somebody typed. */
const requestsPerDay: Limit = { uses: 5, seconds: 86_400 }

/**
 * Asks both mailboxes to confirm a new address: one transaction for the request and both letters. A newer request makes
 * the links of an older one worthless. Whether the new address belongs to another account is not said here; its owner
 * gets a letter instead of a link.
 */
export async function requestEmailChange(
  tools: GuardTools,
  { user }: Account,
  wish: { newEmail: string; now: Date },
): Promise<{ outcome: 'requested' | 'same-address' } | { outcome: 'wait'; seconds: number }> {
  const newEmail = wish.newEmail.toLowerCase()
  if (newEmail === user.email) return { outcome: 'same-address' }
  const seconds = await tools.limits.take(`email-change:${user.id}`, requestsPerDay)
  if (seconds > 0) return { outcome: 'wait', seconds }
  const expiresAt = new Date(wish.now.getTime() + emailChangeHours * 3_600_000)
  await tools.database.transaction(async (tx) => {
    // The account may be closing at this moment.
    await lockTalent(tx, user.id)
    if ((await findUser(tx, user.id)) === null) return
    const { id } = await saveEmailChange(tx, { userId: user.id, newEmail, expiresAt })
    const about = { userId: user.id, aboutId: id, occasion: 'once' }
    await queueLetter({ ...tools, tx }, { ...about, kind: 'email-change-old' })
    await queueLetter({ ...tools, tx }, { ...about, kind: 'email-change-new', recipient: newEmail })
  })
  return { outcome: 'requested' }
}

export async function cancelEmailChange(tools: GuardTools, { user }: Account): Promise<void> {
  await deleteEmailChange(tools.database.db, user.id)
}

export type EmailLink = {
  side: 'old' | 'new'
  newEmail: string
  /** Whether this mailbox has confirmed already. */
  isConfirmed: boolean
}

/** What a link of a change-of-address letter is about; null when it is forged, expired, or overtaken. */
export async function readEmailLink(tools: GuardTools, token: string): Promise<EmailLink | null> {
  const claims = await readEmailChangeToken(tools.config.authSecret, token)
  const change = claims && (await findEmailChange(tools.database.db, claims.userId))
  if (claims === null || change?.id !== claims.changeId) return null
  const confirmedAt = claims.side === 'old' ? change.oldConfirmedAt : change.newConfirmedAt
  return { side: claims.side, newEmail: change.newEmail, isConfirmed: confirmedAt !== null }
}

export type ConfirmEmailOutcome =
  | { outcome: 'link-invalid' | 'address-taken' }
  /** The other mailbox has still to confirm. */
  | { outcome: 'half-confirmed'; missing: 'old' | 'new' }
  | { outcome: 'changed' }

/**
 * Confirms one side. With both, the address changes: account, talent, its way into kintone and the letter to the old
 * address in one transaction, so that a crash leaves either the request or the whole change.
 */
export async function confirmEmailChange(tools: GuardTools, token: string): Promise<ConfirmEmailOutcome> {
  const claims = await readEmailChangeToken(tools.config.authSecret, token)
  if (claims === null) return { outcome: 'link-invalid' }
  const { userId, side } = claims
  const confirm = tools.database.transaction(async (tx): Promise<ConfirmEmailOutcome> => {
    // First, as everywhere: two transactions that lock in another order could wait for each other.
    await lockTalent(tx, userId)
    const change = await lockEmailChange(tx, userId)
    const user = await findUser(tx, userId)
    if (user === null || change?.id !== claims.changeId) return { outcome: 'link-invalid' }
    await markConfirmed(tx, userId, side)
    const missing = side === 'old' ? 'new' : 'old'
    const isOtherConfirmed = (side === 'old' ? change.newConfirmedAt : change.oldConfirmedAt) !== null
    if (!isOtherConfirmed) return { outcome: 'half-confirmed', missing }
    // Reset links that lie in the old mailbox end with it.
    await endPendingProofs(tx, userId)
    const owner = await findUserByEmail(tx, change.newEmail)
    if (owner?.emailVerified) return { outcome: 'address-taken' }
    // Somebody registered this address and never proved it; here it has been proved.
    if (owner !== null) await deleteUser(tx, owner.id)
    await saveEmail(tx, userId, change.newEmail)
    await changeTalent(tx, tools.queue, { id: userId, change: { email: change.newEmail } })
    await queueLetter({ ...tools, tx }, { kind: 'email-changed', userId, occasion: change.id, recipient: user.email })
    return { outcome: 'changed' }
  })
  // Somebody registered the address between our look and our write; the request is still there, and says so next time.
  return confirm.catch((error: unknown) => {
    if (isUniqueViolation(error)) return { outcome: 'address-taken' }
    throw error
  })
}
