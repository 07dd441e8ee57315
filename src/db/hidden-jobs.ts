import { and, asc, count, desc, eq } from 'drizzle-orm'
import type { Job } from '../jobs/job'
import type { MarkedJob, Slice } from './bookmarks'
import type { Db } from './client'
import { hiddenJobs, jobs } from './schema'

/** Does nothing when it is there already. */
export async function insertHiddenJob(db: Db, userId: string, jobId: string, now: Date): Promise<void> {
  await db.insert(hiddenJobs).values({ userId, jobId, createdAt: now }).onConflictDoNothing()
}

export async function deleteHiddenJob(db: Db, userId: string, jobId: string): Promise<void> {
  await db.delete(hiddenJobs).where(and(eq(hiddenJobs.userId, userId), eq(hiddenJobs.jobId, jobId)))
}

/** Null as well when the candidate did not hide it. */
export async function findHiddenJob(db: Db, userId: string, jobId: string): Promise<Job | null> {
  const [row] = await db
    .select({ job: jobs.job })
    .from(hiddenJobs)
    .innerJoin(jobs, eq(jobs.id, hiddenJobs.jobId))
    .where(and(eq(hiddenJobs.userId, userId), eq(hiddenJobs.jobId, jobId)))
    .limit(1)
  return row?.job ?? null
}

/** The newest first. */
export async function jobsHiddenBy(db: Db, userId: string, { limit, offset }: Slice): Promise<MarkedJob[]> {
  return db
    .select({ job: jobs.job, markedAt: hiddenJobs.createdAt })
    .from(hiddenJobs)
    .innerJoin(jobs, eq(jobs.id, hiddenJobs.jobId))
    .where(eq(hiddenJobs.userId, userId))
    .orderBy(desc(hiddenJobs.createdAt), asc(hiddenJobs.jobId))
    .limit(limit)
    .offset(offset)
}

export async function countHiddenJobs(db: Db, userId: string): Promise<number> {
  const [row] = await db.select({ total: count() }).from(hiddenJobs).where(eq(hiddenJobs.userId, userId))
  return row?.total ?? 0
}
