import { desc, eq, inArray, sql } from 'drizzle-orm'
import { closedAmong } from './account-closures'
import type { Db } from './client'
import { inquiries } from './schema'

export type InquiryRow = typeof inquiries.$inferSelect

/** More than anybody asks. */
const inquiriesPerTalent = 1_000

/** What a person asked and what staff answered, newest first. */
export async function inquiriesOf(db: Db, talentId: string): Promise<InquiryRow[]> {
  return db
    .select()
    .from(inquiries)
    .where(eq(inquiries.talentId, talentId))
    .orderBy(desc(inquiries.receivedAt))
    .limit(inquiriesPerTalent)
}

/** Stores the records that are newer than what is there; of whoever closed their account nothing is kept. */
export async function storeInquiries(tx: Db, synced: InquiryRow[]): Promise<void> {
  const closed = await closedAmong(
    tx,
    synced.map((row) => row.talentId),
  )
  const rows = synced.filter((row) => !closed.has(row.talentId))
  if (rows.length === 0) return
  const set = {
    revision: sql`excluded.revision`,
    talentId: sql`excluded.talent_id`,
    receivedAt: sql`excluded.received_at`,
    inquiry: sql`excluded.inquiry`,
  }
  const setWhere = sql`excluded.revision > ${inquiries.revision}`
  await tx.insert(inquiries).values(rows).onConflictDoUpdate({ target: inquiries.recordId, set, setWhere })
}

/** record id → revision of every inquiry held. */
export async function inquiryRevisions(db: Db): Promise<Map<number, number>> {
  const rows = await db.select({ recordId: inquiries.recordId, revision: inquiries.revision }).from(inquiries)
  return new Map(rows.map((row) => [row.recordId, row.revision]))
}

export async function deleteInquiries(tx: Db, recordIds: number[]): Promise<void> {
  if (recordIds.length > 0) await tx.delete(inquiries).where(inArray(inquiries.recordId, recordIds))
}

export async function deleteInquiriesOf(tx: Db, talentId: string): Promise<void> {
  await tx.delete(inquiries).where(eq(inquiries.talentId, talentId))
}
