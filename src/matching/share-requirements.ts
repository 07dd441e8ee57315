import { LRUCache } from 'lru-cache'
import type { Requirement } from './requirement'
import type { PreparedJob } from './requirements'

/** Different sentences that are remembered to be shared; each is about half a kB. */
const sentencesKept = 50_000

/**
 * Agencies ask for the same things in the same words again and again: prepared jobs that hold equal requirements are
 * made to hold the same one. What comes back equals what went in.
 */
export function openRequirementSharing(): (job: PreparedJob) => PreparedJob {
  const known = new LRUCache<number | bigint, Requirement>({ max: sentencesKept })
  const one = (requirement: Requirement): Requirement => {
    const hash = Bun.hash(JSON.stringify(requirement))
    const same = known.get(hash)
    if (same !== undefined && Bun.deepEquals(same, requirement, true)) return same
    known.set(hash, requirement)
    return requirement
  }
  return (job) => ({
    ...job,
    must: job.must.map(one),
    want: job.want.map(one),
    options: job.options.map(one),
    stack: job.stack.map(one),
  })
}
