import { eq, sql } from 'drizzle-orm'
import type { Db } from './client'
import { jobs, matchingCursors } from './schema'

/** What follows the changes of a table, each by a cursor of its own. */
export type CursorName = 'jobs'

/** The version up to which the changes were dealt with; 0 before the first. */
export async function cursorOf(db: Db, name: CursorName): Promise<number> {
  const [row] = await db.select().from(matchingCursors).where(eq(matchingCursors.name, name)).limit(1)
  return row?.version ?? 0
}

/** Never goes back: whoever is slower has dealt with less. */
export async function moveCursor(tx: Db, name: CursorName, version: number): Promise<void> {
  const set = { version: sql`greatest(${matchingCursors.version}, excluded.version)` }
  await tx.insert(matchingCursors).values({ name, version }).onConflictDoUpdate({ target: matchingCursors.name, set })
}

/** The version of the job that changed last; 0 without any. */
export async function newestJobVersion(db: Db): Promise<number> {
  const [row] = await db.select({ version: sql<number>`coalesce(max(${jobs.version}), 0)::float8` }).from(jobs)
  return row?.version ?? 0
}
