import { applicationKey } from '../applications/application'
import { type ApplicationRow, findApplicationByKey } from '../db/applications'
import { findJob } from '../db/jobs'
import { type Marks, marksOf } from '../db/marks'
import { type FeedbackRow, findFeedback } from '../db/match-answers'
import type { TalentRow } from '../db/talents'
import { type Suggestion, whatWouldChange } from '../matching/explain'
import { prepareJob } from '../matching/requirements'
import type { Match } from '../matching/score'
import { isListed, type Job, missingLegalItems } from './job'
import { flagsOf, type JobShelf, type ListedJob, rankedFor } from './list-jobs'
import type { EvaluationState } from './ranking'
import { similarJobs } from './similar-jobs'

export type ShownJob = {
  job: Job
  isListed: boolean
  match: Match | null
  /** How far a model was asked about the match; null without one. */
  evaluation: EvaluationState | null
  suggestions: Suggestion[]
  /** What the candidate said of the match; null before a word. */
  feedback: FeedbackRow | null
  application: ApplicationRow | null
  /** The comment of staff who picked the job for this talent; null when they did not. */
  staffComment: string | null
  /** Null for a visitor. */
  isBookmarked: boolean | null
  isHidden: boolean
  similar: ListedJob[]
}

/** A job that was published and whose selection is over; nothing of it is told but where to go on. */
export type ClosedJob = { closed: true; similar: ListedJob[] }

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
  const [application, marks, feedback] = talent
    ? await Promise.all([
        findApplicationByKey(db, applicationKey(talent.id, id)),
        marksOf(db, talent.id),
        findFeedback(db, talent.id, id),
      ])
    : [null, null, null]
  const listed = isListed(job, today)
  const similar = await similarTo(shelf, job, marks, today)
  const wasShown = job.isPublished && missingLegalItems(job).length === 0
  if (!listed && application === null) return wasShown ? { closed: true, similar } : null
  const { isBookmarked } = flagsOf(marks, id)
  const shown = { job, isListed: listed, isBookmarked, isHidden: marks?.hidden.has(id) ?? false, similar, feedback }
  if (talent === null || marks === null)
    return { ...shown, match: null, evaluation: null, suggestions: [], application: null, staffComment: null }
  const prepared = prepareJob(job)
  const own = await shelf.ranking(rankedFor({ talent, marks }), await shelf.catalogue(), today)
  return {
    ...shown,
    match: own.matchOf({ prepared }),
    evaluation: own.stateOf(id),
    suggestions: whatWouldChange(prepared, talent.talent, { today, judgements: own.judgementsOf(id) }),
    application,
    staffComment: marks?.picks.get(id) ?? null,
  }
}

async function similarTo(shelf: JobShelf, job: Job, marks: Marks | null, today: string): Promise<ListedJob[]> {
  const similar = similarJobs(await shelf.catalogue(), job, today, marks?.hidden ?? new Set())
  return similar.map((other) => ({ job: other, match: null, evaluation: null, ...flagsOf(marks, other.id) }))
}
