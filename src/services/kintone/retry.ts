import type { Verdict } from './failure'

/**
 * What a call does in kintone, which decides when it may be repeated by itself.
 * `reads`: nothing. `repeatable`: the same however often it is done, e.g. an upsert by a unique key, or an update that
 * names the revision it is about. `once`: a repeat would do it twice.
 */
export type Effect = 'reads' | 'repeatable' | 'once'

const mostAttempts = 3
const firstDelayMs = 300
const longestDelayMs = 2_000
/** No repeat begins later than this after the call did: whoever waits for it has a queue that repeats further. */
export const longestCallMs = 10_000

/**
 * The milliseconds to wait before the call is repeated, or null when it must not be, or not now. Exponential with full
 * jitter. @param chance from 0 to 1.
 */
export function retryDelayMs(
  verdict: Pick<Verdict, 'effect' | 'retryAfterMs'>,
  call: { effect: Effect; attempt: number; elapsedMs: number },
  chance: number,
): number | null {
  const isSafe = verdict.effect === 'nothing' || (verdict.effect === 'unknown' && call.effect !== 'once')
  if (!isSafe || call.attempt >= mostAttempts) return null
  const jittered = chance * Math.min(longestDelayMs, firstDelayMs * 2 ** (call.attempt - 1))
  const delayMs = Math.max(jittered, verdict.retryAfterMs ?? 0)
  return call.elapsedMs + delayMs > longestCallMs ? null : delayMs
}
