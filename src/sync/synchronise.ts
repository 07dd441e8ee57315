import type { Database } from '../db/client'
import { type SyncState, saveSyncState, syncStateOf } from '../db/sync-states'
import { log } from '../log'
import type { Kintone } from '../services/kintone/client'
import { readPage, recordsPerPage } from '../services/kintone/records'
import { reconcile } from './reconcile'
import { type SyncedApp, storeRecords, syncedApps } from './store'

export type SyncTools = { database: Database; kintone: Kintone }

/** 更新日時 has minute precision, clocks differ, and a write may become visible late: look back further than all three. */
const overlapMs = 2 * 60_000
const reconcileEveryMs = 15 * 60_000

/**
 * Brings the read model up to date: everything on the first run, then what changed since the last. An app that fails
 * does not keep the others from being read; the first failure is thrown when all have been tried. Throws KintoneError.
 */
export async function synchronise(tools: SyncTools, now: Date): Promise<void> {
  const failures: unknown[] = []
  for (const app of syncedApps.filter(tools.kintone.has))
    await synchroniseApp(tools, app, now).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

async function synchroniseApp(tools: SyncTools, app: SyncedApp, now: Date): Promise<void> {
  const state = await syncStateOf(tools.database.db, app)
  const isFirst = state.fullLoadedAt === null
  const changedSince = state.seenUntil === null ? null : new Date(state.seenUntil.getTime() - overlapMs).toISOString()
  const count = await loadChanges(tools, app, changedSince)
  // The run's start, not the newest record: one that was changed behind the page being read would be skipped for ever.
  const next: SyncState = { ...state, fullLoadedAt: state.fullLoadedAt ?? now, seenUntil: now }
  const isDue = now.getTime() - (state.reconciledAt ?? now).getTime() >= reconcileEveryMs
  if (isDue) await reconcile(tools, app)
  if (isDue || state.reconciledAt === null) next.reconciledAt = now
  await saveSyncState(tools.database.db, next)
  if (isFirst) log.info('sync.loaded', { app, records: count })
}

async function loadChanges(tools: SyncTools, app: SyncedApp, changedSince: string | null) {
  let afterId = 0
  let count = 0
  while (true) {
    const page = await readPage(tools.kintone, app, { afterId, changedSince })
    if (page.length > 0) await tools.database.transaction((tx) => storeRecords(tx, app, page))
    count += page.length
    afterId = page.at(-1)?.recordId ?? afterId
    if (page.length < recordsPerPage) return count
  }
}
