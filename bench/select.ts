// bun run bench:select [100000]: narrowing, counting every facet and taking the first 21 of so many open jobs in
// process; building the index, and taking one change in. The peer asks every job one after the other.
import { hasBit } from '../src/jobs/bits'
import { openFacetIndex } from '../src/jobs/facet-index'
import { facetNames, valuesOf } from '../src/jobs/facets'
import { type Filters, noFilters } from '../src/jobs/filters'
import type { Job } from '../src/jobs/job'
import { listedJobs, selectJobs } from '../src/jobs/select-jobs'
import { generatedJobs } from '../tests/jobs/generated-jobs'
import { createRandom } from '../tests/support/random'
import { quantile } from './statistics'

const size = Number(process.argv[2] ?? 100_000)
const today = '2026-11-22'
const rounds = 60
const print = (line: string) => void process.stdout.write(`${line}\n`)

const jobs = generatedJobs(size, createRandom(1))
const index = openFacetIndex()
print(`${size} jobs, in ms; wanted at 100,000: 15 to select, 3000 to build, 5 for one change`)
const built = timed(() => {
  for (const job of jobs) index.put(job)
})
print(`  building the index      ${built.toFixed(0).padStart(8)}`)

const asked: Filters[] = [
  noFilters,
  { ...noFilters, chosen: { remote: ['full'], skill: ['Go', 'AWS'] } },
  {
    ...noFilters,
    chosen: { rate: ['60'], days: ['5'], prefecture: ['東京都'], start: ['soon', 'next'] },
    isNewOnly: true,
  },
]
for (const filters of asked) {
  const name = Object.keys(filters.chosen).join(' ') || 'nothing chosen'
  const own = sample(() => firstPage(filters))
  const naive = sample(() => naiveCounts(filters), 5)
  const [half, most] = [quantile(own, 0.5), quantile(own, 0.99)]
  const ratio = quantile(naive, 0.5) / half
  print(
    `  ${name.padEnd(34)} median ${half.toFixed(2).padStart(7)}   p99 ${most.toFixed(2).padStart(7)}   one by one ${ratio.toFixed(1)} ×`,
  )
}
const changes = sample(() => index.put({ ...(jobs[Math.floor(Math.random() * size)] as Job), remote: 'full' }))
print(
  `  one change              median ${quantile(changes, 0.5).toFixed(3)}   p99 ${quantile(changes, 0.99).toFixed(3)}`,
)
print(`  memory of the process   ${(process.memoryUsage.rss() / 1_048_576).toFixed(0)} MB`)

function firstPage(filters: Filters): string[] {
  const { bits } = selectJobs(index, { filters, eligible: listedJobs(index, today), found: null, today })
  const shown: string[] = []
  for (let slot = 0; shown.length < 21 && slot < size; slot += 1)
    if (hasBit(bits, slot)) shown.push(index.jobAt(slot)?.id ?? '')
  return shown
}

/** The counts of the facets that are not chosen, without sets. */
function naiveCounts({ chosen }: Filters): Map<string, number> {
  const counts = new Map<string, number>()
  for (const job of jobs) {
    if (job.deadline !== null && job.deadline < today) continue
    const values = facetNames.map((facet) => [facet, valuesOf[facet](job)] as const)
    if (!values.every(([facet, own]) => chosen[facet]?.some((value) => own.includes(value)) ?? true)) continue
    for (const [facet, own] of values)
      for (const value of own) counts.set(`${facet}:${value}`, (counts.get(`${facet}:${value}`) ?? 0) + 1)
  }
  return counts
}

function sample(work: () => unknown, times = rounds): number[] {
  for (let warm = 0; warm < 5; warm += 1) work()
  return Array.from({ length: times }, () => timed(work))
}

function timed(work: () => unknown): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}
