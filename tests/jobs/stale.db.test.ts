import { afterAll, beforeAll, expect, test } from 'bun:test'
import { forgetSyncState } from '../../src/db/sync-states'
import { read } from '../support/browser'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { jobFields } from '../support/staff'

let now = new Date()
let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ workers: false, time: { clock: () => now } })
  await portal.staff.add('job', jobFields('OLD-1'))
  await portal.portal.synchronise()
})
afterAll(() => portal.stop())

const text = async (path: string) => read(await portal.browser().get(path))

test('a copy that kintone cannot refresh says how old it is, and nothing once it is fresh again', async () => {
  for (const path of ['/jobs', '/jobs/OLD-1']) expect(await text(path)).not.toContain('の情報です')
  await portal.staff.arm({ name: 'kintone-token-revoked' })
  now = new Date(now.getTime() + 7 * 60_000)
  await portal.portal.synchronise().catch(() => undefined)
  await eventually('the age', async () => (await text('/jobs')).includes('7分前の情報です'))
  expect(await text('/jobs/OLD-1')).toContain('7分前の情報です')
  now = new Date(now.getTime() + 3 * 3_600_000)
  expect(await text('/jobs')).toContain('3時間前の情報です')
  await portal.staff.disarm()
  await portal.portal.synchronise()
  await eventually('no age', async () => !(await text('/jobs')).includes('の情報です'))
})

test('an empty list claims that there are no jobs only when all of them were read', async () => {
  const empty = await openTestPortal({ workers: false })
  const list = async () => read(await empty.browser().get('/jobs'))
  await forgetSyncState(empty.portal.database.db, 'job')
  expect(await list()).toContain('案件を読み込んでいます')
  await empty.portal.synchronise()
  await eventually('the truth', async () => (await list()).includes('いま募集中の案件はありません'))
  await empty.stop()
})
