import { dayOfKintone } from '../clock'
import type { SyncState } from '../db/sync-states'
import { recordsPerPage } from '../services/kintone/records'

/** What kintone grants each app a day. More is not refused: the company's administrator gets a mail. */
export const callsPerDay = 10_000

/** How often an app is looked at, and how many calls a day of all kinds leave the portal its share. */
export type Pace = { intervalMs: number; budget: number }

export const paceOf = (config: { syncIntervalSeconds: number; dailyCallSharePercent: number }): Pace => ({
  intervalMs: config.syncIntervalSeconds * 1_000,
  budget: (callsPerDay * config.dailyCallSharePercent) / 100,
})

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Whatever the day has cost: staff's changes must arrive. 96 calls a day. */
export const longestIntervalMs = 15 * minuteMs
export const shortestReconcileMs = 15 * minuteMs
/** A deletion must be noticed, also where one look at all numbers costs more than the budget grants. */
const longestReconcileMs = dayMs
const reconcilePart = 0.1
/** Of a day's budget, spent as fast as the interval says, so that seconds are possible while somebody watches. */
const unstretchedPart = 0.1
/** An app that fails is asked again sooner than an interval of an hour would have it. */
const longestAfterFailureMs = 30_000
/** Whoever looks every so often must not miss the moment by a hair, and wait for another round. */
const graceMs = (intervalMs: number) => Math.min(5_000, intervalMs / 10)

/** The milliseconds between two looks at what changed: the rest of the budget must last until 09:00 in Tokyo. */
export function deltaIntervalMs({ intervalMs, budget }: Pace, callsToday: number, now: Date): number {
  if (callsToday < budget * unstretchedPart) return intervalMs
  const left = Math.max(0, budget - callsToday)
  const stretchedMs = left === 0 ? longestIntervalMs : msUntilReset(now) / left
  return Math.max(intervalMs, Math.min(longestIntervalMs, stretchedMs))
}

export function isDeltaDue(
  state: Pick<SyncState, 'seenUntil' | 'failedAt'>,
  pace: Pace,
  day: { callsToday: number; now: Date },
): boolean {
  const last = Math.max(state.seenUntil?.getTime() ?? 0, state.failedAt?.getTime() ?? 0)
  const wanted = state.failedAt === null ? pace.intervalMs : Math.min(pace.intervalMs, longestAfterFailureMs)
  const intervalMs = deltaIntervalMs({ ...pace, intervalMs: wanted }, day.callsToday, day.now)
  return isOver(day.now.getTime() - last, intervalMs - graceMs(intervalMs))
}

/** Also when it began in the future by more than that: a clock was wrong, and nothing would be done until then. */
export const isOver = (elapsedMs: number, intervalMs: number) => Math.abs(elapsedMs) >= intervalMs

/** What one look at all record numbers costs; the last page is one that is not full. */
export const reconcileCalls = (records: number): number => Math.floor(records / recordsPerPage) + 1

/** Spaced so that all of a day cost a tenth of the budget, and put off while they would leave too little for the rest. */
export function isReconcileDue(
  reconciledAt: Date | null,
  about: { records: number; budget: number; callsToday: number },
  now: Date,
): boolean {
  if (reconciledAt === null) return false
  const cost = reconcileCalls(about.records)
  const elapsedMs = now.getTime() - reconciledAt.getTime()
  if (elapsedMs < 0 || elapsedMs >= longestReconcileMs) return true
  // A tenth of the whole day's, and of what is left of it when others spent much.
  const [restMs, left] = [msUntilReset(now), Math.max(0, about.budget - about.callsToday)]
  const spacedMs = (cost / reconcilePart) * Math.max(dayMs / about.budget, restMs / left)
  return elapsedMs >= Math.max(shortestReconcileMs, spacedMs) && cost <= left - restMs / longestIntervalMs
}

function msUntilReset(now: Date): number {
  return Date.parse(dayOfKintone(now)) + dayMs - now.getTime()
}
