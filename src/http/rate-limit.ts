import type { Database } from '../db/client'
import { clearLimit, deletePastLimits, type Limit, takeLimit } from '../db/limits'
import { TooManyRequests } from './errors'

export type { Limit } from '../db/limits'

/** Rate limits that hold across instances. Keys name what is limited and whom, e.g. `change:<talent id>`. */
export type RateLimits = {
  /** Counts one use; the seconds to wait, 0 when it was free. */
  take: (key: string, limit: Limit) => Promise<number>
  /** Counts one use. Throws TooManyRequests when the key has used up its limit. */
  require: (key: string, limit: Limit) => Promise<void>
  /** Forgets what the key has used. */
  clear: (key: string) => Promise<void>
  /** Removes what holds nobody back any more. */
  sweep: () => Promise<void>
}

export function openRateLimits({ ambient }: Database): RateLimits {
  const take: RateLimits['take'] = (key, limit) => takeLimit(ambient(), key, limit)
  return {
    take,
    require: async (key, limit) => {
      const seconds = await take(key, limit)
      if (seconds > 0) throw new TooManyRequests(seconds)
    },
    clear: (key) => clearLimit(ambient(), key),
    sweep: () => deletePastLimits(ambient()),
  }
}
