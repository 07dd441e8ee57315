import { desc, eq } from 'drizzle-orm'
import type { Db } from './client'
import { consents } from './schema'

export type ConsentRow = typeof consents.$inferSelect
export type NewConsent = Pick<ConsentRow, 'userId' | 'kind' | 'isGranted' | 'version' | 'addressHash'>

export async function insertConsents(tx: Db, rows: NewConsent[]): Promise<void> {
  if (rows.length > 0) await tx.insert(consents).values(rows)
}

/** The newest first. */
export async function consentsOf(db: Db, userId: string): Promise<ConsentRow[]> {
  return db.select().from(consents).where(eq(consents.userId, userId)).orderBy(desc(consents.id)).limit(1_000)
}
