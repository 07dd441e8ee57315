import { appliedJobIds } from '../db/applications'
import type { Database } from '../db/client'
import { staffPicksOf } from '../db/recommendations'
import type { TalentRow } from '../db/talents'
import { type Match, match } from '../matching/score'
import type { Catalogue, CatalogueReader } from './catalogue'
import type { Job } from './job'
import { newest, type RankedJob, type Ranking } from './ranking'

export const jobsPerPage = 21

/** One job as a candidate's list shows it; a visitor has no match. */
export type ListedJob = { job: Job; match: Match | null; isStaffPick: boolean }
export type JobPage = {
  jobs: ListedJob[]
  page: number
  pageCount: number
  total: number
  /** Jobs of the whole list that have no score; they stand last. */
  unjudged: number
  /** Jobs after this page. */
  remaining: number
}
export type JobShelf = { database: Database; catalogue: CatalogueReader; ranking: Ranking }

type Wish = { talent: TalentRow | null; page: number; today: string }

/** One page: staff's picks first, then by score, applied jobs left out; newest first for a visitor. */
export async function listJobs(shelf: JobShelf, { talent, page, today }: Wish): Promise<JobPage> {
  const catalogue = await shelf.catalogue()
  if (talent === null) return show(newest(catalogue, today), page, (id) => visitorsJob(catalogue, id))
  const { db } = shelf.database
  const [applied, picks] = await Promise.all([appliedJobIds(db, talent.id), staffPicksOf(db, talent.id)])
  const { prepared, ranked } = shelf.ranking(talent, catalogue, today)
  const open = ranked.filter(({ id }) => !applied.has(id))
  const picked = open.filter(({ id }) => picks.has(id))
  const others = open.filter(({ id }) => !picks.has(id))
  return show([...picked, ...others], page, (id) => {
    const entry = catalogue.jobs.get(id)
    return entry && { job: entry.job, match: match(entry.prepared, prepared), isStaffPick: picks.has(id) }
  })
}

function visitorsJob(catalogue: Catalogue, id: string): ListedJob | undefined {
  const entry = catalogue.jobs.get(id)
  return entry && { job: entry.job, match: null, isStaffPick: false }
}

/** A page number outside the list means its nearest end. */
function show(ranked: RankedJob[], wanted: number, open: (id: string) => ListedJob | undefined): JobPage {
  const pageCount = Math.max(1, Math.ceil(ranked.length / jobsPerPage))
  const page = Math.min(Math.max(1, wanted), pageCount)
  const shown = ranked.slice((page - 1) * jobsPerPage, page * jobsPerPage)
  const remaining = Math.max(0, ranked.length - page * jobsPerPage)
  const unjudged = ranked.filter(({ scores }) => scores === null || scores.score === null).length
  const jobs = shown.flatMap(({ id }) => open(id) ?? [])
  return { jobs, page, pageCount, total: ranked.length, unjudged, remaining }
}
