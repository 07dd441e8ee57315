import { and, count, desc, eq } from 'drizzle-orm'
import type { Db } from './client'
import { savedSearches } from './schema'

export type SavedSearch = typeof savedSearches.$inferSelect

/** The newest first. */
export async function savedSearchesOf(db: Db, userId: string, limit: number): Promise<SavedSearch[]> {
  return db
    .select()
    .from(savedSearches)
    .where(eq(savedSearches.userId, userId))
    .orderBy(desc(savedSearches.createdAt), desc(savedSearches.id))
    .limit(limit)
}

/** Null as well when it is somebody else's. */
export async function findSavedSearch(db: Db, id: string, userId: string): Promise<SavedSearch | null> {
  const [row] = await db.select().from(savedSearches).where(isOwn(id, userId)).limit(1)
  return row ?? null
}

export async function countSavedSearches(db: Db, userId: string): Promise<number> {
  const [row] = await db.select({ total: count() }).from(savedSearches).where(eq(savedSearches.userId, userId))
  return row?.total ?? 0
}

/** False when the candidate has another one of this name. */
export async function insertSavedSearch(
  db: Db,
  search: Pick<SavedSearch, 'userId' | 'name' | 'query' | 'createdAt'>,
): Promise<boolean> {
  const inserted = await db
    .insert(savedSearches)
    .values(search)
    .onConflictDoNothing()
    .returning({ id: savedSearches.id })
  return inserted.length > 0
}

/** Throws a unique violation when the candidate has another one of this name. */
export async function renameSavedSearch(db: Db, id: string, userId: string, name: string): Promise<void> {
  await db.update(savedSearches).set({ name }).where(isOwn(id, userId))
}

export async function deleteSavedSearch(db: Db, id: string, userId: string): Promise<void> {
  await db.delete(savedSearches).where(isOwn(id, userId))
}

const isOwn = (id: string, userId: string) => and(eq(savedSearches.id, id), eq(savedSearches.userId, userId))
