import { expect, test } from 'bun:test'
import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import { clientOf, job, refusal, useSandbox } from './cast'

const sandbox = useSandbox()

async function ask(path: string, headers: Record<string, string>, init: RequestInit = {}) {
  const response = await fetch(`${sandbox().startLine.kintone.baseUrl}${path}`, { ...init, headers })
  const body: { code?: string; message?: string; errors?: unknown } = await response.json()
  return { status: response.status, headers: response.headers, ...body }
}

const token = (...names: string[]) => ({ 'X-Cybozu-API-Token': names.map((name) => `sandbox-${name}`).join(',') })
const password = (pair: string) => ({ 'X-Cybozu-Authorization': Buffer.from(pair).toString('base64') })

const cases: [string, Record<string, string>, number, string][] = [
  ['nobody', {}, 401, 'CB_AU01'],
  ['a wrong password', password('sandbox-staff:wrong'), 401, 'CB_WA01'],
  ['an unknown token', { 'X-Cybozu-API-Token': 'x' }, 400, 'GAIA_IA02'],
  ['an unknown token beside a good one', { 'X-Cybozu-API-Token': 'sandbox-job-token,x' }, 400, 'GAIA_IA02'],
  ["another app's token", token('talent-token'), 400, 'GAIA_IA02'],
  ['two tokens of one app', token('job-token', 'job-view-only'), 400, 'GAIA_DA03'],
  ['a token without the right', token('job-add-only'), 403, 'GAIA_NO01'],
]

for (const [who, headers, status, code] of cases) {
  test(`${who} is refused with ${code}`, async () => {
    expect(await ask('/k/v1/records.json?app=2', headers)).toMatchObject({ status, code })
  })
}

test('a good password wins over a wrong token', async () => {
  const { user } = sandbox().startLine.kintone
  const headers = { ...password(`${user.name}:${user.password}`), 'X-Cybozu-API-Token': 'wrong' }
  expect((await ask('/k/v1/records.json?app=2', headers)).status).toBe(200)
})

test('the client may sign in with name and password', async () => {
  const { baseUrl, user } = sandbox().startLine.kintone
  const auth = { username: user.name, password: user.password }
  const { record } = new KintoneRestAPIClient({ baseUrl, auth, proxy: false })
  const { id } = await record.addRecord({ app: 2, record: job('A-1') })
  expect((await record.getRecord({ app: 2, id })).record.作成者?.value).toEqual({ code: user.name, name: '担当者' })
})

test('an unknown app is not found', async () => {
  const error = await refusal(clientOf(sandbox(), 'job').record.getRecords({ app: 99 }))
  expect([error.status, error.code]).toEqual([404, 'GAIA_AP01'])
})

test('messages are Japanese unless another language is asked for', async () => {
  const path = '/k/v1/record.json?app=2&id=9999'
  expect((await ask(path, token('job-token'))).message).toContain('見つかりません')
  expect((await ask(path, { ...token('job-token'), 'Accept-Language': 'en' })).message).toContain('is not found')
})

test('every answer tells how many requests are running', async () => {
  const { headers } = await ask('/k/v1/records.json?app=2', token('job-token'))
  expect(headers.get('X-ConcurrencyLimit-Limit')).toBe('100')
  expect(headers.get('X-ConcurrencyLimit-Running')).toBe('1')
})

test('broken JSON is refused with CB_IJ01', async () => {
  const headers = { ...token('job-token'), 'Content-Type': 'application/json' }
  expect((await ask('/k/v1/record.json', headers, { method: 'POST', body: '{"app":' })).code).toBe('CB_IJ01')
})

test('a missing app is reported by name', async () => {
  expect(await ask('/k/v1/records.json', token('job-token'))).toMatchObject({
    status: 400,
    code: 'CB_VA01',
    errors: { app: { messages: ['必須です。'] } },
  })
})

test('a query longer than the address may be is sent as an overridden POST', async () => {
  const list = Array.from({ length: 400 }, (_, index) => `"long-key-${index}"`).join(',')
  const { records } = await clientOf(sandbox(), 'job').record.getRecords({ app: 2, query: `案件ID in (${list})` })
  expect(records).toEqual([])
})
