import { describe, expect, test } from 'bun:test'
import { bitsFor, clearBit, count, hasBit, setBit } from '../../src/jobs/bits'
import { type FacetIndex, openFacetIndex } from '../../src/jobs/facet-index'
import { type FacetName, facetNames, unstated, valuesOf } from '../../src/jobs/facets'
import { type Filters, noFilters, readFilters, withoutValue, writeFilters } from '../../src/jobs/filters'
import type { Job } from '../../src/jobs/job'
import { listedJobs, openSelector, selectJobs } from '../../src/jobs/select-jobs'
import { createRandom } from '../support/random'
import { generatedJobs } from './generated-jobs'

const today = '2026-11-22'

/** Written another way on purpose: one job after the other, no sets. */
function fits(job: Job, filters: Filters): boolean {
  const hasValue = (facet: FacetName, value: string) => {
    const values = facet === 'start' ? startOf(job) : valuesOf[facet](job)
    return value === unstated ? values.length === 0 : values.includes(value)
  }
  const isListed = job.deadline === null || job.deadline >= today
  const isFresh = job.publishedOn !== null && job.publishedOn <= today && job.publishedOn >= '2026-11-09'
  return (
    isListed &&
    (!filters.isNewOnly || isFresh) &&
    facetNames.every((facet) => filters.chosen[facet]?.some((value) => hasValue(facet, value)) ?? true)
  )
}

function startOf({ startDate }: Job): string[] {
  if (startDate === null) return []
  if (startDate < '2026-12-01') return ['soon']
  return [startDate < '2027-01-01' ? 'next' : 'later']
}

const chance = createRandom(7)
const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T

function randomFilters(index: FacetIndex): Filters {
  const chosen: Filters['chosen'] = {}
  for (const facet of facetNames) {
    if (chance() > 0.2) continue
    const values = facet === 'start' ? ['soon', 'next', 'later', unstated] : [...index.sets(facet).keys(), 'nonsense']
    chosen[facet] = [...new Set([pick(values), pick(values)])]
  }
  return { ...noFilters, chosen, isNewOnly: chance() < 0.2 }
}

const select = (index: FacetIndex, filters: Filters) =>
  selectJobs(index, { filters, eligible: listedJobs(index, today), found: null, today })

describe('narrowing the list', () => {
  const jobs = generatedJobs(1_500, chance)
  const index = openFacetIndex()
  for (const job of jobs) index.put(job)
  // Some change, some go, some come back: the sets follow.
  for (const job of jobs.slice(0, 200)) index.put({ ...job, remote: 'full', skills: ['Rust'] })
  for (const job of jobs.slice(200, 300)) index.remove(job.id)
  for (const job of jobs.slice(200, 250)) index.put(job)
  const now = [
    ...jobs.slice(0, 200).map((job): Job => ({ ...job, remote: 'full', skills: ['Rust'] })),
    ...jobs.slice(200, 250),
    ...jobs.slice(300),
  ]

  test('agrees with asking every job, for random conditions', () => {
    for (let round = 0; round < 300; round += 1) {
      const filters = randomFilters(index)
      const { bits, total } = select(index, filters)
      const expected = now.filter((job) => fits(job, filters)).map((job) => job.id)
      const found = now.filter((job) => hasBit(bits, index.slotOf(job.id) ?? -1)).map((job) => job.id)
      expect(found).toEqual(expected)
      expect(total).toBe(expected.length)
    }
  })

  test('a count says how many jobs choosing that value alone would show', () => {
    for (let round = 0; round < 40; round += 1) {
      const filters = randomFilters(index)
      const { counts } = select(index, filters)
      for (const facet of facetNames)
        for (const [value, expected] of counts[facet]) {
          const chosen = { ...filters, chosen: { ...filters.chosen, [facet]: [value] } }
          expect(select(index, chosen).total).toBe(expected)
        }
    }
  })

  test('what it proposes to drop shows as many jobs as it says', () => {
    let proposals = 0
    for (let round = 0; round < 400; round += 1) {
      const filters = randomFilters(index)
      for (const { drop, total } of select(index, filters).relaxations) {
        proposals += 1
        const values = drop === 'new' || drop === 'search' ? [] : (filters.chosen[drop] ?? [])
        const rest = values.reduce((left, value) => withoutValue(left, drop as FacetName, value), filters)
        expect(select(index, drop === 'new' ? { ...filters, isNewOnly: false } : rest).total).toBe(total)
      }
    }
    expect(proposals).toBeGreaterThan(20)
  })

  test('and where dropping one is not enough, what each shows by itself', () => {
    let proposals = 0
    for (let round = 0; round < 800; round += 1) {
      const filters = randomFilters(index)
      const { total, relaxations, alone } = select(index, filters)
      if (total + relaxations.length > 0) expect(alone).toEqual([])
      for (const { keep, total } of alone) {
        proposals += 1
        const chosen = keep === 'new' || keep === 'search' ? {} : { [keep]: filters.chosen[keep] }
        expect(select(index, { ...noFilters, chosen, isNewOnly: keep === 'new' }).total).toBe(total)
      }
    }
    expect(proposals).toBeGreaterThan(10)
  })

  test('words that were found narrow like any other condition', () => {
    const found = bitsFor(index.words() * 32)
    for (const job of now.slice(0, 10)) setBit(found, index.slotOf(job.id) ?? 0)
    const { bits } = selectJobs(index, { filters: noFilters, eligible: listedJobs(index, today), found, today })
    expect(count(bits)).toBe(now.slice(0, 10).filter((job) => fits(job, noFilters)).length)
  })
})

describe('the address of a list', () => {
  test('holds the whole state and comes back the same', () => {
    const index = openFacetIndex()
    for (const job of generatedJobs(50, chance)) index.put(job)
    for (let round = 0; round < 100; round += 1) {
      const filters: Filters = {
        ...randomFilters(index),
        search: pick(['', 'Go 決済', 'a&b=c']),
        sort: pick(['rate', 'newest']),
      }
      expect(readFilters(new URLSearchParams(String(writeFilters(filters))))).toEqual(filters)
    }
  })

  test('of nonsense is the list without it', () => {
    const query = new URLSearchParams(`remote=&skill=${'x'.repeat(5_000)}&sort=drop%20table&new=2&unknown=1`)
    expect(readFilters(query)).toEqual(noFilters)
    expect(readFilters(new URLSearchParams({ q: 'あ'.repeat(10_000) })).search).toHaveLength(200)
  })
})

test('what is remembered is what would be counted now', () => {
  const jobs = generatedJobs(300, chance)
  const index = openFacetIndex()
  for (const job of jobs) index.put(job)
  const selector = openSelector()
  const wishes = Array.from({ length: 12 }, () => randomFilters(index))
  for (let round = 0; round < 300; round += 1) {
    if (chance() < 0.1) index.put({ ...pick(jobs), id: pick(jobs).id })
    if (chance() < 0.05) index.remove(pick(jobs).id)
    const eligible = listedJobs(index, today).slice()
    // Some people have hidden some.
    if (chance() < 0.5) clearBit(eligible, Math.floor(chance() * 3))
    const asked = { filters: pick(wishes), eligible, found: null, today }
    expect(selector(index, asked)).toEqual(selectJobs(index, asked))
    expect(selector(index, { ...asked, filters: { ...asked.filters, sort: 'rate' } })).toBe(selector(index, asked))
  }
})

test('a freed slot rests for two turns, and a changed job keeps its own', () => {
  const [first, second, third] = generatedJobs(3, chance) as [Job, Job, Job]
  const index = openFacetIndex()
  index.put(first)
  index.put(second)
  const [slot, freed] = [index.slotOf(first.id), index.slotOf(second.id)]
  index.put({ ...first, remote: 'full' })
  expect(index.slotOf(first.id)).toBe(slot)
  index.remove(second.id)
  index.put({ ...third, id: 'soon' })
  index.turn()
  index.put({ ...third, id: 'later' })
  expect([index.slotOf('soon'), index.slotOf('later')]).not.toContain(freed)
  index.turn()
  index.put({ ...third, id: 'then' })
  expect(index.slotOf('then')).toBe(freed)
})
