import type { TalentRow } from '../db/talents'
import { type PreparedTalent, prepareTalent } from '../matching/reader'
import { type Scores, scoreOnly } from '../matching/score'
import type { Catalogue } from './catalogue'
import type { Sort } from './filters'
import { isListed, type Job } from './job'

/** `slot`: the job's place in the catalogue's index, as long as its version stays. */
export type RankedJob = { id: string; slot: number; scores: Scores | null }
export type RankedTalent = { prepared: PreparedTalent; ranked: RankedJob[] }
export type Ranking = (talent: TalentRow, catalogue: Catalogue, today: string) => RankedTalent

/** Candidates whose ranking is kept; each costs a few hundred kB at 10,000 open jobs. */
const rankingsKept = 200

/** Scores every listed job for a talent, best first, and remembers it until the talent, the jobs or the day change. */
export function openRanking(): Ranking {
  const kept = new Map<string, { key: string; result: RankedTalent }>()
  return (talent, catalogue, today) => {
    const key = `${talent.version}:${catalogue.version}:${today}`
    const found = kept.get(talent.id)
    kept.delete(talent.id)
    const result = found?.key === key ? found.result : rank(talent, catalogue, today)
    kept.set(talent.id, { key, result })
    const oldest = kept.keys().next()
    if (kept.size > rankingsKept && !oldest.done) kept.delete(oldest.value)
    return result
  }
}

function rank(talent: TalentRow, catalogue: Catalogue, today: string): RankedTalent {
  const prepared = prepareTalent(talent.talent, today)
  const ranked = [...catalogue.jobs.values()]
    .filter(({ job }) => isListed(job, today))
    .map((entry) => ({ job: entry.job, scores: scoreOnly(entry.prepared, prepared) }))
    .sort((a, b) => (b.scores.score ?? -1) - (a.scores.score ?? -1) || newestFirst(a.job, b.job))
    .map(({ job, scores }) => ({ id: job.id, slot: slotOf(catalogue, job), scores }))
  return { prepared, ranked }
}

const slotOf = (catalogue: Catalogue, job: Job) => catalogue.index.slotOf(job.id) ?? -1

/** The orders that are the same for everybody, made once for a version and a day. */
export type Orders = (catalogue: Catalogue, today: string) => Record<CommonSort, RankedJob[]>
export type CommonSort = Exclude<Sort, 'recommended'>

export function openOrders(): Orders {
  let key = ''
  let kept: Partial<Record<CommonSort, RankedJob[]>> = {}
  return (catalogue, today) => {
    const now = `${catalogue.version}:${today}`
    if (now !== key) kept = {}
    key = now
    const order = (sort: CommonSort) => {
      kept[sort] ??= sorted(catalogue, today, comparisons[sort])
      return kept[sort]
    }
    return {
      get newest() {
        return order('newest')
      },
      get rate() {
        return order('rate')
      },
      get start() {
        return order('start')
      },
    }
  }
}

function sorted(catalogue: Catalogue, today: string, compare: (a: Job, b: Job) => number): RankedJob[] {
  return [...catalogue.jobs.values()]
    .map(({ job }) => job)
    .filter((job) => isListed(job, today))
    .sort((a, b) => compare(a, b) || newestFirst(a, b))
    .map((job) => ({ id: job.id, slot: slotOf(catalogue, job), scores: null }))
}

const rateOf = (job: Job) => job.monthlyRateYen ?? job.minimumMonthlyRateYen ?? -1
const comparisons: Record<CommonSort, (a: Job, b: Job) => number> = {
  newest: newestFirst,
  rate: (a, b) => rateOf(b) - rateOf(a),
  // A job that states no start stands last.
  start: (a, b) => compareText(a.startDate ?? '9999', b.startDate ?? '9999'),
}
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function newestFirst(a: Job, b: Job): number {
  const [dayA, dayB] = [a.publishedOn ?? '', b.publishedOn ?? '']
  if (dayA !== dayB) return dayA < dayB ? 1 : -1
  return a.id < b.id ? 1 : -1
}
