import { bookmarkedJobs, countBookmarks } from '../db/bookmarks'
import { countHiddenJobs, jobsHiddenBy } from '../db/hidden-jobs'
import { countJobViews, jobsViewedBy } from '../db/job-views'
import { marksOf } from '../db/marks'
import type { TalentRow } from '../db/talents'
import { isListed, type Job } from '../jobs/job'
import { flagsOf, type JobShelf, jobsPerPage, type ListedJob, type Reader, rankedFor } from '../jobs/list-jobs'
import type { RankedTalent } from '../jobs/ranking'
import { prepareJob } from '../matching/requirements'

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
export async function markedJobs(shelf: JobShelf, wish: Wish): Promise<MarkedPage> {
  const { talent, list, today } = wish
  const { db } = shelf.database
  const total = await lists[list].count(db, talent.id)
  const pageCount = Math.max(1, Math.ceil(total / jobsPerPage))
  const page = Math.min(Math.max(1, wish.page), pageCount)
  const slice = { limit: jobsPerPage, offset: (page - 1) * jobsPerPage }
  const [rows, marks] = await Promise.all([lists[list].read(db, talent.id, slice), marksOf(db, talent.id)])
  const reader = { talent, marks }
  const own = await rankedNow(shelf, reader, today)
  const jobs = rows.map(({ job, markedAt }) => ({ ...cardOf(job, { own, reader, today }), markedAt }))
  return { jobs, page, pageCount, total }
}

/** The card of one job, as the list would show it; null when it is not listed any more. */
export async function listedCard(
  shelf: JobShelf,
  talent: TalentRow,
  job: Job,
  today: string,
): Promise<ListedJob | null> {
  const reader = { talent, marks: await marksOf(shelf.database.db, talent.id) }
  const card = cardOf(job, { own: await rankedNow(shelf, reader, today), reader, today })
  return card.isListed ? card : null
}

const rankedNow = async (shelf: JobShelf, reader: Reader, today: string) =>
  shelf.ranking(rankedFor(reader), await shelf.catalogue(), today)

type Shown = { own: RankedTalent; reader: Reader; today: string }

function cardOf(job: Job, { own, reader, today }: Shown) {
  const isOpen = isListed(job, today)
  return {
    job,
    isListed: isOpen,
    match: isOpen ? own.matchOf({ prepared: prepareJob(job) }) : null,
    evaluation: isOpen ? own.stateOf(job.id) : null,
    ...flagsOf(reader.marks, job.id),
  }
}
