import { bookmarkedJobs, countBookmarks } from '../db/bookmarks'
import { countHiddenJobs, jobsHiddenBy } from '../db/hidden-jobs'
import { countJobViews, jobsViewedBy } from '../db/job-views'
import { type Marks, marksOf } from '../db/marks'
import type { TalentRow } from '../db/talents'
import { isListed, type Job } from '../jobs/job'
import { flagsOf, type JobShelf, jobsPerPage, type ListedJob } from '../jobs/list-jobs'
import { type PreparedTalent, prepareTalent } from '../matching/reader'
import { prepareJob } from '../matching/requirements'
import { match } from '../matching/score'

const lists = {
  bookmarked: { read: bookmarkedJobs, count: countBookmarks },
  hidden: { read: jobsHiddenBy, count: countHiddenJobs },
  viewed: { read: jobsViewedBy, count: countJobViews },
}
export type MarkedList = keyof typeof lists

/** `isListed`: false when the selection is over; such a job has no match. */
export type MarkedJob = ListedJob & { isListed: boolean; markedAt: Date }
export type MarkedPage = { jobs: MarkedJob[]; page: number; pageCount: number; total: number }

type Wish = { talent: TalentRow; list: MarkedList; page: number; today: string }

/** One page of what a candidate marked, the newest first. A page number outside means the nearest end. */
export async function markedJobs({ database: { db } }: JobShelf, wish: Wish): Promise<MarkedPage> {
  const { talent, list, today } = wish
  const total = await lists[list].count(db, talent.id)
  const pageCount = Math.max(1, Math.ceil(total / jobsPerPage))
  const page = Math.min(Math.max(1, wish.page), pageCount)
  const slice = { limit: jobsPerPage, offset: (page - 1) * jobsPerPage }
  const [rows, marks] = await Promise.all([lists[list].read(db, talent.id, slice), marksOf(db, talent.id)])
  const prepared = prepareTalent(talent.talent, today)
  const jobs = rows.map(({ job, markedAt }) => ({ ...cardOf(job, { prepared, marks, today }), markedAt }))
  return { jobs, page, pageCount, total }
}

/** The card of one job, as the list would show it; null when it is not listed any more. */
export async function listedCard(
  { database: { db } }: JobShelf,
  talent: TalentRow,
  job: Job,
  today: string,
): Promise<ListedJob | null> {
  const prepared = prepareTalent(talent.talent, today)
  const card = cardOf(job, { prepared, marks: await marksOf(db, talent.id), today })
  return card.isListed ? card : null
}

function cardOf(job: Job, { prepared, marks, today }: { prepared: PreparedTalent; marks: Marks; today: string }) {
  const isOpen = isListed(job, today)
  return {
    job,
    isListed: isOpen,
    match: isOpen ? match(prepareJob(job), prepared) : null,
    ...flagsOf(marks, job.id),
  }
}
