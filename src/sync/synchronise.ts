import { saveSyncFailure, saveSyncState } from '../db/sync-states'
import { log } from '../log'
import { KintoneError } from '../services/kintone/client'
import { planDue, planEverything, type Step } from './due'
import { loadChanges } from './load-changes'
import { reconcile } from './reconcile'
import type { Pace } from './schedule'
import type { SyncTools } from './tools'

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
  const changedSince = state.seenUntil === null ? null : since(state.seenUntil, now)
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

/** Never later than now: a clock that was ahead has noted a time until which nobody has read. */
const since = (seenUntil: Date, now: Date) =>
  new Date(Math.min(seenUntil.getTime(), now.getTime()) - overlapMs).toISOString()
