import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { read } from '../support/browser'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal, testSecret } from '../support/portal'
import { jobFields } from '../support/staff'

// The sync's timer is out of the way: what shows up here came by webhook or by the tick.
let portal: TestPortal
let server: ReturnType<typeof Bun.serve>
beforeAll(async () => {
  portal = await openTestPortal({ syncIntervalSeconds: 3_600 })
  server = Bun.serve({ port: 0, fetch: (request) => portal.portal.app.handle(request) })
  await control('/webhook', { url: `http://localhost:${server.port}/webhooks/kintone/${testSecret}` })
})
afterAll(async () => {
  await server.stop(true)
  await portal.stop()
})

const control = (path: string, body: unknown) =>
  fetch(`${portal.sandbox.startLine.control}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const list = async () => read(await portal.browser().get('/jobs'))
const notify = (body: unknown, secret = testSecret) =>
  portal.portal.app.handle(
    new Request(`http://localhost:3000/webhooks/kintone/${secret}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
const jobNotice = (id: string, type = 'UPDATE_RECORD') => ({
  id: crypto.randomUUID(),
  type,
  app: { id: portal.config.kintone.apps.job.id, name: '案件' },
  record: { $id: { type: '__ID__', value: id } },
})

describe('a notice of kintone', () => {
  let id: string

  test('shows a new job, its change and its deletion without waiting for the sync', async () => {
    id = await portal.staff.add('job', jobFields('W-1'))
    await eventually('the job', async () => (await list()).includes('W-1の開発'))
    await portal.staff.change('job', id, { 案件名: { value: '新しい名前の案件' } })
    await eventually('its new name', async () => (await list()).includes('新しい名前の案件'))
    await portal.staff.remove('job', id)
    // REST deletions are bulk operations and announce nothing; staff's own deletion in the window does.
    expect((await notify(jobNotice(id, 'DELETE_RECORD'))).status).toBe(204)
    await eventually('its end', async () => !(await list()).includes('新しい名前の案件'))
  })

  test('is only a hint: doubled, late and invented ones change nothing', async () => {
    const fresh = await portal.staff.add('job', jobFields('W-2'))
    await eventually('the job', async () => (await list()).includes('W-2の開発'))
    const invented = { ...jobNotice(fresh), record: { $id: { value: fresh }, 案件名: { value: 'でたらめ' } } }
    for (const notice of [invented, invented, jobNotice('999999'), jobNotice(fresh)])
      expect((await notify(notice)).status).toBe(204)
    await eventually('the queue', async () => (await portal.portal.queue.dueTasks()) === 0)
    expect(await list()).toContain('W-2の開発')
    expect(await list()).not.toContain('でたらめ')
  })

  test('without the secret is not found, and nonsense is refused', async () => {
    expect((await notify(jobNotice('1'), 'wrong')).status).toBe(404)
    expect((await notify('{"type":')).status).toBe(400)
    expect((await notify({ type: 'x', app: { id: '2' }, recordId: '-1' })).status).toBe(400)
    expect((await notify({ type: 'x', app: { id: '999' }, recordId: '1' })).status).toBe(204)
    expect(
      (await notify({ type: 'x', app: { id: '090-1234-5678, a text of any length' }, recordId: '1' })).status,
    ).toBe(400)
    expect((await notify({ type: 'a text of any length', app: { id: '999' }, recordId: '1' })).status).toBe(400)
    expect((await notify(`"${'a'.repeat(2_000_000)}"`)).status).toBe(413)
  })

  test('that comes while kintone is away is read when it is back', async () => {
    const late = await portal.staff.add('job', jobFields('W-3', { 案件名: '前の名前' }))
    await eventually('the job', async () => (await list()).includes('前の名前'))
    await portal.staff.arm({ name: 'webhook-dropped', count: 1 })
    await portal.staff.change('job', late, { 案件名: { value: '後の名前' } })
    // As often as the call repeats itself.
    await portal.staff.arm({ name: 'kintone-unavailable', count: 3 })
    await notify(jobNotice(late))
    await eventually('the new name', async () => (await list()).includes('後の名前'))
  })
})

describe('the tick', () => {
  const tick = (secret: string) =>
    portal.portal.app.handle(
      new Request('http://localhost:3000/internal/tick', { method: 'POST', headers: { 'x-tick-secret': secret } }),
    )

  test('without the secret is not found', async () => {
    expect((await tick('wrong')).status).toBe(404)
    expect((await tick('')).status).toBe(404)
  })

  test('waits until nothing is due, several at once too', async () => {
    const id = await portal.staff.add('job', jobFields('W-4'))
    await notify(jobNotice(id))
    const answers = await Promise.all([tick(testSecret), tick(testSecret), tick(testSecret)])
    for (const answer of answers) expect(((await answer.json()) as { isIdle: boolean }).isIdle).toBe(true)
    expect(await portal.portal.queue.dueTasks()).toBe(0)
  })
})
