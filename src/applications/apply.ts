import { dayInTokyo } from '../clock'
import { type ApplicationRow, insertApplication, lockApplication, reopenApplication } from '../db/applications'
import type { Database, Db } from '../db/client'
import { findJob } from '../db/jobs'
import { lockTalent } from '../db/talents'
import { isListed } from '../jobs/job'
import { type LetterTools, queueLetter } from '../mail/queue-letter'
import type { Queue } from '../queue/queue'
import { applicationKey, canApplyAgain, canBeAnswered } from './application'

export type ApplyOutcome =
  | { outcome: 'applied'; applicationId: string }
  | { outcome: 'already-applied'; applicationId: string }
  | { outcome: 'job-not-found' }
  | { outcome: 'name-or-contact-missing' }

type Request = { talentId: string; jobId: string; message: string }

/**
 * Applies once: the row, its way into kintone and the letter are one transaction, and the key is unique, so double
 * clicks, two tabs and a crash at any moment leave one application.
 */
export async function apply(
  tools: { database: Database; queue: Queue },
  request: Request,
  now: Date,
): Promise<ApplyOutcome> {
  const { talentId, jobId, message } = request
  return tools.database.transaction(async (tx): Promise<ApplyOutcome> => {
    const row = await lockTalent(tx, talentId)
    if (row === null || !canBeAnswered(row.talent)) return { outcome: 'name-or-contact-missing' }
    const key = applicationKey(talentId, jobId)
    const existing = await lockApplication(tx, { key })
    if (existing !== null && !canApplyAgain(existing.status))
      return { outcome: 'already-applied', applicationId: existing.id }
    const job = await findJob(tx, jobId)
    if (job === null || !isListed(job.job, dayInTokyo(now))) return { outcome: 'job-not-found' }
    const application = existing
      ? await reopenApplication(tx, existing, message, now)
      : await insertApplication(tx, { key, talentId, jobId, jobTitle: job.job.title, message, appliedAt: now })
    // The talent's lock makes this rare; a row from the sync may still have come between.
    if (application === null)
      return { outcome: 'already-applied', applicationId: (await lockApplication(tx, { key }))?.id ?? '' }
    await announce({ ...tools, tx }, application)
    return { outcome: 'applied', applicationId: application.id }
  })
}

async function announce(tools: LetterTools & { tx: Db }, { id, talentId, version }: ApplicationRow): Promise<void> {
  await tools.queue.send(tools.tx, 'application-write', { applicationId: id }, { key: id })
  await queueLetter(tools, { kind: 'application-received', userId: talentId, aboutId: id, occasion: String(version) })
}
