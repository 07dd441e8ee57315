import type { Database } from '../db/client'
import { forgetRevisions } from '../db/forget-revisions'
import { forgetSyncState, refusedRevisions, saveSyncState } from '../db/sync-states'
import type { Queue } from '../queue/queue'
import { loadChanges } from './load-changes'
import { reconcile } from './reconcile'
import type { SyncedApp } from './store'
import type { SyncTools } from './tools'

/** `replaces`: a row is replaced even by the very revision it was stored at, in case it was damaged here. */
export type Resync = { apps: readonly SyncedApp[]; replaces: boolean }

/**
 * Has the instances that run read these apps from the beginning, at once. Everything stored stays where it is until it
 * is read again: nothing is closed, and nothing unsent is lost.
 */
export async function requestResync(
  { database, queue }: { database: Database; queue: Queue },
  { apps, replaces }: Resync,
): Promise<void> {
  for (const app of apps)
    await database.transaction(async (tx) => {
      if (replaces) await forgetRevisions(tx, app)
      await forgetSyncState(tx, app)
    })
  await queue.send(database.db, 'sync', {}, { key: 'sync' })
}

export type Reload = { read: number; refused: number; deleted: number }

/** Reads one app from the beginning here and now. Interrupted, it leaves everything to the sync. Throws KintoneError. */
export async function reload(
  tools: SyncTools,
  { app, replaces }: { app: SyncedApp; replaces: boolean },
  now: Date,
): Promise<Reload> {
  const { database } = tools
  if (replaces) await database.transaction((tx) => forgetRevisions(tx, app))
  const read = await loadChanges(tools, app, null)
  const deleted = await reconcile(tools, app)
  const done = { seenUntil: now, fullLoadedAt: now, reconciledAt: now, failure: null, failedAt: null }
  await saveSyncState(database.db, { app, ...done })
  return { read, refused: (await refusedRevisions(database.db, app)).size, deleted }
}
