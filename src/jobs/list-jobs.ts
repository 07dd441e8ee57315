import type { ApplicationStatus } from '../applications/application'
import type { Database } from '../db/client'
import { findJobs } from '../db/jobs'
import type { Marks } from '../db/marks'
import type { TalentRow } from '../db/talents'
import type { KeptPages } from '../http/kept-pages'
import type { Match } from '../matching/score'
import type { FreshnessReader } from '../sync/freshness'
import { and, andNot, type Bits, count, countBoth, membersBetween } from './bits'
import type { Catalogue, CatalogueReader } from './catalogue'
import type { Filters } from './filters'
import { type Explanation, explain } from './highlight'
import type { JobSummary } from './job'
import type { Orders } from './orders'
import type { EvaluationState, Ranked, RankedTalent, Ranking } from './ranking'
import type { JobFinder } from './search-jobs'
import { readSearch } from './search-query'
import { listedJobs, type Selection, type selectJobs } from './select-jobs'

export const jobsPerPage = 21

/** One job as a candidate's list shows it; a visitor has no match. `explanation`: why words find it, where any did. */
export type ListedJob = {
  job: JobSummary
  match: Match | null
  /** How far a model was asked about the match; null without one. */
  evaluation: EvaluationState | null
  explanation?: Explanation
} & JobFlags
/** `applied`: how an application stands; null without one. `isBookmarked`: null for a visitor, who keeps nothing. */
export type JobFlags = { isStaffPick: boolean; applied: ApplicationStatus | null; isBookmarked: boolean | null }
export type JobPage = {
  jobs: ListedJob[]
  /** The first page that is shown; `page` is the last. */
  firstPage: number
  page: number
  pageCount: number
  total: number
  /** Jobs of the list without any narrowing. */
  allTotal: number
  /** Jobs of this list that have no score; they stand last in the recommended order. */
  unjudged: number
  /** Jobs of the person's best that a model has not judged yet, and how many of them are shown here. */
  pending: number
  awaited: number
  /** Jobs after this page. */
  remaining: number
  filters: Filters
  selection: Selection
}
/** What pages about jobs are made of. */
export type JobShelf = {
  database: Database
  catalogue: CatalogueReader
  ranking: Ranking
  orders: Orders
  search: JobFinder
  select: typeof selectJobs
  freshness: FreshnessReader
  /** Lists as they were sent. */
  pages: KeptPages
}

/** Whose list it is. */
export type Reader = { talent: TalentRow; marks: Marks }
export const rankedFor = ({ talent, marks: { evaluationVersion } }: Reader): Ranked => ({ talent, evaluationVersion })

type Wish = {
  /** Null for a visitor. */
  reader: Reader | null
  filters: Filters
  page: number
  /** The first of the pages that were read on one below the other, up to `page`; that page alone without it. */
  from?: number
  today: string
  /** Jobs hidden while the list was being read: they keep their places, so that its next page skips none. */
  kept?: ReadonlySet<string>
}

/** One page of what the filters leave: staff's picks first, then by score, unless another order was asked for. */
export async function listJobs(
  shelf: JobShelf,
  { reader, filters, page, from = page, today, kept }: Wish,
): Promise<JobPage> {
  const catalogue = await shelf.catalogue()
  const own = reader && (await shelf.ranking(rankedFor(reader), catalogue, today))
  // Last, because a slot that was found may be another job's once somebody else had their turn.
  const found = await shelf.search(catalogue, filters.search)
  const marks = reader?.marks ?? null
  const eligible = eligibleJobs(catalogue, { marks, filters, today, kept })
  const selection = shelf.select(catalogue.index, { filters, eligible, found, today })
  const { bits, total } = selection
  const order = orderOf(shelf, { own, filters, catalogue })
  const first = marks && filters.sort === 'recommended' ? catalogue.index.slotsOf(marks.picks.keys()) : null
  const { slots, ...place } = pageOf({ order, bits, first, total, wanted: page, from })
  const jobs = slots.flatMap((slot) => showJob(catalogue, slot, { own, marks }))
  return {
    ...place,
    jobs: await explained(shelf, jobs, filters.search),
    unjudged: own ? countBoth(bits, own.unjudged) : total,
    pending: own?.pending ?? 0,
    awaited: own ? slots.filter(own.isPending).length : 0,
    allTotal: count(eligible),
    filters,
    selection,
  }
}

type Eligibility = Pick<Wish, 'filters' | 'today' | 'kept'> & { marks: Marks | null }

/** What this person's list may show at all: nothing they hid, and what they applied to when they ask for it. */
export function eligibleJobs(catalogue: Catalogue, { marks, filters, today, kept }: Eligibility): Bits {
  const listed = listedJobs(catalogue.index, today)
  if (marks === null) return listed
  const hidden = kept?.size ? marks.hidden.difference(kept) : marks.hidden
  const visible = andNot(listed, catalogue.index.slotsOf(hidden))
  return filters.withApplied ? visible : andNot(visible, catalogue.index.slotsOf(marks.applied.keys()))
}

type Ordering = { own: RankedTalent | null; filters: Filters; catalogue: Catalogue }

function orderOf(shelf: JobShelf, { own, filters, catalogue }: Ordering): Uint32Array {
  if (filters.sort !== 'recommended') return shelf.orders(catalogue)[filters.sort]
  return own?.order ?? shelf.orders(catalogue).newest
}

type Cards = { reader: Reader; ids: string[]; hasNews: boolean; search: string; today: string }

/**
 * Of an open list's jobs how many still await a model's word; where there are news, also the jobs as they are now. Those
 * that are gone or were hidden meanwhile are left out.
 */
export async function cardsOf(shelf: JobShelf, { reader, ids, hasNews, search, today }: Cards) {
  const catalogue = await shelf.catalogue()
  const own = await shelf.ranking(rankedFor(reader), catalogue, today)
  const { marks } = reader
  const slots = ids.flatMap((id) => (marks.hidden.has(id) ? [] : (catalogue.index.slotOf(id) ?? [])))
  const awaited = slots.filter(own.isPending).length
  const jobs = hasNews ? slots.flatMap((slot) => showJob(catalogue, slot, { own, marks })) : []
  return { jobs: await explained(shelf, jobs, search), awaited }
}

type Personal = { own: RankedTalent | null; marks: Marks | null }

function showJob(catalogue: Catalogue, slot: number, { own, marks }: Personal): ListedJob[] {
  const entry = catalogue.at(slot)
  if (entry === undefined) return []
  const evaluation = own?.stateOf(entry.job.id) ?? null
  return [{ job: entry.job, match: own?.matchOf(entry) ?? null, evaluation, ...flagsOf(marks, entry.job.id) }]
}

export const flagsOf = (marks: Marks | null, id: string): JobFlags => ({
  isStaffPick: marks?.picks.has(id) ?? false,
  applied: marks?.applied.get(id) ?? null,
  isBookmarked: marks?.bookmarked.has(id) ?? null,
})

/** `bits`: what is left of `order`; of that `first` comes first. */
type Places = { order: Uint32Array; bits: Bits; first: Bits | null; total: number; wanted: number; from: number }

/** Pages that are shown at once to somebody who comes back to what もっと見る had brought. */
const mostPages = 10

/** A page number outside the list means its nearest end. */
function pageOf({ order, bits, first, total, wanted, from }: Places) {
  const pageCount = Math.max(1, Math.ceil(total / jobsPerPage))
  const page = Math.min(Math.max(1, wanted), pageCount)
  const firstPage = Math.min(Math.max(1, from, page - mostPages + 1), page)
  const [start, end] = [(firstPage - 1) * jobsPerPage, page * jobsPerPage]
  const leading = first === null ? 0 : countBoth(bits, first)
  const ahead = first === null ? [] : membersBetween(order, and(bits, first), start, end)
  const rest = first === null ? bits : andNot(bits, first)
  const behind = membersBetween(order, rest, start - leading, end - leading)
  return { slots: [...ahead, ...behind], firstPage, page, pageCount, total, remaining: Math.max(0, total - end) }
}

/** The texts that words were found in are read for the jobs of the page alone. */
async function explained(shelf: JobShelf, listed: ListedJob[], search: string): Promise<ListedJob[]> {
  const { wanted } = readSearch(search)
  if (wanted.length === 0) return listed
  const ids = listed.map(({ job }) => job.id)
  const jobs = await findJobs(shelf.database.db, ids)
  return listed.map((one) => {
    const job = jobs.get(one.job.id)
    return job ? { ...one, explanation: explain(job, wanted) } : one
  })
}
