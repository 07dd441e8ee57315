import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { reserveSpend, settleSpend, spendOf } from '../../src/db/gemini-spend'
import { openSpendReport } from '../../src/evaluation/spend-report'
import { configureLog } from '../../src/log'
import { openMetrics } from '../../src/metrics'
import { openSetting, type Setting } from './setting'

let setting: Setting
let lines: Record<string, unknown>[] = []
beforeAll(async () => {
  setting = await openSetting()
  configureLog({ level: 'info', write: (line) => lines.push(JSON.parse(line)) })
})
afterEach(() => {
  lines = []
})
afterAll(async () => {
  configureLog({ level: 'silent' })
  await setting.stop()
})

const day = '2026-11-22'
const events = () => lines.map(({ level, event }) => `${level} ${event}`)
const openReport = () => {
  const metrics = openMetrics()
  const { database, clock } = setting
  return { metrics, ...openSpendReport({ database, metrics, clock, budgetYen: 10 }) }
}
const spendYen = async (yen: number) => {
  const { db } = setting.database
  expect(await reserveSpend(db, { day, microYen: 9_000_000, budgetMicroYen: 20_000_000 })).toBe(true)
  const usage = { promptTokens: 100, answerTokens: 10 }
  await settleSpend(db, day, { ...usage, moreMicroYen: yen * 1_000_000 - 9_000_000 })
}

test('what the day has cost is told when it changed, and that it is much once a day', async () => {
  const { report, metrics } = openReport()
  await report()
  expect(events()).toEqual([])
  await spendYen(2)
  await report()
  await report()
  expect(events()).toEqual(['info gemini.spend'])
  expect(lines[0]).toMatchObject({ calls: 1, promptTokens: 100, answerTokens: 10, yen: 2, budgetYen: 10 })
  await spendYen(6)
  await report()
  await spendYen(1)
  await report()
  expect(events().slice(1)).toEqual(['info gemini.spend', 'warn gemini.spend-high', 'info gemini.spend'])
  expect(metrics.take(setting.clock())[0]).toMatchObject({ GeminiYenToday: 9 })
})

test('calls, tokens, failures and an open circuit are numbers', async () => {
  const { watch, report, metrics } = openReport()
  watch({ kind: 'sent' })
  watch({ kind: 'settled', usage: { promptTokens: 5, answerTokens: 2 }, failure: null })
  watch({ kind: 'sent' })
  watch({ kind: 'settled', usage: { promptTokens: 0, answerTokens: 0 }, failure: '503' })
  watch({ kind: 'circuit', cause: 'outage', isOpen: true })
  const open = { GeminiCircuitOpen: 1 }
  expect(metrics.take(setting.clock())).toMatchObject([{ GeminiCalls: 2, GeminiTokens: 7, GeminiFailures: 1, ...open }])
  await report()
  expect(metrics.take(setting.clock())).toMatchObject([open])
  watch({ kind: 'circuit', cause: 'outage', isOpen: false })
  expect(metrics.take(setting.clock())).toMatchObject([{ GeminiCircuitOpen: 0 }])
})

test('an operator is told once of wrong settings, and nobody of what was written or asked', async () => {
  const instance = setting.instance()
  await setting.staff.arm({ name: 'gemini-unknown-model' })
  for (let n = 0; n < 3; n += 1) await instance.evaluate(await setting.add())
  await setting.staff.disarm()
  expect(events().filter((event) => event.startsWith('error'))).toEqual(['error gemini.refused'])
  expect(lines.find(({ event }) => event === 'gemini.refused')).toMatchObject({ code: '404' })
  expect(events().filter((event) => event.endsWith('evaluation.failed'))).toHaveLength(1)
  const told = JSON.stringify(lines)
  const texts = instance.prompts.join('\n').match(/(?<=^[JRS\d-]+: ).{6,}$/gm) ?? []
  expect(texts.length).toBeGreaterThan(5)
  for (const text of texts) expect(told).not.toContain(text)
})

test('after more than a year a day is forgotten', async () => {
  const { db } = setting.database
  for (const old of ['2025-10-01', '2025-12-01'])
    await reserveSpend(db, { day: old, microYen: 1, budgetMicroYen: 20_000_000 })
  await openReport().sweep()
  expect([await spendOf(db, '2025-10-01'), (await spendOf(db, '2025-12-01'))?.microYen]).toEqual([null, 1])
})
