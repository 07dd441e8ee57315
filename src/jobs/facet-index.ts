import { type Bits, bitsFor, clearBit, grown, setBit } from './bits'
import { type FacetName, facetNames, unstated, valuesOf } from './facets'
import type { JobSummary } from './job'

/** Which jobs have which value, as sets of slots; one job is taken in or out at a time. */
export type FacetIndex = {
  /** Words of every set. */
  words: () => number
  slotOf: (jobId: string) => number | undefined
  /** The jobs of these ids that are here. */
  slotsOf: (jobIds: Iterable<string>) => Bits
  /** The job at a slot; undefined for a free one. */
  jobAt: (slot: number) => JobSummary | undefined
  /** Every job there is. */
  all: () => Bits
  sets: (facet: FacetName) => ReadonlyMap<string, Bits>
  /** Published on a day, `YYYY-MM-DD` → jobs. */
  byPublishedOn: () => ReadonlyMap<string, Bits>
  /** Listed until the end of a day, `YYYY-MM-DD` or `unstated` → jobs. */
  byDeadline: () => ReadonlyMap<string, Bits>
  /** Counts every change. */
  changes: () => number
  put: (job: JobSummary) => void
  remove: (jobId: string) => void
  /**
   * A freed slot is given to another job two turns later at the earliest: somebody who waited for the database in the
   * middle of a list may still hold its number.
   */
  turn: () => void
}

const firstCapacity = 1_024

export function openFacetIndex(): FacetIndex {
  let capacity = firstCapacity
  const slots = new Map<string, number>()
  const jobs: (JobSummary | undefined)[] = []
  const free: number[] = []
  /** Freed in this turn and in the one before. */
  let [freedNow, freedBefore]: [number[], number[]] = [[], []]
  let all = bitsFor(capacity)
  const sets = new Map<FacetName, Map<string, Bits>>(facetNames.map((name) => [name, new Map()]))
  const published = new Map<string, Bits>()
  const deadlines = new Map<string, Bits>()
  const families = [...sets.values(), published, deadlines]

  let changes = 0

  const grow = () => {
    capacity *= 2
    all = grown(all, capacity)
    for (const family of families) for (const [value, bits] of family) family.set(value, grown(bits, capacity))
  }
  const mark = (family: Map<string, Bits>, value: string, slot: number) => {
    const bits = family.get(value) ?? bitsFor(capacity)
    setBit(bits, slot)
    family.set(value, bits)
  }
  const unmark = (family: Map<string, Bits>, value: string, slot: number) => {
    const bits = family.get(value)
    if (bits === undefined) return
    clearBit(bits, slot)
    if (bits.every((word) => word === 0)) family.delete(value)
  }
  const eachValue = (job: JobSummary, work: (family: Map<string, Bits>, value: string) => void) => {
    for (const [name, family] of sets) {
      const values = valuesOf[name](job)
      for (const value of values.length > 0 ? values : [unstated]) work(family, value)
    }
    work(published, job.publishedOn ?? unstated)
    work(deadlines, job.deadline ?? unstated)
  }
  const remove = (jobId: string) => {
    const slot = slots.get(jobId)
    const job = slot === undefined ? undefined : jobs[slot]
    if (slot === undefined || job === undefined) return
    changes += 1
    eachValue(job, (family, value) => unmark(family, value, slot))
    clearBit(all, slot)
    slots.delete(jobId)
    jobs[slot] = undefined
    freedNow.push(slot)
  }
  return {
    words: () => all.length,
    slotOf: (jobId) => slots.get(jobId),
    slotsOf: (jobIds) => {
      const bits = bitsFor(capacity)
      for (const id of jobIds) {
        const slot = slots.get(id)
        if (slot !== undefined) setBit(bits, slot)
      }
      return bits
    },
    jobAt: (slot) => jobs[slot],
    all: () => all,
    sets: (facet) => sets.get(facet) ?? new Map(),
    byPublishedOn: () => published,
    byDeadline: () => deadlines,
    changes: () => changes,
    put: (job) => {
      const own = slots.get(job.id)
      remove(job.id)
      changes += 1
      if (own !== undefined) freedNow.pop()
      const slot = own ?? free.pop() ?? jobs.length
      if (slot >= capacity) grow()
      jobs[slot] = job
      slots.set(job.id, slot)
      setBit(all, slot)
      eachValue(job, (family, value) => mark(family, value, slot))
    },
    remove,
    turn: () => {
      free.push(...freedBefore)
      freedBefore = freedNow
      freedNow = []
    },
  }
}
