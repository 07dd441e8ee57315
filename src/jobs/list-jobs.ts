import type { Database } from '../db/client'
import { type Marks, marksOf } from '../db/marks'
import type { TalentRow } from '../db/talents'
import { type Match, match } from '../matching/score'
import { type Bits, clearBit, count, hasBit } from './bits'
import type { Catalogue, CatalogueReader } from './catalogue'
import type { Filters } from './filters'
import type { Job } from './job'
import type { Orders, RankedJob, RankedTalent, Ranking } from './ranking'
import type { JobFinder } from './search-jobs'
import { listedJobs, type Selection, selectJobs } from './select-jobs'

export const jobsPerPage = 21

/** One job as a candidate's list shows it; a visitor has no match. */
export type ListedJob = { job: Job; match: Match | null } & JobFlags
/** `isBookmarked`: null for a visitor, who keeps nothing. */
export type JobFlags = { isStaffPick: boolean; isApplied: boolean; isBookmarked: boolean | null }
export type JobPage = {
  jobs: ListedJob[]
  page: number
  pageCount: number
  total: number
  /** Jobs of the list without any narrowing. */
  allTotal: number
  /** Jobs of this list that have no score; they stand last in the recommended order. */
  unjudged: number
  /** Jobs after this page. */
  remaining: number
  filters: Filters
  selection: Omit<Selection, 'bits'>
}
export type JobShelf = {
  database: Database
  catalogue: CatalogueReader
  ranking: Ranking
  orders: Orders
  search: JobFinder
}

type Wish = {
  talent: TalentRow | null
  filters: Filters
  page: number
  today: string
  /** Jobs hidden while the list was being read: they keep their places, so that its next page skips none. */
  kept?: ReadonlySet<string>
}

/** One page of what the filters leave: staff's picks first, then by score, unless another order was asked for. */
export async function listJobs(shelf: JobShelf, { talent, filters, page, today, kept }: Wish): Promise<JobPage> {
  const catalogue = await shelf.catalogue()
  const { db } = shelf.database
  const [marks, found] = await Promise.all([talent && marksOf(db, talent.id), shelf.search(catalogue, filters.search)])
  const eligible = eligibleJobs(catalogue, { marks, filters, today, kept })
  const { bits, ...selection } = selectJobs(catalogue.index, { filters, eligible, found, today })
  const own = talent && shelf.ranking(talent, catalogue, today)
  const order = orderOf(shelf, { own, filters, catalogue, today }).filter(({ slot }) => slot >= 0 && hasBit(bits, slot))
  const jobs = marks && filters.sort === 'recommended' ? picksFirst(order, marks.picks) : order
  const show = (id: string) => showJob(catalogue, id, { own, marks })
  return { ...pageOf(jobs, page, show), allTotal: count(eligible), filters, selection }
}

type Eligibility = Pick<Wish, 'filters' | 'today' | 'kept'> & { marks: Marks | null }

/** What this person's list may show at all: nothing they hid, and what they applied to when they ask for it. */
export function eligibleJobs(catalogue: Catalogue, { marks, filters, today, kept }: Eligibility): Bits {
  const listed = listedJobs(catalogue.index, today)
  if (marks === null) return listed
  const hidden = kept?.size ? marks.hidden.difference(kept) : marks.hidden
  return leaveOut(catalogue, listed, filters.withApplied ? [hidden] : [hidden, marks.applied])
}

function leaveOut({ index }: Catalogue, listed: Bits, sets: ReadonlySet<string>[]): Bits {
  const rest = listed.slice()
  for (const ids of sets)
    for (const id of ids) {
      const slot = index.slotOf(id)
      if (slot !== undefined) clearBit(rest, slot)
    }
  return rest
}

type Ordering = { own: RankedTalent | null; filters: Filters; catalogue: Catalogue; today: string }

function orderOf(shelf: JobShelf, { own, filters, catalogue, today }: Ordering): RankedJob[] {
  if (filters.sort !== 'recommended') return shelf.orders(catalogue, today)[filters.sort]
  return own?.ranked ?? shelf.orders(catalogue, today).newest
}

function picksFirst(order: RankedJob[], picks: ReadonlyMap<string, string>): RankedJob[] {
  if (picks.size === 0) return order
  return [...order.filter(({ id }) => picks.has(id)), ...order.filter(({ id }) => !picks.has(id))]
}

type Personal = { own: RankedTalent | null; marks: Marks | null }

function showJob(catalogue: Catalogue, id: string, { own, marks }: Personal): ListedJob[] {
  const entry = catalogue.jobs.get(id)
  if (entry === undefined) return []
  return [{ job: entry.job, match: own && match(entry.prepared, own.prepared), ...flagsOf(marks, id) }]
}

export const flagsOf = (marks: Marks | null, id: string): JobFlags => ({
  isStaffPick: marks?.picks.has(id) ?? false,
  isApplied: marks?.applied.has(id) ?? false,
  isBookmarked: marks && marks.bookmarked.has(id),
})

/** A page number outside the list means its nearest end. */
function pageOf(ranked: RankedJob[], wanted: number, open: (id: string) => ListedJob[]) {
  const pageCount = Math.max(1, Math.ceil(ranked.length / jobsPerPage))
  const page = Math.min(Math.max(1, wanted), pageCount)
  const shown = ranked.slice((page - 1) * jobsPerPage, page * jobsPerPage)
  const remaining = Math.max(0, ranked.length - page * jobsPerPage)
  const unjudged = ranked.filter(({ scores }) => scores === null || scores.score === null).length
  return { jobs: shown.flatMap(({ id }) => open(id)), page, pageCount, total: ranked.length, unjudged, remaining }
}
