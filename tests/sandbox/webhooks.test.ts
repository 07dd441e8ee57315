import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { clientOf, control, job, staffClient, useSandbox } from './cast'

const sandbox = useSandbox()

type Notification = {
  type: string
  record?: Record<string, { value: unknown }>
  recordId?: string
  app: { id: string }
}
let received: Notification[] = []
const receiver = Bun.serve({
  port: 0,
  fetch: async (request) => {
    received.push(await request.json())
    return new Response()
  },
})

beforeAll(() => control(sandbox(), '/webhook', { url: `http://localhost:${receiver.port}/` }))
afterEach(async () => {
  received = []
  await control(sandbox(), '/faults', undefined, 'DELETE')
})
afterAll(() => receiver.stop(true))

/** Notifications travel on their own; they are awaited by the number that must come. */
async function notifications(count: number): Promise<Notification[]> {
  const end = Date.now() + 2_000
  while (received.length < count && Date.now() < end) await Bun.sleep(5)
  return received
}

const jobs = () => clientOf(sandbox(), 'job').record

test('adding, changing and deleting one record is announced', async () => {
  const { id } = await jobs().addRecord({ app: 2, record: job('W-1') })
  await jobs().updateRecord({ app: 2, id, record: { 案件名: { value: '新' } } })
  await jobs().deleteRecords({ app: 2, ids: [id] })
  const [added, changed, deleted] = (await notifications(3)).toSorted((a, b) => a.type.localeCompare(b.type))
  expect(added).toMatchObject({ type: 'ADD_RECORD', app: { id: '2', name: '案件' }, recordTitle: 'W-1' })
  expect(added?.record?.$id?.value).toBe(id)
  expect(changed).toMatchObject({ type: 'DELETE_RECORD', recordId: id, deletedBy: { code: 'Administrator' } })
  expect(deleted).toMatchObject({ type: 'UPDATE_RECORD', record: { 案件名: { value: '新' } } })
})

test('a comment is announced', async () => {
  const { id } = await jobs().addRecord({ app: 2, record: job('W-2') })
  await jobs().addRecordComment({ app: 2, record: id, comment: { text: 'お願いします' } })
  const found = (await notifications(2)).find((one) => one.type === 'ADD_RECORD_COMMENT')
  expect(found).toMatchObject({ recordId: id, comment: { id: '1', text: 'お願いします ' } })
})

test('a change of status is announced with the record', async () => {
  const { app, record } = staffClient(sandbox())
  const { app: id } = await app.addApp({ name: '工程' })
  const assignee = { type: 'ONE' as const, entities: [] }
  const states = { 未着手: { index: '0', assignee }, 完了: { index: '1', assignee } }
  const actions = [{ name: '進める', from: '未着手', to: '完了' }]
  await app.updateProcessManagement({ app: id, enable: true, states, actions })
  await app.deployApp({ apps: [{ app: id }] })
  const { id: one } = await record.addRecord({ app: id, record: {} })
  await record.updateRecordStatus({ app: id, id: one, action: '進める' })
  const found = (await notifications(2)).find(({ type }) => type === 'UPDATE_STATUS')
  expect(found).toMatchObject({ app: { id }, record: { ステータス: { value: '完了' }, $revision: { value: '3' } } })
})

test('bulk writes are silent unless switched on', async () => {
  await jobs().addRecords({ app: 2, records: [job('W-3')] })
  await jobs().addRecord({ app: 2, record: job('W-4') })
  expect(await notifications(1)).toHaveLength(1)
  await control(sandbox(), '/webhook', { bulk: true })
  await jobs().addRecords({ app: 2, records: [job('W-5'), job('W-6')] })
  expect(await notifications(3)).toHaveLength(3)
  await control(sandbox(), '/webhook', { bulk: false })
})

test('what a member of staff saves by hand is announced', async () => {
  const { id } = await jobs().addRecord({ app: 2, record: job('W-7') })
  const form = new FormData()
  form.set('f:案件ID', 'W-7')
  form.set('f:案件名', '手で直した')
  const response = await fetch(`${sandbox().startLine.kintone.baseUrl}/apps/2/records/${id}`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  expect(response.status).toBe(303)
  const found = (await notifications(2)).find((one) => one.type === 'UPDATE_RECORD')
  expect(found?.record?.案件名?.value).toBe('手で直した')
})

test('a notification can be dropped, doubled, or come after the next one', async () => {
  await control(sandbox(), '/faults', { name: 'webhook-dropped', count: 1 })
  await jobs().addRecord({ app: 2, record: job('W-8') })
  await control(sandbox(), '/faults', { name: 'webhook-doubled', count: 1 })
  await jobs().addRecord({ app: 2, record: job('W-9') })
  const keys = (list: Notification[]) => list.map((one) => one.record?.案件ID?.value)
  expect(keys(await notifications(2))).toEqual(['W-9', 'W-9'])
  received = []
  await control(sandbox(), '/faults', { name: 'webhook-out-of-order', count: 1 })
  await jobs().addRecord({ app: 2, record: job('W-10') })
  await jobs().addRecord({ app: 2, record: job('W-11') })
  expect(keys(await notifications(2))).toEqual(['W-11', 'W-10'])
})

test('more than 60 in a minute are dropped', async () => {
  await control(sandbox(), '/reset', {})
  for (let index = 0; index < 62; index += 1) await jobs().addRecord({ app: 2, record: job(`M-${index}`) })
  expect(await notifications(60)).toHaveLength(60)
  const { log } = (await control(sandbox(), '/webhook', undefined, 'GET')) as { log: { result: string }[] }
  expect(log.filter(({ result }) => result === 'dropped: more than 60 in a minute')).toHaveLength(2)
})
