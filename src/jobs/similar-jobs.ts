import type { Catalogue, CatalogueJob } from './catalogue'
import { isListed, type Job } from './job'

const mostSimilar = 4

/** Listed jobs that ask for much the same: shared skills weigh most, then 職種, place and the way of working. */
export function similarJobs(catalogue: Catalogue, job: Job, today: string, hidden: ReadonlySet<string>): Job[] {
  const likeness = (other: Job) =>
    3 * shared(job.skills, other.skills) +
    2 * shared(job.positions, other.positions) +
    (job.industry !== null && job.industry === other.industry ? 1 : 0) +
    (job.prefecture !== null && job.prefecture === other.prefecture ? 1 : 0) +
    (job.remote !== null && job.remote === other.remote ? 1 : 0)
  const isOther = ({ job: other }: CatalogueJob) =>
    other.id !== job.id && !hidden.has(other.id) && isListed(other, today)
  return [...catalogue.jobs.values()]
    .filter(isOther)
    .map(({ job: other }) => ({ other, points: likeness(other) }))
    .filter(
      ({ other, points }) =>
        points >= 3 && shared(job.skills, other.skills) + shared(job.positions, other.positions) > 0,
    )
    .sort((a, b) => b.points - a.points || (a.other.id < b.other.id ? 1 : -1))
    .slice(0, mostSimilar)
    .map(({ other }) => other)
}

const shared = (a: string[], b: string[]) => a.filter((one) => b.includes(one)).length
