import { expect, test } from 'bun:test'
import { openKintone } from '../../src/services/kintone/client'
import { synchronise } from '../../src/sync/synchronise'
import { openTestPortal } from '../support/portal'
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
  await portal.stop()
})
