import { findClosure, insertClosure, lockClosure, saveClosureProgress, settledAfterMs } from '../db/account-closures'
import { deleteApplicationsOf } from '../db/applications'
import type { Database, Db } from '../db/client'
import { deleteInquiriesOf } from '../db/inquiries'
import { deleteLettersOf } from '../db/letters'
import { deleteRecommendationsOf } from '../db/recommendations'
import { deleteTalent, lockTalent } from '../db/talents'
import { deleteUser } from '../db/users'
import { log } from '../log'
import { queueLetter } from '../mail/queue-letter'
import type { Queue } from '../queue/queue'
import { type Kintone, KintoneError, refusalOf } from '../services/kintone/client'
import { forgetTalent, reportClosure } from '../services/kintone/forget-talent'
import type { Account, GuardTools } from './guard'

/** The options of 退会理由 in kintone's 問い合わせ app. */
export const closureReasons = [
  '他社で案件が決まった',
  '希望に合う案件がない',
  '連絡が多い・少ない',
  '使いにくい',
  '会社員になる',
  'しばらく休む',
  'その他',
] as const

type Wish = { reason: string; comment: string; now: Date }

/**
 * Closes an account: everything the portal holds of the person is gone with this transaction, so nobody signs in again
 * even while kintone is away; what kintone holds is taken away by the worker (finishClosure), which this queues.
 */
export async function closeAccount(
  tools: GuardTools,
  { user }: Account,
  { reason, comment, now }: Wish,
): Promise<void> {
  const isNew = await tools.database.transaction(async (tx) => {
    // Waits for a sync or a change that is under way; what comes later meets the closure.
    await lockTalent(tx, user.id)
    const closure = { talentId: user.id, email: user.email, reason, comment, requestedAt: now }
    if (!(await insertClosure(tx, closure))) return false
    await deleteCopies(tx, user.id)
    await deleteLettersOf(tx, user.id)
    await deleteUser(tx, user.id)
    await tools.queue.send(tx, 'talent-write', { talentId: user.id }, { key: user.id })
    return true
  })
  if (isNew) log.info('account.closed', { user: user.id })
}

/** The read model's rows. */
async function deleteCopies(tx: Db, talentId: string): Promise<void> {
  await deleteApplicationsOf(tx, talentId)
  await deleteRecommendationsOf(tx, talentId)
  await deleteInquiriesOf(tx, talentId)
  await deleteTalent(tx, talentId)
}

/**
 * The worker's side: takes the person out of kintone, then queues the receipt. Runs in the queue of the talent's own
 * writes, so after one that was under way; at least ten minutes later it runs once more, for an application that was
 * being sent at that very moment. Safe to repeat. False when the account is not closed.
 * Throws KintoneError while kintone is away, so that the queue tries again.
 */
export async function finishClosure(
  tools: { database: Database; queue: Queue; kintone: Kintone },
  talentId: string,
): Promise<boolean> {
  const closure = await findClosure(tools.database.db, talentId)
  if (closure === null) return false
  const { completedAt, verifiedAt } = closure
  const isSecondLook = completedAt !== null && Date.now() - completedAt.getTime() >= settledAfterMs
  const isForgotten = verifiedAt !== null || (completedAt !== null && !isSecondLook)
  if (isForgotten && closure.isReported) return true
  try {
    if (!isForgotten) {
      await forgetTalent(tools.kintone, talentId)
      await noteFinished(tools, talentId, { isSecondLook })
    }
    // After the person is gone from kintone: the agency's own note must not hold that up.
    if (!closure.isReported) {
      await reportClosure(tools.kintone, closure)
      await saveClosureProgress(tools.database.db, talentId, { isReported: true, refusal: null })
    }
  } catch (error) {
    if (!(error instanceof KintoneError) || error.failure !== 'refused') throw error
    // Staff or the operator mend the cause; the hourly sweep tries again.
    await saveClosureProgress(tools.database.db, talentId, { refusal: refusalOf(error) })
    log.error('account.closure-refused', { talent: talentId, code: error.code, fields: error.fields })
  }
  return true
}

async function noteFinished(
  tools: { database: Database; queue: Queue },
  talentId: string,
  { isSecondLook }: { isSecondLook: boolean },
): Promise<void> {
  await tools.database.transaction(async (tx) => {
    const closure = await lockClosure(tx, talentId)
    if (closure === null) return
    const now = new Date()
    if (isSecondLook) {
      await deleteCopies(tx, talentId)
      await saveClosureProgress(tx, talentId, { verifiedAt: now, refusal: null })
      return
    }
    // Another task of the same closure was here a moment ago.
    if (closure.email === null) return
    await saveClosureProgress(tx, talentId, { completedAt: now, email: null, refusal: null })
    await queueLetter(
      { ...tools, tx },
      { kind: 'account-closed', userId: talentId, occasion: 'once', recipient: closure.email },
    )
  })
  log.info('account.closure-finished', { talent: talentId })
}
