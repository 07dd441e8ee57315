import { dayInTokyo } from '../clock'
import { countBookmarks, deleteBookmark, insertBookmark } from '../db/bookmarks'
import type { Database } from '../db/client'
import { countHiddenJobs, deleteHiddenJob, insertHiddenJob } from '../db/hidden-jobs'
import { findJob } from '../db/jobs'
import { marksOf } from '../db/marks'
import { lockTalent } from '../db/talents'
import { isListed, type Job } from '../jobs/job'

export type Mark = 'bookmarked' | 'hidden'
export type MarkOutcome = { outcome: 'marked'; job: Job } | { outcome: 'too-many' } | { outcome: 'job-not-found' }

/** Jobs a candidate may mark: every list is made with these sets in memory. */
export const mostMarked: Record<Mark, number> = { bookmarked: 300, hidden: 1_000 }

const store = {
  bookmarked: { put: insertBookmark, take: deleteBookmark, count: countBookmarks },
  hidden: { put: insertHiddenJob, take: deleteHiddenJob, count: countHiddenJobs },
}

type Wish = { talentId: string; jobId: string; mark: Mark; isOn: boolean }

/**
 * Brings a mark into a state, however often it is asked for: the one place where marks of candidates are written.
 * Only a listed job can be marked; a mark can be taken off whatever became of the job. Of any other job nothing is told.
 */
export async function markJob(
  { db, transaction }: Database,
  { talentId, jobId, mark, isOn }: Wish,
  now: Date,
): Promise<MarkOutcome> {
  const [row, marks] = await Promise.all([findJob(db, jobId), marksOf(db, talentId)])
  const isMarked = marks[mark].has(jobId)
  if (row === null || !(isMarked || isListed(row.job, dayInTokyo(now)))) return { outcome: 'job-not-found' }
  const { put, take, count } = store[mark]
  if (!isOn) await take(db, talentId, jobId)
  if (!isOn || isMarked) return { outcome: 'marked', job: row.job }
  return transaction(async (tx) => {
    // One at a time for each candidate, or two tabs would both be the last that fits.
    await lockTalent(tx, talentId)
    if ((await count(tx, talentId)) >= mostMarked[mark]) return { outcome: 'too-many' }
    await put(tx, talentId, jobId, now)
    return { outcome: 'marked', job: row.job }
  })
}
