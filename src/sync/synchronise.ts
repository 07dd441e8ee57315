import type { Database } from '../db/client'
import { saveSyncFailure, saveSyncState } from '../db/sync-states'
import { log } from '../log'
import { type Kintone, KintoneError } from '../services/kintone/client'
import { type RawRecord, readPage, recordsPerPage } from '../services/kintone/records'
import { planDue, planEverything, type Step } from './due'
import { reconcile } from './reconcile'
import type { Pace } from './schedule'
import { type SyncedApp, storeRecords } from './store'

export type SyncTools = { database: Database; kintone: Kintone }

/** 更新日時 has minute precision, clocks differ, and a write may become visible late: look back further than all three. */
const overlapMs = 2 * 60_000

/**
 * Brings the read model up to date: everything on the first run, then what changed since the last. An app that fails
 * does not keep the others from being read; the first failure is thrown when all have been tried. Throws KintoneError.
 */
export async function synchronise(tools: SyncTools, now: Date): Promise<void> {
  await runSteps(tools, await planEverything(tools, now), now)
}

/** The same for the apps whose time has come; often none. Throws KintoneError. */
export async function synchroniseDue(tools: SyncTools, now: Date, pace: Pace): Promise<void> {
  await runSteps(tools, await planDue(tools, now, pace), now)
}

async function runSteps(tools: SyncTools, steps: Step[], now: Date): Promise<void> {
  const failures: unknown[] = []
  for (const step of steps) {
    try {
      await synchroniseApp(tools, step, now)
    } catch (error) {
      failures.push(error)
      const failure = error instanceof KintoneError ? `${error.failure} ${error.code}` : String(Object(error).name)
      await saveSyncFailure(tools.database.db, step.app, { failure, failedAt: now })
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function synchroniseApp(tools: SyncTools, { app, state, reconciles }: Step, now: Date): Promise<void> {
  const changedSince = state.seenUntil === null ? null : new Date(state.seenUntil.getTime() - overlapMs).toISOString()
  const records = await loadChanges(tools, app, changedSince)
  if (reconciles) await reconcile(tools, app)
  await saveSyncState(tools.database.db, {
    app,
    // The run's start, not the newest record: one that was changed behind the page being read would be skipped for ever.
    seenUntil: now,
    fullLoadedAt: state.fullLoadedAt ?? now,
    reconciledAt: reconciles ? now : (state.reconciledAt ?? now),
    failure: null,
    failedAt: null,
  })
  if (state.fullLoadedAt === null) log.info('sync.loaded', { app, records })
}

/** The next page is read while the one before it is stored. */
async function loadChanges(tools: SyncTools, app: SyncedApp, changedSince: string | null): Promise<number> {
  const read = (afterId: number) => readPage(tools.kintone, app, { afterId, changedSince })
  let count = 0
  let pending: ReturnType<typeof read> | null = read(0)
  while (pending !== null) {
    const page: RawRecord[] = await pending
    const last = page.length < recordsPerPage ? undefined : page.at(-1)
    pending = last === undefined ? null : read(last.recordId)
    // Whatever becomes of it when this page cannot be stored, it is not waited for then.
    pending?.catch(() => undefined)
    if (page.length > 0) await tools.database.transaction((tx) => storeRecords(tx, app, page))
    count += page.length
  }
  return count
}
