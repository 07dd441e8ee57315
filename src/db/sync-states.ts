import { and, eq, inArray, sql } from 'drizzle-orm'
import type { KintoneAppName } from '../config'
import type { Db } from './client'
import { refusedRecords, syncStates } from './schema'

export type SyncState = typeof syncStates.$inferSelect
export type RefusedRecord = typeof refusedRecords.$inferInsert

/** Where each of these apps stands; one that was never read stands at the beginning. */
export async function syncStatesOf<A extends KintoneAppName>(
  db: Db,
  apps: A[],
): Promise<{ app: A; state: SyncState }[]> {
  const rows = await db.select().from(syncStates)
  const beginning = { seenUntil: null, fullLoadedAt: null, reconciledAt: null, failure: null, failedAt: null }
  return apps.map((app) => ({ app, state: rows.find((row) => row.app === app) ?? { app, ...beginning } }))
}

/** Notes a run that succeeded. One that began before the app was forgotten, and read changes only, is not noted. */
export async function saveSyncState(db: Db, state: SyncState): Promise<void> {
  const { app, ...values } = state
  const setWhere = sql`${syncStates.fullLoadedAt} is not null or excluded.full_loaded_at = excluded.seen_until`
  await db.insert(syncStates).values(state).onConflictDoUpdate({ target: syncStates.app, set: values, setWhere })
}

/** The next run reads all records of this app, and looks for deleted ones too: that was never done, as it were. */
export async function forgetSyncState(tx: Db, app: KintoneAppName): Promise<void> {
  const forgotten = { seenUntil: null, fullLoadedAt: null, reconciledAt: new Date(0), failure: null, failedAt: null }
  await tx.update(syncStates).set(forgotten).where(eq(syncStates.app, app))
}

/** What the last run failed with: a name, never a text that could hold a person. How far the app was read stays. */
export async function saveSyncFailure(
  db: Db,
  app: KintoneAppName,
  failed: { failure: string; failedAt: Date },
): Promise<void> {
  await db
    .insert(syncStates)
    .values({ app, ...failed })
    .onConflictDoUpdate({ target: syncStates.app, set: failed })
}

/** Notes which of the records just read were refused, and forgets those that have been mended. */
export async function saveRefusals(
  tx: Db,
  app: KintoneAppName,
  recordIds: number[],
  refused: RefusedRecord[],
): Promise<void> {
  await deleteRefusals(tx, app, recordIds)
  if (refused.length === 0) return
  // A webhook and the sync may refuse the same record at the same moment.
  const set = { revision: sql`excluded.revision`, problems: sql`excluded.problems`, seenAt: sql`now()` }
  const target = [refusedRecords.app, refusedRecords.recordId]
  await tx.insert(refusedRecords).values(refused).onConflictDoUpdate({ target, set })
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
