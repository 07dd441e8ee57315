import type { KintoneAppName } from '../config'
import type { Db } from '../db/client'
import { type DeadLetters, findDeadLetters } from '../db/dead-letters'
import { callsToday } from '../db/kintone-calls'
import { countRecords } from '../db/record-counts'
import { countRefused, listRefused, type RefusedRow } from '../db/refused-records'
import { type SyncState, syncStatesOf } from '../db/sync-states'
import { countTasks, type QueueCount } from '../db/tasks'
import { countConflicts, countUnsent, type Unsent } from '../db/unsent'

export type AppStatus = {
  app: KintoneAppName
  /** When the last complete reading began, and how many seconds ago; null before the first, or after resync. */
  readAt: Date | null
  lagSeconds: number | null
  /** Whether all of it was read once. */
  isLoaded: boolean
  reconciledAt: Date | null
  /** What the last reading failed with; null after one that succeeded. */
  failure: { said: string; at: Date | null } | null
  held: number
  refused: number
  /** Since 09:00 in Tokyo, but for the last seconds of the instances that run. */
  callsToday: number
}

/** Ids, codes and counts only. */
export type PortalStatus = {
  at: Date
  apps: AppStatus[]
  queues: QueueCount[]
  unsent: Unsent[]
  conflicts: { fields: number; talents: number }
  deadLetters: DeadLetters
  /** Null unless they were asked for. */
  refusedRecords: RefusedRow[] | null
}

type Wanted = { apps: KintoneAppName[]; listsRecords: boolean; now: Date }

/** Where the portal stands, by what its instances wrote into the database; kintone is not asked. */
export async function readStatus(db: Db, { apps, listsRecords, now }: Wanted): Promise<PortalStatus> {
  const [states, refused, calls, held] = await Promise.all([
    syncStatesOf(db, apps),
    countRefused(db),
    callsToday(db, now),
    Promise.all(apps.map(async (app) => [app, await countRecords(db, app)] as const)),
  ])
  const [queues, unsent, conflicts, deadLetters, refusedRecords] = await Promise.all([
    countTasks(db),
    countUnsent(db),
    countConflicts(db),
    findDeadLetters(db),
    listsRecords ? listRefused(db) : null,
  ])
  const heldOf = new Map(held)
  return {
    at: now,
    apps: states.map(({ app, state }) => ({
      app,
      ...progress(state, now),
      held: heldOf.get(app) ?? 0,
      refused: refused.get(app) ?? 0,
      callsToday: calls.get(app) ?? 0,
    })),
    queues,
    unsent,
    conflicts,
    deadLetters,
    refusedRecords,
  }
}

function progress({ seenUntil, fullLoadedAt, reconciledAt, failure, failedAt }: SyncState, now: Date) {
  const isLoaded = fullLoadedAt !== null
  return {
    readAt: seenUntil,
    lagSeconds: seenUntil === null ? null : Math.round((now.getTime() - seenUntil.getTime()) / 1_000),
    isLoaded,
    // What a resync left there is no time at which anything was compared.
    reconciledAt: isLoaded ? reconciledAt : null,
    failure: failure === null ? null : { said: failure, at: failedAt },
  }
}
