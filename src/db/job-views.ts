import { and, asc, count, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { MarkedJob, Slice } from './bookmarks'
import type { Db } from './client'
import { jobs, jobViews } from './schema'

/** Jobs that are remembered of one candidate; what was seen before them is forgotten. */
export const mostViews = 50

/** Notes that the candidate looked at a job, and forgets what is beyond the bound, in one statement. */
export async function saveJobView(db: Db, userId: string, jobId: string, now: Date): Promise<void> {
  const noted = db.$with('noted').as(
    db
      .insert(jobViews)
      .values({ userId, jobId, viewedAt: now })
      .onConflictDoUpdate({ target: [jobViews.userId, jobViews.jobId], set: { viewedAt: sql`excluded.viewed_at` } })
      .returning({ jobId: jobViews.jobId }),
  )
  // The statement does not see the row it writes, so one fewer of the others is kept.
  const others = and(eq(jobViews.userId, userId), ne(jobViews.jobId, jobId))
  const older = db
    .select({ jobId: jobViews.jobId })
    .from(jobViews)
    .where(others)
    .orderBy(desc(jobViews.viewedAt))
    .offset(mostViews - 1)
  await db
    .with(noted)
    .delete(jobViews)
    .where(and(others, inArray(jobViews.jobId, older)))
}

/** The last seen first. */
export async function jobsViewedBy(db: Db, userId: string, { limit, offset }: Slice): Promise<MarkedJob[]> {
  return db
    .select({ job: jobs.job, markedAt: jobViews.viewedAt })
    .from(jobViews)
    .innerJoin(jobs, eq(jobs.id, jobViews.jobId))
    .where(eq(jobViews.userId, userId))
    .orderBy(desc(jobViews.viewedAt), asc(jobViews.jobId))
    .limit(limit)
    .offset(offset)
}

export async function countJobViews(db: Db, userId: string): Promise<number> {
  const [row] = await db.select({ total: count() }).from(jobViews).where(eq(jobViews.userId, userId))
  return row?.total ?? 0
}

export async function deleteJobViews(db: Db, userId: string): Promise<void> {
  await db.delete(jobViews).where(eq(jobViews.userId, userId))
}
