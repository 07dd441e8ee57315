import { lt, sql } from 'drizzle-orm'
import type { Database, Db } from './client'
import { limits } from './schema'

/** `uses` in any stretch of `seconds`, regained one by one (GCRA). */
export type Limit = { uses: number; seconds: number }

/** Where uses are counted. Keys must tell nothing about anybody: see http/rate-limit.ts. */
export type LimitStore = {
  /** Counts one use; the seconds to wait, 0 when it was free. */
  take: (key: string, limit: Limit) => Promise<number>
  clear: (key: string) => Promise<void>
}
export type LimitTable = LimitStore & { sweep: () => Promise<void> }

export function openLimitTable({ ambient }: Database): LimitTable {
  return {
    take: (key, limit) => takeLimit(ambient(), key, limit),
    clear: (key) => clearLimit(ambient(), key),
    sweep: () => deletePastLimits(ambient()),
  }
}

/**
 * Counts one use of the key, in one statement, so that instances and parallel requests share one count.
 * Returns the seconds until the next use is free, 0 when this one was.
 */
async function takeLimit(db: Db, key: string, { uses, seconds }: Limit): Promise<number> {
  const step = sql`make_interval(secs => ${seconds / uses}::float8)`
  const window = sql`make_interval(secs => ${seconds}::float8)`
  const base = sql`greatest(${limits.freeAt}, now())`
  const taken = await db
    .insert(limits)
    .values({ key, freeAt: sql`now() + ${step}` })
    .onConflictDoUpdate({
      target: limits.key,
      set: { freeAt: sql`${base} + ${step}` },
      // A microsecond of grace: the steps of a window do not always add up to it.
      setWhere: sql`${base} + ${step} <= now() + ${window} + interval '1 microsecond'`,
    })
    .returning({ key: limits.key })
  if (taken.length > 0) return 0
  const wait = sql<number>`extract(epoch from ${limits.freeAt} + ${step} - ${window} - now())::float8`
  const [row] = await db.select({ seconds: wait }).from(limits).where(sql`${limits.key} = ${key}`)
  return Math.max(1, Math.ceil(row?.seconds ?? 0))
}

async function clearLimit(db: Db, key: string): Promise<void> {
  await db.delete(limits).where(sql`${limits.key} = ${key}`)
}

/** Keys that hold nobody back any more. */
async function deletePastLimits(db: Db): Promise<void> {
  await db.delete(limits).where(lt(limits.freeAt, sql`now()`))
}
