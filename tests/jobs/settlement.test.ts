import { expect, test } from 'bun:test'
import type { Job } from '../../src/jobs/job'
import { settlementsOf } from '../../src/jobs/settlement'
import { readJob } from '../../src/services/kintone/job-record'
import { jobFields } from '../support/staff'

const job = (changes: Partial<Job>): Job => ({
  ...readJob(jobFields('J')),
  monthlyRateYen: 800_000,
  minimumMonthlyRateYen: null,
  settlementLowerHours: 140,
  settlementUpperHours: 180,
  ...changes,
})
const pays = (changes: Partial<Job>) => settlementsOf(job(changes))[0]?.examples.map(({ payYen }) => payYen)

test('上下割 divides by the end of the band that was missed', () => {
  expect(pays({ settlementMethod: 'range' })).toEqual([742_857, 800_000, 844_444])
})

test('中央割 divides by the middle on both sides', () => {
  expect(pays({ settlementMethod: 'midpoint' })).toEqual([750_000, 800_000, 850_000])
})

test('固定 pays the same whatever the hours', () => {
  expect(pays({ settlementMethod: 'fixed', settlementLowerHours: null })).toEqual([800_000, 800_000, 800_000])
})

test('the example lies ten hours outside of the band and in its middle', () => {
  const hours = (changes: Partial<Job>) => settlementsOf(job(changes))[0]?.examples.map((example) => example.hours)
  expect(hours({ settlementMethod: 'range' })).toEqual([130, 160, 190])
  expect(hours({ settlementMethod: 'range', settlementLowerHours: 96, settlementUpperHours: 120 })).toEqual([
    86, 108, 130,
  ])
  expect(hours({ settlementMethod: 'midpoint', settlementLowerHours: 140, settlementUpperHours: 185 })).toEqual([
    130, 163, 195,
  ])
})

test('nothing is computed from what the job does not state', () => {
  expect(settlementsOf(job({ settlementMethod: null }))).toEqual([])
  expect(settlementsOf(job({ settlementMethod: 'range', settlementUpperHours: null }))).toEqual([])
  expect(settlementsOf(job({ settlementMethod: 'range', settlementLowerHours: 200 }))).toEqual([])
  expect(settlementsOf(job({ settlementMethod: 'range', settlementLowerHours: 0 }))).toEqual([])
  expect(settlementsOf(job({ settlementMethod: 'range', monthlyRateYen: null }))).toEqual([])
})

test('a job with two rates is settled at both, one with the same twice at one', () => {
  const rates = (low: number | null, high: number | null) =>
    settlementsOf(job({ settlementMethod: 'range', minimumMonthlyRateYen: low, monthlyRateYen: high })).map(
      ({ rateYen, perMissingHourYen, perExtraHourYen }) => [rateYen, perMissingHourYen, perExtraHourYen],
    )
  expect(rates(700_000, 800_000)).toEqual([
    [700_000, 5_000, 3_888],
    [800_000, 5_714, 4_444],
  ])
  expect(rates(800_000, 800_000)).toHaveLength(1)
  expect(rates(700_000, null)).toEqual([[700_000, 5_000, 3_888]])
})

test('固定 without a sensible band is shown for usual hours', () => {
  const [settlement] = settlementsOf(job({ settlementMethod: 'fixed', settlementLowerHours: 200 }))
  expect(settlement?.examples.map(({ hours }) => hours)).toEqual([130, 160, 190])
  expect(settlement?.perExtraHourYen).toBe(0)
})

test('a narrow band and a very low one stay possible', () => {
  expect(pays({ settlementMethod: 'range', settlementLowerHours: 160, settlementUpperHours: 160 })).toEqual([
    750_000, 800_000, 850_000,
  ])
  expect(pays({ settlementMethod: 'range', settlementLowerHours: 8, settlementUpperHours: 16 })?.[0]).toBe(0)
})
