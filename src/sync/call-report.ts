import type { Clock } from '../clock'
import type { KintoneAppName } from '../config'
import type { Database } from '../db/client'
import { addCalls, callsToday, deleteOldCalls } from '../db/kintone-calls'
import { log } from '../log'
import type { Metrics } from '../metrics'
import { openCallCounter } from '../services/kintone/call-count'
import type { KintoneEvent } from '../services/kintone/client'
import { callsPerDay } from './schedule'

/** Of the share that the portal may spend, from which on somebody should look. */
const alarmingPart = 0.8

export type CallReport = {
  /** For openKintone. */
  watch: (event: KintoneEvent) => void
  /** Stores what was counted. When that fails it is kept for the next time, and the failure thrown. */
  flush: () => Promise<void>
  /** Says once a minute what the day has cost so far, for all instances together. */
  report: () => Promise<void>
  sweep: () => Promise<void>
}

type Tools = { database: Database; metrics: Metrics; clock: Clock; budget: number }

export function openCallReport({ database, metrics, clock, budget }: Tools): CallReport {
  const counter = openCallCounter(clock)
  const reported = new Map<KintoneAppName, number>()
  let isCircuitOpen = false

  const flush = async () => {
    const counts = counter.take()
    try {
      await addCalls(database.db, counts)
    } catch (error) {
      // Stored after all, when only the answer was lost: then it counts twice, which errs on kintone's side.
      counter.giveBack(counts)
      throw error
    }
  }
  return {
    flush,
    watch: (event) => {
      if (event.kind === 'sent') counter.add(event.app)
      if (event.kind === 'settled') measure(metrics, event)
      if (event.kind === 'circuit') isCircuitOpen = event.isOpen
      if (event.kind === 'circuit') metrics.set('KintoneCircuitOpen', {}, event.isOpen ? 1 : 0)
    },
    report: async () => {
      await flush()
      if (isCircuitOpen) metrics.set('KintoneCircuitOpen', {}, 1)
      const today = await callsToday(database.db, clock())
      const percent = [...today].map(([app, calls]) => [app, (calls * 100) / callsPerDay])
      log.info('kintone.calls', { calls: Object.fromEntries(today), percent: Object.fromEntries(percent) })
      for (const [app, calls] of today) {
        const before = reported.get(app) ?? 0
        reported.set(app, calls)
        if (calls !== before) metrics.set('KintoneCallsToday', { App: app }, calls)
        // Once a day: the day before ended with more than this one begins with.
        const isNew = before < budget * alarmingPart || calls < before
        if (isNew && calls >= budget * alarmingPart) log.warn('kintone.calls-high', { app, calls, budget })
      }
    },
    sweep: () => deleteOldCalls(database.db, clock()),
  }
}

/** Two groups, not fifteen operations: every one of them is paid for. The log has the operations. */
function measure(metrics: Metrics, { effect, ms, outcome }: KintoneEvent & { kind: 'settled' }): void {
  const group = { Group: effect === 'reads' ? 'read' : 'write' }
  metrics.observe('KintoneLatency', group, ms)
  if (outcome === 'busy') metrics.increase('KintoneBusy', group)
  if (outcome === 'unavailable') metrics.increase('KintoneFailures', group)
}
