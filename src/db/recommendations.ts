import { eq, inArray, sql } from 'drizzle-orm'
import { closedAmong } from './account-closures'
import type { Db } from './client'
import { recommendations } from './schema'

export type RecommendationRow = typeof recommendations.$inferSelect
/** As kintone has it: what staff said, and which record says it. */
export type SyncedRecommendation = Omit<RecommendationRow, 'contentHash'>

export async function recommendationsOf(db: Db, talentId: string): Promise<RecommendationRow[]> {
  return db.select().from(recommendations).where(eq(recommendations.talentId, talentId)).limit(10_000)
}

export async function deleteRecommendationsOf(tx: Db, talentId: string): Promise<void> {
  await tx.delete(recommendations).where(eq(recommendations.talentId, talentId))
}

/** Leaves out whoever closed their account; what slips in at that very moment is removed by the second look at it. */
export async function storeRecommendations(tx: Db, synced: SyncedRecommendation[]): Promise<void> {
  const closed = await closedAmong(
    tx,
    synced.map((row) => row.talentId),
  )
  const rows = synced.filter((row) => !closed.has(row.talentId))
  if (rows.length === 0) return
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
  await tx.insert(recommendations).values(rows).onConflictDoUpdate({ target, set, setWhere: isNewer })
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
