import { describe, expect, test } from 'bun:test'
import {
  deltaIntervalMs,
  isDeltaDue,
  isReconcileDue,
  longestIntervalMs,
  type Pace,
  paceOf,
  reconcileCalls,
} from '../../src/sync/schedule'

const second = 1_000
const minute = 60 * second
const midnight = Date.parse('2026-11-23T00:00:00Z')
const at = (ms: number) => new Date(midnight + ms)
const pace = paceOf({ syncIntervalSeconds: 60, dailyCallSharePercent: 50 })
const noon = at(12 * 60 * minute)

describe('the interval', () => {
  test('is the configured one while the rest of the budget lasts until nine in Tokyo', () => {
    expect(pace).toEqual({ intervalMs: minute, budget: 5_000 })
    expect(deltaIntervalMs(pace, 0, at(0))).toBe(minute)
    expect(deltaIntervalMs(pace, 4_280, noon)).toBe(minute)
  })

  test('is stretched when it does not, but never beyond a quarter of an hour', () => {
    expect(deltaIntervalMs(pace, 4_640, noon)).toBe(2 * minute)
    expect(deltaIntervalMs(pace, 4_999, noon)).toBe(longestIntervalMs)
    expect(deltaIntervalMs(pace, 9_000, noon)).toBe(longestIntervalMs)
    expect(deltaIntervalMs({ ...pace, intervalMs: 60 * minute }, 9_000, noon)).toBe(60 * minute)
  })

  test('of seconds holds for the first tenth of the budget', () => {
    const eager = { ...pace, intervalMs: second }
    expect(deltaIntervalMs(eager, 499, at(0))).toBe(second)
    expect(Math.round(deltaIntervalMs(eager, 500, at(0)) / second)).toBe(19)
  })
})

describe('an app', () => {
  const due = (state: { seenUntil: Date | null; failedAt: Date | null }, now: number, intervalMs = minute) =>
    isDeltaDue(state, { ...pace, intervalMs }, { callsToday: 0, now: at(now) })

  test('that was never read is due; one that was read waits for its interval, give or take a moment', () => {
    expect(due({ seenUntil: null, failedAt: null }, 0)).toBe(true)
    const seen = { seenUntil: at(0), failedAt: null }
    expect([due(seen, 54 * second), due(seen, 55 * second)]).toEqual([false, true])
  })

  test('that failed is tried again after half a minute, however long its interval is', () => {
    const failed = { seenUntil: at(0), failedAt: at(minute) }
    expect([due(failed, minute + 26 * second, 60 * minute), due(failed, minute + 28 * second, 60 * minute)]).toEqual([
      false,
      true,
    ])
    expect(due({ seenUntil: null, failedAt: at(0) }, second)).toBe(false)
  })
})

describe('the search for deletions', () => {
  const due = (records: number, elapsedMs: number, callsToday = 0) =>
    isReconcileDue(at(0), { records, budget: 5_000, callsToday }, at(elapsedMs))

  test('costs a call for each 500 records, and is spaced by what it costs', () => {
    expect([0, 499, 500, 100_000].map(reconcileCalls)).toEqual([1, 1, 2, 201])
    expect([due(1_000, 14 * minute), due(1_000, 15 * minute)]).toEqual([false, true])
    expect([due(10_000, 60 * minute), due(10_000, 61 * minute)]).toEqual([false, true])
    expect([due(100_000, 9 * 60 * minute), due(100_000, 10 * 60 * minute)]).toEqual([false, true])
  })

  test('waits for the next day when this one has no room for it, but not for ever', () => {
    expect(due(100_000, 12 * 60 * minute, 4_900)).toBe(false)
    expect(due(100_000, 24 * 60 * minute, 4_900)).toBe(true)
  })
})

/** Instances that look every five seconds, each a little later than the one before, and share what they know. */
function liveOneDay(given: {
  records: number
  instances: number
  pace: Pace
  burst?: { atMs: number; calls: number }
}): { deltas: number; searches: number; total: number; longestGapMs: number } {
  let [deltas, searching, burst, longestGapMs] = [0, 0, 0, 0]
  let state = { seenUntil: at(-minute), failedAt: null, reconciledAt: at(-minute) }
  const total = () => deltas + searching + burst
  for (let ms = 0; ms < 24 * 60 * minute; ms += 5 * second) {
    if (given.burst?.atMs === ms) burst = given.burst.calls
    for (let instance = 0; instance < given.instances; instance += 1) {
      const now = at(ms + instance * 700)
      if (!isDeltaDue(state, given.pace, { callsToday: total(), now })) continue
      const about = { records: given.records, budget: given.pace.budget, callsToday: total() }
      const searches = isReconcileDue(state.reconciledAt, about, now)
      if (searches) searching += reconcileCalls(given.records)
      deltas += 1
      longestGapMs = Math.max(longestGapMs, now.getTime() - state.seenUntil.getTime())
      state = { seenUntil: now, failedAt: null, reconciledAt: searches ? now : state.reconciledAt }
    }
  }
  return { deltas, searches: searching, total: total(), longestGapMs }
}

describe('a whole day', () => {
  for (const records of [1_000, 10_000, 100_000])
    for (const instances of [1, 3])
      test(`of ${records} records and ${instances} instances stays within the share`, () => {
        const day = liveOneDay({ records, instances, pace })
        expect(day.deltas).toBeWithin(1_300, 1_600)
        expect(day.searches).toBeWithin(200, 610)
        const eager = liveOneDay({ records, instances, pace: { intervalMs: 5 * second, budget: 1_000 } })
        expect(eager.total).toBeWithin(900, 1_001)
        expect(eager.longestGapMs).toBeLessThan(4 * minute)
      })

  test('in which others spent nearly everything looks less often, and ends within the share', () => {
    const burst = { atMs: 3 * 60 * minute, calls: 4_300 }
    const day = liveOneDay({ records: 10_000, instances: 3, pace, burst })
    expect(day.total).toBeWithin(4_900, 5_001)
    // 180 before, then one in about three minutes.
    expect(day.deltas).toBeWithin(560, 700)
    expect(day.longestGapMs).toBeLessThan(longestIntervalMs)
  })

  test('in which others spent more than everything still looks every quarter of an hour', () => {
    const day = liveOneDay({ records: 10_000, instances: 1, pace, burst: { atMs: 0, calls: 6_000 } })
    expect([day.deltas, day.searches]).toEqual([96, 0])
  })
})
