import { afterAll, beforeAll, expect, test } from 'bun:test'
import { findJob } from '../../src/db/jobs'
import { refusedRecords } from '../../src/db/schema'
import { findTalent } from '../../src/db/talents'
import { KintoneError } from '../../src/services/kintone/client'
import { storeRecords } from '../../src/sync/store'
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
  await portal.portal.database.transaction((tx) => storeRecords(tx, 'job', [raw]))
  expect((await portal.browser().get('/jobs/S-3')).status).toBe(404)
  await portal.staff.change('job', id, { 案件名: { value: '直した名前' } })
  await portal.portal.synchronise()
  expect((await portal.browser().get('/jobs/S-3')).status).toBe(200)
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

test('while kintone is away the sync fails by name and what was there stays', async () => {
  await portal.staff.arm({ name: 'kintone-unavailable' })
  const failure = await portal.portal.synchronise().catch((error: unknown) => error)
  await portal.staff.disarm()
  expect(failure).toBeInstanceOf(KintoneError)
  expect(failure).toMatchObject({ failure: 'unavailable', code: '503' })
  expect(await jobRow('S-1')).not.toBeNull()
})
