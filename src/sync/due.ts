import { callsToday } from '../db/kintone-calls'
import { countRecords } from '../db/record-counts'
import { type SyncState, syncStatesOf } from '../db/sync-states'
import { isDeltaDue, isOver, isReconcileDue, type Pace, shortestReconcileMs } from './schedule'
import { type SyncedApp, syncedApps } from './store'
import type { SyncTools } from './tools'

/** What is to be done about one app. */
export type Step = { app: SyncedApp; state: SyncState; reconciles: boolean }

/** Every app, whatever the day has cost; deletions are looked for if that is a quarter of an hour ago. */
export async function planEverything({ database, kintone }: SyncTools, now: Date): Promise<Step[]> {
  const states = await syncStatesOf(database.db, syncedApps.filter(kintone.has))
  return states.map(({ app, state }) => ({ app, state, reconciles: isLongAgo(state, now) }))
}

/** The apps whose time has come, by what all instances have seen and spent. */
export async function planDue({ database, kintone }: SyncTools, now: Date, pace: Pace): Promise<Step[]> {
  const { db } = database
  const apps = syncedApps.filter(kintone.has)
  const [states, spent] = await Promise.all([syncStatesOf(db, apps), callsToday(db, now)])
  const due = states
    .map(({ app, state }) => ({ app, state, calls: spent.get(app) ?? 0 }))
    .filter(({ state, calls }) => isDeltaDue(state, pace, { callsToday: calls, now }))
  return Promise.all(
    due.map(async ({ app, state, calls }) => {
      // Counting takes the database a moment, and is in vain most of the time.
      const about = async () => ({ records: await countRecords(db, app), budget: pace.budget, callsToday: calls })
      const reconciles = isLongAgo(state, now) && isReconcileDue(state.reconciledAt, await about(), now)
      return { app, state, reconciles }
    }),
  )
}

/** Never of an app that was just loaded as a whole. */
function isLongAgo({ reconciledAt }: SyncState, now: Date): boolean {
  return reconciledAt !== null && isOver(now.getTime() - reconciledAt.getTime(), shortestReconcileMs)
}
