import { expect, test } from 'bun:test'
import { openKintone } from '../../src/services/kintone/client'
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
