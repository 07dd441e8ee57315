import type { Limit, LimitStore, LimitTable } from '../db/limits'
import { log } from '../log'
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
  close: () => void
}

type Stores = {
  table: LimitTable
  /** Counts instead of the table as long as it answers. */
  redis: (LimitStore & { close: () => void }) | null
  /** Keys hold client addresses, of which there are too few for a plain hash to hide them. */
  secret: string
  /** Milliseconds that only go up. */
  now?: () => number
}

export function openRateLimits({ table, redis, secret, now = () => performance.now() }: Stores): RateLimits {
  const store = redis === null ? table : withFallback(redis, table, now)
  const hidden = (key: string) => new Bun.CryptoHasher('sha256', secret).update(`limit:${key}`).digest('base64url')
  const take: RateLimits['take'] = (key, limit) => store.take(hidden(key), limit)
  return {
    take,
    require: async (key, limit) => {
      const seconds = await take(key, limit)
      if (seconds > 0) throw new TooManyRequests(seconds)
    },
    clear: (key) => store.clear(hidden(key)),
    sweep: table.sweep,
    close: () => redis?.close(),
  }
}

/** How long a store that failed is left alone, so that requests do not wait for it one by one. */
const restMs = 1_000
const warnEveryMs = 60_000

/** Asks `first`; whatever it cannot answer, `second` does. */
function withFallback(first: LimitStore, second: LimitStore, now: () => number): LimitStore {
  let isAway = false
  let restsUntil = Number.NEGATIVE_INFINITY
  let warnedAt = Number.NEGATIVE_INFINITY
  let isTold = false

  const tryFirst = async <T>(work: () => Promise<T>): Promise<{ answer: T } | null> => {
    if (isAway && now() < restsUntil) return null
    // While it is away one call tries for all, and the others do not wait for what that one learns.
    if (isAway) restsUntil = now() + restMs
    try {
      const answer = await work()
      if (isAway && isTold) log.info('limits.redis-back')
      if (isAway) isTold = false
      isAway = false
      return { answer }
    } catch (error) {
      isAway = true
      restsUntil = now() + restMs
      if (now() - warnedAt >= warnEveryMs) {
        warnedAt = now()
        isTold = true
        log.warn('limits.redis-away', { error })
      }
      return null
    }
  }

  return {
    take: async (key, limit) => (await tryFirst(() => first.take(key, limit)))?.answer ?? second.take(key, limit),
    clear: async (key) => {
      await second.clear(key)
      await tryFirst(() => first.clear(key))
    },
  }
}
