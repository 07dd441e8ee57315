import type { Catalogue } from './catalogue'
import type { Sort } from './filters'
import type { JobSummary } from './job'

/** The orders that are the same for everybody, as slots of every job there is; which are listed depends on the day. */
export type Orders = (catalogue: Catalogue) => Record<CommonSort, Uint32Array>
export type CommonSort = Exclude<Sort, 'recommended'>

/** Sorts everything once; after a change what stayed keeps its order, and what changed is put in between. */
export function openOrders(): Orders {
  const kept: Partial<Record<CommonSort, { version: number; slots: Uint32Array }>> = {}
  const current = (catalogue: Catalogue, sort: CommonSort) => {
    const old = kept[sort]
    if (old?.version === catalogue.version) return old.slots
    const { index } = catalogue
    const compare = (a: number, b: number) => compareJobs(sort, index.jobAt(a), index.jobAt(b))
    const changed = catalogue.changedAfter(old?.version ?? -1)
    const moved = new Set(changed)
    const stayed = (old?.slots ?? new Uint32Array(0)).filter((slot) => !moved.has(slot))
    const came = changed.filter((slot) => index.jobAt(slot) !== undefined).sort(compare)
    const slots = merged(stayed, came, compare)
    kept[sort] = { version: catalogue.version, slots }
    return slots
  }
  return (catalogue) => ({
    get newest() {
      return current(catalogue, 'newest')
    },
    get rate() {
      return current(catalogue, 'rate')
    },
    get start() {
      return current(catalogue, 'start')
    },
  })
}

/** Two sorted lists as one; `few` is put into `many` by halving. */
function merged(many: Uint32Array, few: number[], compare: (a: number, b: number) => number): Uint32Array {
  const result = new Uint32Array(many.length + few.length)
  let taken = 0
  let length = 0
  for (const slot of few) {
    let [low, high] = [taken, many.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compare(many[middle] ?? 0, slot) < 0) low = middle + 1
      else high = middle
    }
    result.set(many.subarray(taken, low), length)
    length += low - taken
    taken = low
    result[length] = slot
    length += 1
  }
  result.set(many.subarray(taken), length)
  return result
}

function compareJobs(sort: CommonSort, a: JobSummary | undefined, b: JobSummary | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return comparisons[sort](a, b) || newestFirst(a, b)
}

const rateOf = (job: JobSummary) => job.monthlyRateYen ?? job.minimumMonthlyRateYen ?? -1
const comparisons: Record<CommonSort, (a: JobSummary, b: JobSummary) => number> = {
  newest: newestFirst,
  rate: (a, b) => rateOf(b) - rateOf(a),
  // A job that states no start stands last.
  start: (a, b) => compareText(a.startDate ?? '9999', b.startDate ?? '9999'),
}
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function newestFirst(a: JobSummary, b: JobSummary): number {
  const [dayA, dayB] = [a.publishedOn ?? '', b.publishedOn ?? '']
  if (dayA !== dayB) return dayA < dayB ? 1 : -1
  return a.id < b.id ? 1 : -1
}
