import { asc, count } from 'drizzle-orm'
import type { KintoneAppName } from '../config'
import type { Db } from './client'
import { refusedRecords } from './schema'

/** A record that is kept out of the portal; problems are field paths and what was expected there, never values. */
export type RefusedRow = typeof refusedRecords.$inferSelect

/** More than staff mend in a day; the count says how many there are. */
const listed = 1_000

/** app → how many of its records are kept out; an app without any is absent. */
export async function countRefused(db: Db): Promise<Map<KintoneAppName, number>> {
  const rows = await db
    .select({ app: refusedRecords.app, count: count() })
    .from(refusedRecords)
    .groupBy(refusedRecords.app)
  return new Map(rows.map((row) => [row.app as KintoneAppName, row.count]))
}

export async function listRefused(db: Db): Promise<RefusedRow[]> {
  return db.select().from(refusedRecords).orderBy(asc(refusedRecords.app), asc(refusedRecords.recordId)).limit(listed)
}
