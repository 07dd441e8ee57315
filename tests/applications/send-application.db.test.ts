import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'
import { apply } from '../../src/applications/apply'
import { leave } from '../../src/applications/leave'
import { sendApplication } from '../../src/applications/send-application'
import { type ApplicationRow, eventsOf, findApplicationByKey } from '../../src/db/applications'
import { type Kintone, openKintone } from '../../src/services/kintone/client'
import { openTestPortal, type TestPortal } from '../support/portal'
import { jobFields } from '../support/staff'

let portal: TestPortal
let kintone: Kintone
let jobs = 0
let jobId: string

beforeAll(async () => {
  portal = await openTestPortal({ workers: false })
  kintone = openKintone(portal.config.kintone)
  await portal.staff.add('talent', fields({ auth_user_id: 't', 姓: '森', メールアドレス: 't@example.com' }))
})
beforeEach(async () => {
  jobs += 1
  jobId = `SA-${jobs}`
  await portal.staff.add('job', jobFields(jobId))
  await portal.portal.synchronise()
  await apply(portal.portal, { talentId: 't', jobId, message: 'よろしく' }, new Date())
  await send()
  await portal.portal.synchronise()
})
afterAll(() => portal.stop())

const fields = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]))
const row = async (): Promise<ApplicationRow> => {
  const found = await findApplicationByKey(portal.portal.database.db, `t:${jobId}`)
  if (found === null) throw new Error('no application')
  return found
}
const staffSet = async (values: Record<string, string>) => {
  const { recordId } = await row()
  await portal.staff.change('application', String(recordId), fields(values))
}
const send = async () => sendApplication(portal.portal.database, kintone, (await row()).id)
const withdraw = async () => {
  const wish = { talentId: 't', applicationId: (await row()).id, departure: 'withdrawn', reason: '' } as const
  expect(await leave(portal.portal, wish, new Date())).toMatchObject({ outcome: 'left' })
}

test('what staff wrote beside a status that the candidate changes is read too', async () => {
  await withdraw()
  await staffSet({ 次の対応: '日程の調整' })
  await send()
  await portal.portal.synchronise()
  expect(await row()).toMatchObject({ status: 'withdrawn', nextAction: '日程の調整', isUnsent: false })
})

test('a turning down whose answer was lost is one step in the history', async () => {
  await withdraw()
  await staffSet({ 対応状況: '面談調整中' })
  await portal.staff.arm({ name: 'kintone-lost-answer', path: '/record.json', count: 1 })
  await send().catch(() => undefined)
  await send()
  await portal.portal.synchronise()
  const events = await eventsOf(portal.portal.database.db, (await row()).id)
  expect(events.map(({ status }) => status)).toEqual(['applied', 'turned-down'])
})
