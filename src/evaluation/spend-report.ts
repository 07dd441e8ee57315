import { type Clock, dayInTokyo } from '../clock'
import type { Database } from '../db/client'
import { deleteOldSpend, spendOf } from '../db/gemini-spend'
import { log } from '../log'
import type { Metrics } from '../metrics'
import type { GeminiEvent } from './ask'
import { microYenPerYen } from './price'

/** Of the budget, from which on somebody should look. */
const alarmingPart = 0.8

export type SpendReport = {
  /** For openAsker. */
  watch: (event: GeminiEvent) => void
  /** Says once a minute what the day has cost so far, for all instances together, when that changed. */
  report: () => Promise<void>
  sweep: () => Promise<void>
}

type Tools = { database: Database; metrics: Metrics; clock: Clock; budgetYen: number }

export function openSpendReport({ database: { db }, metrics, clock, budgetYen }: Tools): SpendReport {
  const openCircuits = new Set<string>()
  let reported = { day: '', microYen: 0 }

  return {
    watch: (event) => {
      if (event.kind === 'sent') metrics.increase('GeminiCalls', {})
      if (event.kind === 'settled') {
        metrics.increase('GeminiTokens', {}, event.usage.promptTokens + event.usage.answerTokens)
        if (event.failure !== null) metrics.increase('GeminiFailures', {})
      }
      if (event.kind === 'circuit') {
        if (event.isOpen) openCircuits.add(event.cause)
        else openCircuits.delete(event.cause)
        metrics.set('GeminiCircuitOpen', {}, openCircuits.size > 0 ? 1 : 0)
      }
    },
    report: async () => {
      if (openCircuits.size > 0) metrics.set('GeminiCircuitOpen', {}, 1)
      const day = dayInTokyo(clock())
      const spend = await spendOf(db, day)
      if (spend === null || (reported.day === day && reported.microYen === spend.microYen)) return
      const yen = spend.microYen / microYenPerYen
      const { calls, promptTokens, answerTokens } = spend
      metrics.set('GeminiYenToday', {}, yen)
      log.info('gemini.spend', { calls, promptTokens, answerTokens, yen: Math.round(yen * 100) / 100, budgetYen })
      const alarming = budgetYen * microYenPerYen * alarmingPart
      const wasAlarming = reported.day === day && reported.microYen >= alarming
      if (!wasAlarming && spend.microYen >= alarming) log.warn('gemini.spend-high', { yen: Math.round(yen), budgetYen })
      reported = { day, microYen: spend.microYen }
    },
    sweep: () => deleteOldSpend(db, clock()),
  }
}
