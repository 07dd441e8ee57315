import { lt, sql } from 'drizzle-orm'
import type { Db } from './client'
import { limits } from './schema'

/** `uses` in any stretch of `seconds`, regained one by one (GCRA). */
export type Limit = { uses: number; seconds: number }

/**
 * Counts one use of the key, in one statement, so that instances and parallel requests share one count.
 * Returns the seconds until the next use is free, 0 when this one was.
 */
export async function takeLimit(db: Db, key: string, { uses, seconds }: Limit): Promise<number> {
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

export async function clearLimit(db: Db, key: string): Promise<void> {
  await db.delete(limits).where(sql`${limits.key} = ${key}`)
}

/** Keys that hold nobody back any more. */
export async function deletePastLimits(db: Db): Promise<void> {
  await db.delete(limits).where(lt(limits.freeAt, sql`now()`))
}
