import type { Database } from '../db/client'
import { jobRecordIds, lockJobs, retireJobs } from '../db/jobs'
import { deleteRecommendations, recommendationRecordIds } from '../db/recommendations'
import { type SyncState, saveSyncState, syncStateOf } from '../db/sync-states'
import { log } from '../log'
import type { Kintone } from '../services/kintone/client'
import { readIdPage, readPage, recordsPerPage } from '../services/kintone/records'
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
  for (const app of syncedApps) await synchroniseApp(tools, app, now).catch((error: unknown) => failures.push(error))
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

/** kintone tells nobody of a deletion: what we hold and it no longer has is taken out. */
async function reconcile(tools: SyncTools, app: SyncedApp): Promise<void> {
  // Talents and applications outlive their records: an account stays until it is closed, a history is never cut.
  if (app !== 'job' && app !== 'recommendation') return
  const { db } = tools.database
  // Read ours first: a record made between the two reads must not look deleted.
  const ours = app === 'job' ? await jobRecordIds(db) : await recommendationRecordIds(db)
  const theirs = await readAllIds(tools.kintone, app)
  const gone = ours.filter((recordId) => !theirs.has(recordId))
  if (gone.length === 0) return
  await tools.database.transaction(async (tx) => {
    if (app === 'recommendation') return deleteRecommendations(tx, gone)
    await lockJobs(tx)
    await retireJobs(tx, gone)
  })
  log.info('sync.deleted', { app, records: gone.length })
}

async function readAllIds(kintone: Kintone, app: SyncedApp): Promise<Set<number>> {
  const ids = new Set<number>()
  let afterId = 0
  while (true) {
    const page = await readIdPage(kintone, app, afterId)
    for (const id of page) ids.add(id)
    afterId = page.at(-1) ?? afterId
    if (page.length < recordsPerPage) return ids
  }
}
