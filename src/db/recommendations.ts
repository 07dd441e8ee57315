import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { closedAmong } from './account-closures'
import type { Db } from './client'
import { jobs, recommendations } from './schema'

export type RecommendationRow = typeof recommendations.$inferSelect
/** As kintone has it: what staff said, and which record says it. */
export type SyncedRecommendation = Omit<RecommendationRow, 'contentHash'>
/** What kintone answered to a write of the portal. */
export type WrittenRecommendation = Pick<RecommendationRow, 'talentId' | 'jobId' | 'recordId' | 'revision'> & {
  contentHash: string
  /** The record was not there before, so nobody else has written into it. */
  isNew: boolean
}

export async function recommendationsOf(db: Db, talentId: string): Promise<RecommendationRow[]> {
  return db.select().from(recommendations).where(eq(recommendations.talentId, talentId)).limit(10_000)
}

export async function recommendationsOfJobs(db: Db, jobIds: string[]): Promise<RecommendationRow[]> {
  if (jobIds.length === 0) return []
  return db.select().from(recommendations).where(inArray(recommendations.jobId, jobIds))
}

const isWithoutStaff = and(eq(recommendations.isStaffPick, false), eq(recommendations.staffComment, ''))

/** What the portal wrote, and staff did not, of jobs that are not listed any more. @param today `YYYY-MM-DD` in Tokyo */
export async function unlistedRecommendations(db: Db, today: string, limit: number): Promise<RecommendationRow[]> {
  const isUnlisted = or(isNull(jobs.id), eq(jobs.isOpen, false), eq(jobs.isPublished, false), lt(jobs.deadline, today))
  const rows = await db
    .select({ recommendation: recommendations })
    .from(recommendations)
    .leftJoin(jobs, eq(jobs.id, recommendations.jobId))
    .where(and(isNotNull(recommendations.contentHash), isWithoutStaff, isUnlisted))
    .limit(limit)
  return rows.map(({ recommendation }) => recommendation)
}

export async function deleteRecommendationsOf(tx: Db, talentId: string): Promise<void> {
  await tx.delete(recommendations).where(eq(recommendations.talentId, talentId))
}

/**
 * Stores what kintone has, and says for which talents staff changed their word. Leaves out whoever closed their account;
 * what slips in at that very moment is removed by the second look at it.
 */
export async function storeRecommendations(tx: Db, synced: SyncedRecommendation[]): Promise<string[]> {
  const closed = await closedAmong(
    tx,
    synced.map((row) => row.talentId),
  )
  const rows = synced.filter((row) => !closed.has(row.talentId))
  if (rows.length === 0) return []
  const before = await wordsOfStaff(tx, rows)
  const set = {
    recordId: sql`excluded.record_id`,
    revision: sql`excluded.revision`,
    isStaffPick: sql`excluded.is_staff_pick`,
    staffComment: sql`excluded.staff_comment`,
    // Another record holds nothing of what was written into the one before.
    contentHash: sql`case when excluded.record_id = ${recommendations.recordId} then ${recommendations.contentHash} end`,
  }
  const isNewer = sql`excluded.record_id <> ${recommendations.recordId} or excluded.revision > ${recommendations.revision}`
  const target = [recommendations.talentId, recommendations.jobId]
  const stored = await tx
    .insert(recommendations)
    .values(rows)
    .onConflictDoUpdate({ target, set, setWhere: isNewer })
    .returning()
  const changed = stored.filter((row) => wordOfStaff(row) !== (before.get(pairOf(row)) ?? noWord))
  return [...new Set(changed.map((row) => row.talentId))]
}

const pairOf = ({ talentId, jobId }: Pick<RecommendationRow, 'talentId' | 'jobId'>) => JSON.stringify([talentId, jobId])
const wordOfStaff = ({ isStaffPick, staffComment }: Pick<RecommendationRow, 'isStaffPick' | 'staffComment'>) =>
  JSON.stringify([isStaffPick, staffComment])
const noWord = wordOfStaff({ isStaffPick: false, staffComment: '' })

async function wordsOfStaff(tx: Db, rows: SyncedRecommendation[]): Promise<Map<string, string>> {
  const talentIds = [...new Set(rows.map((row) => row.talentId))]
  const jobIds = [...new Set(rows.map((row) => row.jobId))]
  const held = await tx
    .select()
    .from(recommendations)
    .where(and(inArray(recommendations.talentId, talentIds), inArray(recommendations.jobId, jobIds)))
  return new Map(held.map((row) => [pairOf(row), wordOfStaff(row)]))
}

/**
 * Notes what was written, and where. What staff said is left to the sync: of a record that was there before, the
 * revision noted is the one before ours, so that reading this very record still counts as news.
 */
export async function noteWritten(tx: Db, written: WrittenRecommendation[]): Promise<void> {
  const closed = await closedAmong(
    tx,
    written.map((row) => row.talentId),
  )
  const rows = written
    .filter((row) => !closed.has(row.talentId))
    .map(({ isNew, ...row }) => ({ ...row, revision: isNew ? row.revision : row.revision - 1, isStaffPick: false }))
  if (rows.length === 0) return
  const isSame = sql`excluded.record_id = ${recommendations.recordId}`
  const set = {
    recordId: sql`excluded.record_id`,
    revision: sql`case when ${isSame} then greatest(excluded.revision, ${recommendations.revision}) else excluded.revision end`,
    contentHash: sql`excluded.content_hash`,
  }
  const target = [recommendations.talentId, recommendations.jobId]
  await tx.insert(recommendations).values(rows).onConflictDoUpdate({ target, set })
}

/** record id → revision of every recommendation held. */
export async function recommendationRevisions(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .select({ recordId: recommendations.recordId, revision: recommendations.revision })
    .from(recommendations)
  return new Map(rows.map((row) => [row.recordId, row.revision]))
}

export async function deleteRecommendations(tx: Db, recordIds: number[]): Promise<void> {
  if (recordIds.length > 0) await tx.delete(recommendations).where(inArray(recommendations.recordId, recordIds))
}
