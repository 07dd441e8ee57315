import { afterAll, beforeAll, expect, test } from 'bun:test'
import { eq, sql } from 'drizzle-orm'
import { findJob, jobRevisions } from '../../src/db/jobs'
import { addCalls } from '../../src/db/kintone-calls'
import { kintoneCalls, refusedRecords } from '../../src/db/schema'
import { syncStatesOf } from '../../src/db/sync-states'
import { findTalent } from '../../src/db/talents'
import { KintoneError, openKintone } from '../../src/services/kintone/client'
import { type RawRecord, readById } from '../../src/services/kintone/records'
import { planDue } from '../../src/sync/due'
import { storeRecords, syncedApps } from '../../src/sync/store'
import { synchroniseDue } from '../../src/sync/synchronise'
import { openTestPortal, type TestPortal } from '../support/portal'
import { jobFields } from '../support/staff'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ workers: false })
})
afterAll(() => portal.stop())

const jobRow = (id: string) => findJob(portal.portal.database.db, id)

test('a new job arrives, a changed one changes, an older revision never wins', async () => {
  const id = await portal.staff.add('job', jobFields('S-1'))
  await portal.portal.synchronise()
  expect((await jobRow('S-1'))?.job.title).toBe('S-1の開発')
  await portal.staff.change('job', id, { 案件名: { value: '新しい名前' } })
  await portal.portal.synchronise()
  await portal.portal.synchronise()
  expect(await jobRow('S-1')).toMatchObject({ revision: 2, job: { title: '新しい名前', monthlyRateYen: 900_000 } })
})

test('more jobs than fit on one page of kintone all arrive', async () => {
  const { kintone } = portal.sandbox.startLine
  const records = Array.from({ length: 1_100 }, (_, n) => jobFields(`BULK-${n}`))
  for (let from = 0; from < records.length; from += 100) {
    const body = JSON.stringify({ app: kintone.apps.job.id, records: records.slice(from, from + 100) })
    const headers = { 'content-type': 'application/json', 'x-cybozu-api-token': kintone.apps.job.token }
    const response = await fetch(`${kintone.baseUrl}/k/v1/records.json`, { method: 'POST', headers, body })
    expect(response.status).toBe(200)
  }
  await portal.staff.forgetCalls()
  await portal.portal.synchronise()
  expect(await jobRow('BULK-1099')).not.toBeNull()
  // Three pages of jobs, and one look at each of the other five apps.
  expect((await portal.staff.calls()).kintone).toBe(8)
})

test('a job without a legal item is stored, noted, and forgotten from the notes when it is mended', async () => {
  const id = await portal.staff.add('job', jobFields('S-2', { 募集主体_住所: '' }))
  await portal.portal.synchronise()
  const noted = () => portal.portal.database.db.select().from(refusedRecords)
  expect(await noted()).toMatchObject([{ app: 'job', recordId: Number(id), problems: ['recruiter-address'] }])
  await portal.staff.change('job', id, { 募集主体_住所: { value: '東京都' } })
  await portal.portal.synchronise()
  expect(await noted()).toEqual([])
})

test('a job that becomes unreadable leaves the portal until it is mended', async () => {
  const id = await portal.staff.add('job', jobFields('S-3'))
  await portal.portal.synchronise()
  expect((await portal.browser().get('/jobs/S-3')).status).toBe(200)
  const raw = {
    recordId: Number(id),
    revision: 9,
    updatedAt: '2026-11-22T00:00:00Z',
    record: { 案件ID: { value: 'S-3' } },
  }
  await portal.portal.database.transaction((tx) => storeRecords({ tx }, 'job', [raw]))
  expect((await portal.browser().get('/jobs/S-3')).status).toBe(404)
  await portal.staff.change('job', id, { 案件名: { value: '直した名前' } })
  await portal.portal.synchronise()
  expect((await portal.browser().get('/jobs/S-3')).status).toBe(200)
})

const unreadable = (id: string, revision: number) => {
  const record = { 案件ID: { value: 'unreadable' } }
  return { recordId: Number(id), revision, updatedAt: '2026-11-22T00:00:00Z', record }
}
const store = (raw: RawRecord) => portal.portal.database.transaction((tx) => storeRecords({ tx }, 'job', [raw]))

test('an older answer that cannot be read does not hide a job that staff have mended meanwhile', async () => {
  const id = await portal.staff.add('job', jobFields('S-4'))
  await portal.staff.change('job', id, { 案件名: { value: '直した名前' } })
  await portal.portal.synchronise()
  await store(unreadable(id, 1))
  expect((await portal.browser().get('/jobs/S-4')).status).toBe(200)
})

test('a job that could not be read because of the app’s form comes back at the revision it has', async () => {
  const id = await portal.staff.add('job', jobFields('S-5'))
  await portal.portal.synchronise()
  await store(unreadable(id, 1))
  expect((await portal.browser().get('/jobs/S-5')).status).toBe(404)
  await portal.portal.synchronise()
  expect((await portal.browser().get('/jobs/S-5')).status).toBe(200)
})

test('an older answer from before a job was given another 案件ID leaves the new one open', async () => {
  const id = await portal.staff.add('job', jobFields('S-6'))
  await portal.portal.synchronise()
  const before = await readById(openKintone(portal.config.kintone), 'job', Number(id))
  await portal.staff.change('job', id, { 案件ID: { value: 'S-7' } })
  await portal.portal.synchronise()
  if (before) await store(before)
  expect((await portal.browser().get('/jobs/S-6')).status).toBe(404)
  expect((await portal.browser().get('/jobs/S-7')).status).toBe(200)
  expect((await jobRevisions(portal.portal.database.db)).held.get(Number(id))).toBe(2)
})

test('a record that the database does not take is kept out and noted, and the others of its page go in', async () => {
  const { db } = portal.portal.database
  const id = await portal.staff.add('job', jobFields('S-8', { 概要: 'a\u0000b' }))
  for (const other of ['S-9', 'S-10', 'S-11']) await portal.staff.add('job', jobFields(other))
  await portal.portal.synchronise()
  for (const other of ['S-9', 'S-10', 'S-11']) expect(await jobRow(other)).not.toBeNull()
  const noted = await db
    .select()
    .from(refusedRecords)
    .where(eq(refusedRecords.recordId, Number(id)))
  expect(noted).toMatchObject([{ app: 'job', problems: [expect.stringContaining('the database does not take it')] }])
  await portal.staff.change('job', id, { 概要: { value: 'ab' } })
  await portal.portal.synchronise()
  expect(await jobRow('S-8')).not.toBeNull()
})

test('one app that fails does not keep the others from being read', async () => {
  await portal.staff.arm({ name: 'kintone-unavailable', app: 'job' })
  await portal.staff.add('talent', { auth_user_id: { value: 't-2' }, メールアドレス: { value: 't2@example.com' } })
  const failure = await portal.portal.synchronise().catch((error: unknown) => error)
  await portal.staff.disarm()
  expect(failure).toBeInstanceOf(KintoneError)
  expect(await findTalent(portal.portal.database.db, 't-2')).not.toBeNull()
})

test('a talent that staff add and change is copied', async () => {
  const fields = { auth_user_id: { value: 't-1' }, メールアドレス: { value: 't1@example.com' }, 姓: { value: '森' } }
  const id = await portal.staff.add('talent', fields)
  await portal.portal.synchronise()
  await portal.staff.change('talent', id, { ST: { value: '退会' } })
  await portal.portal.synchronise()
  expect((await findTalent(portal.portal.database.db, 't-1'))?.talent).toMatchObject({
    familyName: '森',
    isClosed: true,
  })
})

test('an app is read when its time has come, with one call when nothing changed, by one of several instances', async () => {
  const { database, kintone, minutesFromNow, pace } = await settled()
  await synchroniseDue({ database, kintone }, minutesFromNow(0), pace)
  expect((await portal.staff.calls()).kintone).toBe(0)
  await synchroniseDue({ database, kintone }, minutesFromNow(1), pace)
  expect((await portal.staff.calls()).kintone).toBe(syncedApps.length)
  const other = openKintone(portal.config.kintone)
  await synchroniseDue({ database, kintone: other }, minutesFromNow(1), pace)
  expect((await portal.staff.calls()).kintone).toBe(syncedApps.length)
})

test('an app whose calls are nearly spent is read less often, the others as before', async () => {
  const { database, kintone, minutesFromNow, pace } = await settled()
  const day = minutesFromNow(1).toISOString().slice(0, 10)
  await addCalls(database.db, [{ app: 'job', day, calls: pace.budget }])
  const due = async (minutes: number) =>
    (await planDue({ database, kintone }, minutesFromNow(minutes), pace)).map(({ app }) => app)
  expect(await due(1)).toEqual(syncedApps.filter((app) => app !== 'job'))
  await database.db.delete(kintoneCalls)
  expect(await due(1)).toEqual([...syncedApps])
})

test('an app that fails is noted, tried again by itself, and forgotten when it succeeds', async () => {
  const { database, kintone, minutesFromNow, pace } = await settled()
  await portal.staff.arm({ name: 'kintone-token-revoked', app: 'job' })
  await expect(synchroniseDue({ database, kintone }, minutesFromNow(1), pace)).rejects.toThrow(KintoneError)
  await portal.staff.disarm()
  const state = async () => (await syncStatesOf(database.db, ['job']))[0]?.state
  expect(await state()).toMatchObject({ failure: 'unavailable GAIA_IA02', failedAt: minutesFromNow(1) })
  await portal.staff.forgetCalls()
  await synchroniseDue({ database, kintone }, minutesFromNow(1.5), pace)
  expect((await portal.staff.calls()).kintone).toBe(1)
  expect(await state()).toMatchObject({ failure: null, failedAt: null, seenUntil: minutesFromNow(1.5) })
})

test('a clock that was ahead for a while keeps no app from being read and compared', async () => {
  const { database, kintone, minutesFromNow, pace } = await settled()
  const planned = async (minutes: number) =>
    (await planDue({ database, kintone }, minutesFromNow(minutes), pace)).map(({ app, reconciles }) => [
      app,
      reconciles,
    ])
  expect(await planned(-0.2)).toEqual([])
  expect(await planned(-30)).toEqual(syncedApps.map((app) => [app, true]))
  await staffAddsAt(minutesFromNow(-30), 'S-12')
  await synchroniseDue({ database, kintone }, minutesFromNow(-30), pace)
  expect(await jobRow('S-12')).not.toBeNull()
  expect(await planned(-30)).toEqual([])
})

/** With kintone's clock at this time. */
async function staffAddsAt(time: Date, id: string) {
  await portal.staff.moveClock({ now: time.toISOString() })
  await portal.staff.add('job', jobFields(id))
  await portal.staff.moveClock({ now: null })
}

// The last one: it leaves the circuit open.
test('while kintone is away the sync fails by name and what was there stays', async () => {
  await portal.staff.arm({ name: 'kintone-unavailable' })
  const failure = await portal.portal.synchronise().catch((error: unknown) => error)
  await portal.staff.disarm()
  expect(failure).toBeInstanceOf(KintoneError)
  expect(failure).toMatchObject({ failure: 'unavailable', code: '503' })
  expect(await jobRow('S-1')).not.toBeNull()
})

/** Everything was read just now, and nothing changed since the overlap began. */
async function settled() {
  const { database } = portal.portal
  const kintone = openKintone(portal.config.kintone)
  const startedAt = Date.now() + 60 * 60_000
  const minutesFromNow = (minutes: number) => new Date(startedAt + minutes * 60_000)
  await portal.portal.synchronise()
  await database.db.delete(kintoneCalls)
  await database.db.execute(
    sql`update sync_states set seen_until = ${minutesFromNow(0)}, reconciled_at = ${minutesFromNow(0)}`,
  )
  await portal.staff.forgetCalls()
  return { database, kintone, minutesFromNow, pace: { intervalMs: 60_000, budget: 5_000 } }
}
