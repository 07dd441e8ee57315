import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from './client'
import { recommendations } from './schema'

export type RecommendationRow = typeof recommendations.$inferSelect

/** 担当者おすすめ of one talent: job id → the comment of staff, '' without one. */
export async function staffPicksOf(db: Db, talentId: string): Promise<Map<string, string>> {
  const rows = await db
    .select({ jobId: recommendations.jobId, comment: recommendations.staffComment })
    .from(recommendations)
    .where(and(eq(recommendations.talentId, talentId), eq(recommendations.isStaffPick, true)))
  return new Map(rows.map((row) => [row.jobId, row.comment]))
}

export async function storeRecommendations(tx: Db, rows: RecommendationRow[]): Promise<void> {
  if (rows.length === 0) return
  const set = {
    recordId: sql`excluded.record_id`,
    revision: sql`excluded.revision`,
    isStaffPick: sql`excluded.is_staff_pick`,
    staffComment: sql`excluded.staff_comment`,
  }
  const isNewer = sql`excluded.record_id <> ${recommendations.recordId} or excluded.revision > ${recommendations.revision}`
  const target = [recommendations.talentId, recommendations.jobId]
  await tx.insert(recommendations).values(rows).onConflictDoUpdate({ target, set, setWhere: isNewer })
}

export async function recommendationRecordIds(db: Db): Promise<number[]> {
  const rows = await db.select({ recordId: recommendations.recordId }).from(recommendations)
  return rows.map((row) => row.recordId)
}

export async function deleteRecommendations(tx: Db, recordIds: number[]): Promise<void> {
  if (recordIds.length > 0) await tx.delete(recommendations).where(inArray(recommendations.recordId, recordIds))
}
