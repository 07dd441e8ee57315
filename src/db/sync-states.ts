import { and, eq, inArray } from 'drizzle-orm'
import type { KintoneAppName } from '../config'
import type { Db } from './client'
import { refusedRecords, syncStates } from './schema'

export type SyncState = typeof syncStates.$inferSelect
export type RefusedRecord = typeof refusedRecords.$inferInsert

export async function syncStateOf(db: Db, app: KintoneAppName): Promise<SyncState> {
  const [row] = await db.select().from(syncStates).where(eq(syncStates.app, app)).limit(1)
  return row ?? { app, seenUntil: null, fullLoadedAt: null, reconciledAt: null, failure: null, failedAt: null }
}

/** When the last look at kintone began, of the app that was looked at longest ago; null before the first. */
export async function lastSyncAt(db: Db): Promise<Date | null> {
  const rows = await db.select({ seenUntil: syncStates.seenUntil }).from(syncStates)
  const times = rows.flatMap(({ seenUntil }) => seenUntil?.getTime() ?? [])
  return times.length === 0 ? null : new Date(Math.min(...times))
}

export async function saveSyncState(db: Db, state: SyncState): Promise<void> {
  const { app, ...values } = state
  await db.insert(syncStates).values(state).onConflictDoUpdate({ target: syncStates.app, set: values })
}

/** Notes which of the records just read were refused, and forgets those that have been mended. */
export async function saveRefusals(
  tx: Db,
  app: KintoneAppName,
  recordIds: number[],
  refused: RefusedRecord[],
): Promise<void> {
  await deleteRefusals(tx, app, recordIds)
  if (refused.length > 0) await tx.insert(refusedRecords).values(refused)
}

/** record id → the revision that was refused. */
export async function refusedRevisions(db: Db, app: KintoneAppName): Promise<Map<number, number>> {
  const rows = await db
    .select({ recordId: refusedRecords.recordId, revision: refusedRecords.revision })
    .from(refusedRecords)
    .where(eq(refusedRecords.app, app))
  return new Map(rows.map((row) => [row.recordId, row.revision]))
}

/** Of records that are gone nothing needs mending. */
export async function deleteRefusals(tx: Db, app: KintoneAppName, recordIds: number[]): Promise<void> {
  if (recordIds.length === 0) return
  await tx.delete(refusedRecords).where(and(eq(refusedRecords.app, app), inArray(refusedRecords.recordId, recordIds)))
}
