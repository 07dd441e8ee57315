import { applicationKey } from '../applications/application'
import { type ApplicationRow, findApplicationByKey } from '../db/applications'
import { findJob } from '../db/jobs'
import { staffPicksOf } from '../db/recommendations'
import type { TalentRow } from '../db/talents'
import { type Suggestion, whatWouldChange } from '../matching/explain'
import { prepareTalent } from '../matching/reader'
import { prepareJob } from '../matching/requirements'
import { type Match, match } from '../matching/score'
import { isListed, type Job, type JobSummary, missingLegalItems } from './job'
import type { JobShelf } from './list-jobs'
import { similarJobs } from './similar-jobs'

export type ShownJob = {
  job: Job
  isListed: boolean
  match: Match | null
  suggestions: Suggestion[]
  application: ApplicationRow | null
  /** The comment of staff who picked the job for this talent; null when they did not. */
  staffComment: string | null
  similar: JobSummary[]
}

/** A job that was published and whose selection is over; nothing of it is told but where to go on. */
export type ClosedJob = { closed: true; similar: JobSummary[] }

/** A listed job, or one this talent has applied to whatever became of it; null for one that nobody may see. */
export async function showJob(
  shelf: JobShelf,
  id: string,
  talent: TalentRow | null,
  today: string,
): Promise<ShownJob | ClosedJob | null> {
  const { db } = shelf.database
  const row = await findJob(db, id)
  if (row === null) return null
  const { job } = row
  const application = talent ? await findApplicationByKey(db, applicationKey(talent.id, id)) : null
  const listed = isListed(job, today)
  const similar = similarJobs(await shelf.catalogue(), job, today)
  const wasShown = job.isPublished && missingLegalItems(job).length === 0
  if (!listed && application === null) return wasShown ? { closed: true, similar } : null
  if (talent === null)
    return { job, isListed: listed, match: null, suggestions: [], application: null, staffComment: null, similar }
  const prepared = prepareJob(job)
  return {
    job,
    isListed: listed,
    match: match(prepared, prepareTalent(talent.talent, today)),
    suggestions: whatWouldChange(prepared, talent.talent, today),
    application,
    staffComment: (await staffPicksOf(db, talent.id)).get(id) ?? null,
    similar,
  }
}
