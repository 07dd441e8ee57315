import { eq, lt, sql } from 'drizzle-orm'
import { dayOfKintone } from '../clock'
import type { KintoneAppName } from '../config'
import type { Db } from './client'
import { kintoneCalls } from './schema'

const keptDays = 35

/** Adds to what every instance counted. In one order everywhere, or two of them could wait for each other. */
export async function addCalls(db: Db, counts: { app: string; day: string; calls: number }[]): Promise<void> {
  if (counts.length === 0) return
  const ordered = counts.toSorted((a, b) => `${a.day} ${a.app}`.localeCompare(`${b.day} ${b.app}`))
  const set = { calls: sql`${kintoneCalls.calls} + excluded.calls` }
  await db
    .insert(kintoneCalls)
    .values(ordered)
    .onConflictDoUpdate({ target: [kintoneCalls.app, kintoneCalls.day], set })
}

/** Calls of all instances since 09:00 in Tokyo, but for their last seconds. An app without any is absent. */
export async function callsToday(db: Db, now: Date): Promise<Map<KintoneAppName, number>> {
  const today = eq(kintoneCalls.day, dayOfKintone(now))
  const rows = await db.select({ app: kintoneCalls.app, calls: kintoneCalls.calls }).from(kintoneCalls).where(today)
  return new Map(rows.map(({ app, calls }) => [app as KintoneAppName, calls]))
}

export async function deleteOldCalls(db: Db, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - keptDays * 86_400_000)
  await db.delete(kintoneCalls).where(lt(kintoneCalls.day, dayOfKintone(oldest)))
}
