import type { TalentRow } from '../db/talents'
import { type PreparedTalent, prepareTalent } from '../matching/reader'
import { type Scores, scoreOnly } from '../matching/score'
import type { Catalogue } from './catalogue'
import { isListed, type Job } from './job'

export type RankedJob = { id: string; scores: Scores | null }
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
    .map(({ job, scores }) => ({ id: job.id, scores }))
  return { prepared, ranked }
}

/** For visitors: no scores, newest first. */
export function newest(catalogue: Catalogue, today: string): RankedJob[] {
  return [...catalogue.jobs.values()]
    .map(({ job }) => job)
    .filter((job) => isListed(job, today))
    .sort(newestFirst)
    .map(({ id }) => ({ id, scores: null }))
}

function newestFirst(a: Job, b: Job): number {
  const [dayA, dayB] = [a.publishedOn ?? '', b.publishedOn ?? '']
  if (dayA !== dayB) return dayA < dayB ? 1 : -1
  return a.id < b.id ? 1 : -1
}
