import { type Bits, eachMember } from './bits'
import type { Catalogue } from './catalogue'
import type { Job, JobSummary } from './job'
import { listedJobs } from './select-jobs'

const mostSimilar = 4
const leastPoints = 3

/** Listed jobs that ask for much the same: shared skills weigh most, then 職種, place and the way of working. */
export function similarJobs(catalogue: Catalogue, job: Job, today: string, hidden: ReadonlySet<string>): JobSummary[] {
  const { index } = catalogue
  const points = new Uint16Array(index.words() * 32)
  const give = (members: Bits | undefined, count: number) => {
    if (members) eachMember(members, (slot) => (points[slot] = (points[slot] ?? 0) + count))
  }
  for (const skill of new Set(job.skills)) give(index.sets('skill').get(skill), 3)
  for (const position of new Set(job.positions)) give(index.sets('position').get(position), 2)
  // Without any of these two the rest is no likeness.
  const isRelated = points.map((count) => Math.min(count, 1))
  give(index.sets('prefecture').get(job.prefecture ?? ''), 1)
  give(index.sets('remote').get(job.remote ?? ''), 1)
  const best: { job: JobSummary; points: number }[] = []
  eachMember(listedJobs(index, today), (slot) => {
    const other = index.jobAt(slot)
    if (isRelated[slot] === 0 || other === undefined || other.id === job.id) return
    if (hidden.has(other.id)) return
    const sameIndustry = job.industry !== null && job.industry === other.industry ? 1 : 0
    const own = { job: other, points: (points[slot] ?? 0) + sameIndustry }
    if (own.points < leastPoints || (best.length === mostSimilar && !isBefore(own, best.at(-1)))) return
    best.push(own)
    best.sort((a, b) => (isBefore(a, b) ? -1 : 1))
    best.length = Math.min(best.length, mostSimilar)
  })
  return best.map((one) => one.job)
}

type Alike = { job: JobSummary; points: number }

const isBefore = (a: Alike, b: Alike | undefined) =>
  b === undefined || (a.points === b.points ? a.job.id > b.job.id : a.points > b.points)
