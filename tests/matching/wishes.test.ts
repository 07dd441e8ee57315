import { describe, expect, test } from 'bun:test'
import { prepareJob } from '../../src/matching/requirements'
import type { Talent } from '../../src/profile/talent'
import { demoJobs, demoTalents } from './cast'
import { eachTalent, numbers, scores } from './changes'

describe('wishes', () => {
  const missing: [string, Partial<Talent>][] = [
    ['rate', { desiredMonthlyRateYen: null }],
    ['days', { desiredWorkingDays: null }],
    ['office days', { desiredOfficeDays: null }],
    ['style', { desiredWorkStyles: [] }],
    ['place', { desiredPrefectures: [] }],
    ['start', { availableFrom: null }],
    ['hours', { desiredHoursPerDay: null }],
  ]
  for (const [name, change] of missing) {
    test(`without a wished ${name} the range is not narrower and the middle not higher`, () => {
      eachTalent(
        (talent) => ({ ...talent, ...change }),
        ({ before, after }) => {
          expect(after.high - after.low).toBeGreaterThanOrEqual(before.high - before.low)
          expect(after.score ?? 0).toBeLessThanOrEqual(before.score ?? 0)
        },
      )
    })
  }

  test('higher pay never lowers 働きたい', () => {
    for (const talent of demoTalents) {
      for (const job of demoJobs.slice(0, 40)) {
        const better = { ...job, monthlyRateYen: (job.monthlyRateYen ?? 500_000) + 100_000 }
        const wants = [job, better].map((each) => numbers(prepareJob(each), talent).want ?? 0)
        if (job.monthlyRateYen !== null) expect(wants[1]).toBeGreaterThanOrEqual(wants[0] ?? 0)
      }
    }
  })

  test('the score lies inside its range', () => {
    for (const talent of demoTalents) {
      for (const { score, low, high } of scores(talent)) {
        if (score !== null) expect(low <= score && score <= high && low >= 0 && high <= 100).toBe(true)
      }
    }
  })
})
