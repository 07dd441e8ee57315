import { expect, test } from 'bun:test'
import type { Job } from '../../src/jobs/job'
import { settlementExamples } from '../../src/jobs/settlement'
import { readJob } from '../../src/services/kintone/job-record'
import { jobFields } from '../support/staff'

const job = (changes: Partial<Job>): Job => ({
  ...readJob(jobFields('J')),
  monthlyRateYen: 800_000,
  settlementLowerHours: 140,
  settlementUpperHours: 180,
  ...changes,
})
const pays = (changes: Partial<Job>) => settlementExamples(job(changes))?.map(({ payYen }) => payYen)

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
  const hours = (changes: Partial<Job>) => settlementExamples(job(changes))?.map((example) => example.hours)
  expect(hours({ settlementMethod: 'range' })).toEqual([130, 160, 190])
  expect(hours({ settlementMethod: 'range', settlementLowerHours: 96, settlementUpperHours: 120 })).toEqual([
    86, 108, 130,
  ])
  expect(hours({ settlementMethod: 'midpoint', settlementLowerHours: 140, settlementUpperHours: 185 })).toEqual([
    130, 163, 195,
  ])
})

test('nothing is computed from what the job does not state', () => {
  expect(settlementExamples(job({ settlementMethod: null }))).toBeNull()
  expect(settlementExamples(job({ settlementMethod: 'range', settlementUpperHours: null }))).toBeNull()
  expect(settlementExamples(job({ settlementMethod: 'range', monthlyRateYen: null }))).toBeNull()
})
