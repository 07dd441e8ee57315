import type { Clock } from '../clock'
import type { Database } from '../db/client'
import { type SyncState, syncStatesOf } from '../db/sync-states'
import { longestIntervalMs } from './schedule'

/** How far the copy of the jobs can be trusted. */
export type Freshness = {
  /** False until all jobs were read once. */
  isLoaded: boolean
  /** How old the copy is when it is older than it should be; null while it is not. */
  staleMs: number | null
}
export type FreshnessReader = () => Promise<Freshness>

/** One failed run is mended by the next, and nobody needs to hear of it. */
const toleratedFailureMs = 3 * 60_000
/** Beyond the longest interval the sync allows itself: then nobody runs it. */
const toleratedSilenceMs = 5 * 60_000

export function freshnessOf(
  { fullLoadedAt, seenUntil, failedAt }: Pick<SyncState, 'fullLoadedAt' | 'seenUntil' | 'failedAt'>,
  intervalMs: number,
  now: Date,
): Freshness {
  const isLoaded = fullLoadedAt !== null
  if (seenUntil === null) return { isLoaded, staleMs: null }
  const ageMs = now.getTime() - seenUntil.getTime()
  const toleratedMs =
    failedAt === null ? Math.max(intervalMs, longestIntervalMs) + toleratedSilenceMs : intervalMs + toleratedFailureMs
  return { isLoaded, staleMs: ageMs > toleratedMs ? ageMs : null }
}

/** How long what the database said is believed: pages ask at every view. */
const believedForMs = 5_000

export function openFreshness(database: Database, clock: Clock, intervalMs: number): FreshnessReader {
  let known: { at: number; state: Promise<SyncState | undefined> } | null = null
  const read = async () => (await syncStatesOf(database.db, ['job']))[0]?.state
  return async () => {
    if (known === null || performance.now() - known.at > believedForMs) known = { at: performance.now(), state: read() }
    try {
      const state = await known.state
      return state ? freshnessOf(state, intervalMs, clock()) : { isLoaded: false, staleMs: null }
    } catch (error) {
      known = null
      throw error
    }
  }
}
