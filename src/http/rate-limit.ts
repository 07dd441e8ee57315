import { TooManyRequests } from './errors'

export type RateLimit = {
  /** Counts one use. Throws TooManyRequests when the key has used up its minute. */
  take: (key: string) => void
}

const windowMs = 60_000
/** Keys that are kept at most; the oldest windows go first. */
const maximumKeys = 10_000

/** A fixed window of one minute per key, in this instance's memory: a brake on loops, not an account of anything. */
export function openRateLimit(usesPerMinute: number, now: () => number = Date.now): RateLimit {
  const windows = new Map<string, { startedAt: number; uses: number }>()
  return {
    take: (key) => {
      const known = windows.get(key)
      const isCurrent = known !== undefined && now() - known.startedAt < windowMs
      const current = isCurrent ? known : { startedAt: now(), uses: 0 }
      current.uses += 1
      windows.delete(key)
      windows.set(key, current)
      const oldest = windows.keys().next()
      if (windows.size > maximumKeys && !oldest.done) windows.delete(oldest.value)
      if (current.uses > usesPerMinute)
        throw new TooManyRequests(Math.ceil((current.startedAt + windowMs - now()) / 1_000))
    },
  }
}
