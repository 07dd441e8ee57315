import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { announcementRevisions } from '../../src/db/announcements'
import { inquiriesOf } from '../../src/db/inquiries'
import { findJob } from '../../src/db/jobs'
import { openKintone } from '../../src/services/kintone/client'
import { reconcile } from '../../src/sync/reconcile'
import { requeueUnsent } from '../../src/sync/requeue-unsent'
import { synchronise } from '../../src/sync/synchronise'
import { read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

test('a job that staff delete leaves the list when the quarter hour is over', async () => {
  const portal = await openTestPortal({ workers: false })
  const id = await portal.staff.add('job', jobFields('R-1'))
  await portal.staff.add('job', jobFields('R-2'))
  await portal.portal.synchronise()
  await portal.staff.remove('job', id)
  const tools = { database: portal.portal.database, kintone: openKintone(portal.config.kintone) }
  await synchronise(tools, new Date(Date.now() + 16 * 60_000))
  const page = await (await portal.browser().get('/jobs')).text()
  expect(page).not.toContain('R-1の開発')
  expect(page).toContain('R-2の開発')
  expect((await portal.browser().get('/jobs/R-1')).status).toBe(404)
  await portal.stop()
})

test('a deleted job cannot be applied to, and a refused application goes out when its cause is mended', async () => {
  const portal = await openTestPortal()
  const candidate = await register(portal, hanako)
  const id = await portal.staff.add('job', jobFields('R-3'))
  await portal.portal.synchronise()
  await portal.staff.remove('job', id)
  // Staff deleted the job, and the portal does not know yet: kintone refuses the lookup.
  const applied = await candidate.post('/jobs/R-3/application')
  const path = applied.headers.get('location')?.replace(/\?.*/, '') ?? ''
  const shows = (words: string) =>
    eventually(words, async () => (await read(await candidate.get(path))).includes(words))
  await shows('確認が必要')
  await portal.staff.add('job', jobFields('R-3'))
  await requeueUnsent({ database: portal.portal.database, queue: portal.portal.queue })
  await eventually('the delivery', async () => !(await read(await candidate.get(path))).includes('確認が必要'))
  expect(await portal.staff.records('application')).toHaveLength(1)
  await portal.stop()
})

test('a change that the delta missed is found by its revision, and what was deleted is forgotten', async () => {
  const portal = await openTestPortal({ workers: false })
  const { staff, config } = portal
  const { database } = portal.portal
  const job = await staff.add('job', jobFields('R-4'))
  const notice = await staff.add('announcement', { 通知内容: { value: 'お知らせです' } })
  const question = { ユーザーID: { value: 'somebody' }, 問い合わせ内容: { value: '質問です' } }
  const inquiry = await staff.add('inquiry', question)
  await portal.portal.synchronise()
  expect(await inquiriesOf(database.db, 'somebody')).toMatchObject([{ inquiry: { kind: 'inquiry', status: 'new' } }])
  expect([...(await announcementRevisions(database.db))]).toEqual([[Number(notice), 1]])
  // kintone's clock is behind: the change lies before everything the delta asks for.
  await staff.moveClock({ advanceSeconds: -3_600 })
  await staff.change('job', job, { 案件名: { value: '見落とされた変更' } })
  await staff.remove('inquiry', inquiry)
  await staff.remove('announcement', notice)
  await portal.portal.synchronise()
  expect((await findJob(database.db, 'R-4'))?.job.title).toBe('R-4の開発')
  await synchronise({ database, kintone: openKintone(config.kintone) }, new Date(Date.now() + 16 * 60_000))
  expect((await findJob(database.db, 'R-4'))?.job.title).toBe('見落とされた変更')
  expect(await inquiriesOf(database.db, 'somebody')).toEqual([])
  expect(await announcementRevisions(database.db)).toEqual(new Map())
  await portal.stop()
})

test('more records may be gone than a statement takes parameters', async () => {
  const portal = await openTestPortal({ workers: false })
  const { database } = portal.portal
  await database.db.execute(
    sql`insert into announcements (record_id, revision, announcement) select n, 1, '{}' from generate_series(1, 66000) as n`,
  )
  expect(await reconcile({ database, kintone: openKintone(portal.config.kintone) }, 'announcement')).toBe(66_000)
  expect((await announcementRevisions(database.db)).size).toBe(0)
  await portal.stop()
})
