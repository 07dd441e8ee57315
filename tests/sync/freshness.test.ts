import { expect, test } from 'bun:test'
import { freshnessOf } from '../../src/sync/freshness'

const now = new Date('2026-11-22T03:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const staleMinutes = (seen: number, failed: number | null, intervalMs = 60_000) => {
  const failedAt = failed === null ? null : minutesAgo(failed)
  const { staleMs } = freshnessOf(
    { fullLoadedAt: minutesAgo(999), seenUntil: minutesAgo(seen), failedAt },
    intervalMs,
    now,
  )
  return staleMs === null ? null : staleMs / 60_000
}

test('the jobs are as fresh as they should be while the sync succeeds, however seldom it may ask', () => {
  expect(staleMinutes(0, null)).toBeNull()
  expect(staleMinutes(15, null)).toBeNull()
  expect(staleMinutes(60, null, 3_600_000)).toBeNull()
  expect(staleMinutes(-30, null)).toBeNull()
})

test('a sync that keeps failing, or that nobody runs, makes them stale', () => {
  expect(staleMinutes(2, 0)).toBeNull()
  expect(staleMinutes(5, 0)).toBe(5)
  expect(staleMinutes(180, 1)).toBe(180)
  expect(staleMinutes(21, null)).toBe(21)
})

test('what was never read is not called old', () => {
  const state = { fullLoadedAt: null, seenUntil: null, failedAt: now }
  expect(freshnessOf(state, 60_000, now)).toEqual({ isLoaded: false, staleMs: null })
})
