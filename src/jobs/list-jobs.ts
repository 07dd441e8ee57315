import { appliedJobIds } from '../db/applications'
import type { Database } from '../db/client'
import { findJobs } from '../db/jobs'
import { staffPicksOf } from '../db/recommendations'
import type { TalentRow } from '../db/talents'
import type { KeptPages } from '../http/kept-pages'
import type { Match } from '../matching/score'
import type { FreshnessReader } from '../sync/freshness'
import { and, andNot, type Bits, bitsFor, count, countBoth, membersBetween, setBit } from './bits'
import type { Catalogue, CatalogueReader } from './catalogue'
import type { Filters } from './filters'
import { type Explanation, explain } from './highlight'
import type { JobSummary } from './job'
import type { Orders } from './orders'
import type { RankedTalent, Ranking } from './ranking'
import type { JobFinder } from './search-jobs'
import { readSearch } from './search-query'
import { listedJobs, type Selection, selectJobs } from './select-jobs'

export const jobsPerPage = 21

/** One job as a candidate's list shows it; a visitor has no match. */
export type ListedJob = {
  job: JobSummary
  match: Match | null
  isStaffPick: boolean
  isApplied: boolean
  /** Why words find it; null when none were looked for. */
  explanation: Explanation | null
}
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
export type Marks = { applied: Set<string>; picks: Map<string, string> }
export const noMarks: Marks = { applied: new Set(), picks: new Map() }
export async function marksOf({ db }: Database, talent: TalentRow | null): Promise<Marks> {
  if (talent === null) return noMarks
  const [applied, picks] = await Promise.all([appliedJobIds(db, talent.id), staffPicksOf(db, talent.id)])
  return { applied, picks }
}

export type JobShelf = {
  pages: KeptPages
  database: Database
  catalogue: CatalogueReader
  ranking: Ranking
  orders: Orders
  search: JobFinder
  freshness: FreshnessReader
}

type Wish = { talent: TalentRow | null; marks: Marks; filters: Filters; page: number; today: string }

/** One page of what the filters leave: staff's picks first, then by score, unless another order was asked for. */
export async function listJobs(shelf: JobShelf, { talent, marks, filters, page, today }: Wish): Promise<JobPage> {
  const catalogue = await shelf.catalogue()
  const found = await shelf.search(catalogue, filters.search)
  const own = talent && (await shelf.ranking(talent, catalogue, today))
  const { index } = catalogue
  const listed = listedJobs(index, today)
  const eligible = filters.withApplied ? listed : andNot(listed, slotsOf(catalogue, marks.applied))
  const { bits, ...selection } = selectJobs(index, { filters, eligible, found, today })
  const order = orderOf(shelf, { own, filters, catalogue })
  const first = filters.sort === 'recommended' ? slotsOf(catalogue, marks.picks.keys()) : null
  const show = (slot: number) => showJob(catalogue, slot, { own, marks })
  const { jobs, ...place } = pageOf({ order, bits, first, total: selection.total, wanted: page }, show)
  return {
    ...place,
    jobs: await explained(shelf, jobs, filters.search),
    unjudged: own ? countBoth(bits, own.unjudged) : selection.total,
    allTotal: count(eligible),
    filters,
    selection,
  }
}

function slotsOf({ index }: Catalogue, ids: Iterable<string>): Bits {
  const bits = bitsFor(index.words() * 32)
  for (const id of ids) {
    const slot = index.slotOf(id)
    if (slot !== undefined) setBit(bits, slot)
  }
  return bits
}

type Ordering = { own: RankedTalent | null; filters: Filters; catalogue: Catalogue }

function orderOf(shelf: JobShelf, { own, filters, catalogue }: Ordering): Uint32Array {
  if (filters.sort !== 'recommended') return shelf.orders(catalogue)[filters.sort]
  return own?.order ?? shelf.orders(catalogue).newest
}

type Personal = { own: RankedTalent | null; marks: Marks }

function showJob(catalogue: Catalogue, slot: number, { own, marks }: Personal): ListedJob[] {
  const entry = catalogue.at(slot)
  if (entry === undefined) return []
  const { job } = entry
  const isOwn = { isStaffPick: marks.picks.has(job.id), isApplied: marks.applied.has(job.id) }
  return [{ job, match: own?.matchOf(entry) ?? null, ...isOwn, explanation: null }]
}

/** `bits`: what is left of `order`; of that `first` comes first. */
type Wanted = { order: Uint32Array; bits: Bits; first: Bits | null; total: number; wanted: number }

/** A page number outside the list means its nearest end. */
function pageOf({ order, bits, first, total, wanted }: Wanted, open: (slot: number) => ListedJob[]) {
  const pageCount = Math.max(1, Math.ceil(total / jobsPerPage))
  const page = Math.min(Math.max(1, wanted), pageCount)
  const start = (page - 1) * jobsPerPage
  const leading = first === null ? 0 : countBoth(bits, first)
  const ahead = first === null ? [] : membersBetween(order, and(bits, first), start, start + jobsPerPage)
  const rest = first === null ? bits : andNot(bits, first)
  const behind = membersBetween(order, rest, start - leading, start - leading + jobsPerPage)
  const shown = [...ahead, ...behind]
  return { jobs: shown.flatMap(open), page, pageCount, total, remaining: Math.max(0, total - page * jobsPerPage) }
}

/** The texts that words were found in are read for the jobs of the page alone. */
async function explained(shelf: JobShelf, listed: ListedJob[], search: string): Promise<ListedJob[]> {
  const { wanted } = readSearch(search)
  if (wanted.length === 0) return listed
  const ids = listed.map(({ job }) => job.id)
  const jobs = await findJobs(shelf.database.db, ids)
  return listed.map((one) => {
    const job = jobs.get(one.job.id)
    return { ...one, explanation: job ? explain(job, wanted) : null }
  })
}
