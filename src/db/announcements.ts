import { inArray, sql } from 'drizzle-orm'
import type { Announcement } from '../notifications/announcement'
import type { Db } from './client'
import { announcements } from './schema'

export type SyncedAnnouncement = { recordId: number; revision: number; announcement: Announcement }

/** Stores the records that are newer than what is there. */
export async function storeAnnouncements(tx: Db, synced: SyncedAnnouncement[]): Promise<void> {
  if (synced.length === 0) return
  const rows = synced.map(({ announcement, ...row }) => {
    const { startsOn, endsOn } = announcement
    return { ...row, startsOn, endsOn, announcement }
  })
  const set = {
    revision: sql`excluded.revision`,
    startsOn: sql`excluded.starts_on`,
    endsOn: sql`excluded.ends_on`,
    announcement: sql`excluded.announcement`,
  }
  const setWhere = sql`excluded.revision > ${announcements.revision}`
  await tx.insert(announcements).values(rows).onConflictDoUpdate({ target: announcements.recordId, set, setWhere })
}

/** record id → revision of every announcement held. */
export async function announcementRevisions(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .select({ recordId: announcements.recordId, revision: announcements.revision })
    .from(announcements)
  return new Map(rows.map((row) => [row.recordId, row.revision]))
}

export async function deleteAnnouncements(tx: Db, recordIds: number[]): Promise<void> {
  if (recordIds.length > 0) await tx.delete(announcements).where(inArray(announcements.recordId, recordIds))
}
