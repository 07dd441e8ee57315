import { applicationKey } from '../applications/application'
import { type ApplicationRow, findApplicationByKey } from '../db/applications'
import { findJob } from '../db/jobs'
import { staffPicksOf } from '../db/recommendations'
import type { TalentRow } from '../db/talents'
import { type Suggestion, whatWouldChange } from '../matching/explain'
import { prepareTalent } from '../matching/reader'
import { prepareJob } from '../matching/requirements'
import { type Match, match } from '../matching/score'
import { isListed, type Job } from './job'
import type { JobShelf } from './list-jobs'

export type ShownJob = {
  job: Job
  isListed: boolean
  match: Match | null
  suggestions: Suggestion[]
  application: ApplicationRow | null
  /** The comment of staff who picked the job for this talent; null when they did not. */
  staffComment: string | null
}

/** A listed job, or one this talent has applied to whatever became of it; null for every other. */
export async function showJob(
  shelf: JobShelf,
  id: string,
  talent: TalentRow | null,
  today: string,
): Promise<ShownJob | null> {
  const { db } = shelf.database
  const row = await findJob(db, id)
  if (row === null) return null
  const { job } = row
  const application = talent ? await findApplicationByKey(db, applicationKey(talent.id, id)) : null
  const listed = isListed(job, today)
  if (!listed && application === null) return null
  if (talent === null)
    return { job, isListed: listed, match: null, suggestions: [], application: null, staffComment: null }
  const prepared = prepareJob(job)
  return {
    job,
    isListed: listed,
    match: match(prepared, prepareTalent(talent.talent, today)),
    suggestions: whatWouldChange(prepared, talent.talent, today),
    application,
    staffComment: (await staffPicksOf(db, talent.id)).get(id) ?? null,
  }
}
