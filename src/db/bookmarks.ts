import { and, asc, count, desc, eq } from 'drizzle-orm'
import type { Job } from '../jobs/job'
import type { Db } from './client'
import { bookmarks, jobs } from './schema'

/** Jobs as a list of marks shows them: also those whose selection is over. */
export type MarkedJob = { job: Job; markedAt: Date }
export type Slice = { limit: number; offset: number }

/** Does nothing when it is there already. */
export async function insertBookmark(db: Db, userId: string, jobId: string, now: Date): Promise<void> {
  await db.insert(bookmarks).values({ userId, jobId, createdAt: now }).onConflictDoNothing()
}

export async function deleteBookmark(db: Db, userId: string, jobId: string): Promise<void> {
  await db.delete(bookmarks).where(and(eq(bookmarks.userId, userId), eq(bookmarks.jobId, jobId)))
}

/** The newest first. */
export async function bookmarkedJobs(db: Db, userId: string, { limit, offset }: Slice): Promise<MarkedJob[]> {
  return db
    .select({ job: jobs.job, markedAt: bookmarks.createdAt })
    .from(bookmarks)
    .innerJoin(jobs, eq(jobs.id, bookmarks.jobId))
    .where(eq(bookmarks.userId, userId))
    .orderBy(desc(bookmarks.createdAt), asc(bookmarks.jobId))
    .limit(limit)
    .offset(offset)
}

export async function countBookmarks(db: Db, userId: string): Promise<number> {
  const [row] = await db.select({ total: count() }).from(bookmarks).where(eq(bookmarks.userId, userId))
  return row?.total ?? 0
}
