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

test('nothing is computed from what the job does not state', () => {
  expect(settlementExamples(job({ settlementMethod: null }))).toBeNull()
  expect(settlementExamples(job({ settlementMethod: 'range', settlementUpperHours: null }))).toBeNull()
  expect(settlementExamples(job({ settlementMethod: 'range', monthlyRateYen: null }))).toBeNull()
})
