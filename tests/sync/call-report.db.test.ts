import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import type { Database } from '../../src/db/client'
import { addCalls, callsToday } from '../../src/db/kintone-calls'
import { kintoneCalls } from '../../src/db/schema'
import { configureLog } from '../../src/log'
import { openMetrics } from '../../src/metrics'
import { openKintone } from '../../src/services/kintone/client'
import { readPage } from '../../src/services/kintone/records'
import { openCallReport } from '../../src/sync/call-report'
import { openTestDatabase } from '../support/database'
import { openTestPortal, testConfig } from '../support/portal'
import { openStaff, type Staff } from '../support/staff'

let sandbox: Sandbox
let staff: Staff
let database: Database
let remove: () => Promise<void>
const lines: string[] = []
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' })
  staff = openStaff(sandbox)
  ;({ database, remove } = await openTestDatabase())
})
afterEach(async () => {
  configureLog({ level: 'silent' })
  lines.length = 0
  await staff.disarm()
  await database.db.delete(kintoneCalls)
})
afterAll(async () => {
  await remove()
  await sandbox.stop()
})

/** What one instance of the portal has of it. */
function openInstance(clock = () => new Date('2026-11-23T00:30:00Z'), db = database) {
  const metrics = openMetrics()
  const report = openCallReport({ database: db, metrics, clock, budget: 5_000 })
  const kintone = openKintone(testConfig(sandbox).kintone, { watch: report.watch, sleep: async () => undefined })
  const read = (app: 'job' | 'talent') => readPage(kintone, app, { afterId: 999, changedSince: null })
  return { report, metrics, read, today: async () => Object.fromEntries(await callsToday(db.db, clock())) }
}

test('two portals add up what each sent, repeats included', async () => {
  const [one, other] = [openInstance(), openInstance()]
  await staff.arm({ name: 'kintone-rate-limit', count: 2 })
  await one.read('job')
  await one.read('talent')
  await Promise.all([other.read('job'), other.read('talent')])
  await Promise.all([one.report.flush(), other.report.flush()])
  await one.report.flush()
  expect(await one.today()).toEqual({ job: 4, talent: 2 })
})

test('the count begins anew at nine in the morning in Tokyo, and old days are forgotten', async () => {
  let now = new Date('2026-11-22T23:59:59Z')
  const { report, read, today } = openInstance(() => now)
  await read('job')
  now = new Date('2026-11-23T00:00:00Z')
  await read('job')
  await read('job')
  await report.flush()
  expect(await today()).toEqual({ job: 2 })
  expect(await database.db.select().from(kintoneCalls)).toHaveLength(2)
  now = new Date('2026-12-28T00:00:00Z')
  await report.sweep()
  expect(await database.db.select().from(kintoneCalls)).toEqual([{ app: 'job', day: '2026-11-23', calls: 2 }])
})

test('nothing is lost while the database is away', async () => {
  let isAway = true
  const sometimes = Object.defineProperty({ ...database }, 'db', {
    get: () => {
      if (isAway) throw new Error('away')
      return database.db
    },
  })
  const { report, read, today } = openInstance(undefined, sometimes)
  await read('job')
  await expect(report.flush()).rejects.toThrow('away')
  await read('job')
  isAway = false
  await report.flush()
  expect(await today()).toEqual({ job: 2 })
})

test('the log says once a minute what the day has cost, and warns once when it is much', async () => {
  configureLog({ level: 'info', write: (line) => lines.push(line) })
  const { report, metrics } = openInstance()
  const add = (calls: number) => addCalls(database.db, [{ app: 'job', day: '2026-11-23', calls }])
  await add(3_999)
  await report.report()
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ calls: { job: 3_999 }, percent: { job: 39.99 } })
  await add(1)
  await report.report()
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'kintone.calls-high', app: 'job', budget: 5_000 })
  await report.report()
  expect(lines.filter((line) => line.includes('calls-high'))).toHaveLength(1)
  expect(metrics.take(new Date())).toMatchObject([{ App: 'job', KintoneCallsToday: 4_000 }])
})

test('latency, 429 and failures are measured by reading and writing', async () => {
  const { metrics, read } = openInstance()
  await staff.arm({ name: 'kintone-rate-limit', count: 1 })
  await staff.arm({ name: 'kintone-unavailable', count: 1 })
  await read('job')
  expect(metrics.take(new Date())).toMatchObject([
    { Group: 'read', KintoneBusy: 1, KintoneFailures: 1, KintoneLatency: { length: 3 } },
  ])
})

test('a portal that stops has told CloudWatch what its last minute was, if it is to tell it', async () => {
  for (const hasMetrics of [true, false]) {
    lines.length = 0
    const portal = await openTestPortal({ workers: false, changes: { hasMetrics } })
    configureLog({ level: 'info', write: (line) => lines.push(line) })
    await portal.stop()
    configureLog({ level: 'silent' })
    const told = lines.map((line) => JSON.parse(line)).filter((line) => '_aws' in line)
    // Six apps, one call each.
    expect(told).toMatchObject(hasMetrics ? [{ Group: 'read', KintoneLatency: { length: 6 } }] : [])
  }
})
