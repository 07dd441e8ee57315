import { afterEach, expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { faultCatalogue } from '../../sandbox/control/fault-catalogue'
import { clientOf, control, job, refusal, useSandbox } from './cast'

const sandbox = useSandbox()

afterEach(() => control(sandbox(), '/faults', undefined, 'DELETE'))

const arm = (fault: Record<string, unknown>) => control(sandbox(), '/faults', fault)
const read = () => clientOf(sandbox(), 'job').record.getRecords({ app: 2 })

const answered: [string, number, string][] = [
  ['kintone-rate-limit', 429, 'GAIA_TO04'],
  ['kintone-lock', 500, 'GAIA_DA02'],
  ['kintone-lock-timeout', 500, 'GAIA_LT01'],
  ['kintone-record-lock', 500, 'GAIA_RE18'],
  ['kintone-token-revoked', 400, 'GAIA_IA02'],
]

for (const [name, status, code] of answered) {
  test(`${name} answers ${status} ${code} once`, async () => {
    await arm({ name, count: 1 })
    const error = await refusal(read())
    expect([error.status, error.code]).toEqual([status, code])
    expect((await read()).records).toBeArray()
  })
}

test('kintone-unavailable answers 503 in plain text until it is cleared', async () => {
  await arm({ name: 'kintone-unavailable' })
  await expect(read()).rejects.toThrow('503: Service Unavailable')
  await expect(read()).rejects.toThrow('503: Service Unavailable')
})

test('kintone-reset writes nothing', async () => {
  const { record } = clientOf(sandbox(), 'job')
  await arm({ name: 'kintone-reset', count: 1 })
  await expect(record.addRecord({ app: 2, record: job('F-1') })).rejects.toThrow()
  expect((await record.getRecords({ app: 2, query: '案件ID = "F-1"' })).records).toHaveLength(0)
})

test('kintone-lost-answer has written although the caller saw a failure', async () => {
  const { record } = clientOf(sandbox(), 'job')
  await arm({ name: 'kintone-lost-answer', count: 1 })
  await expect(record.addRecord({ app: 2, record: job('F-2') })).rejects.toThrow()
  expect((await record.getRecords({ app: 2, query: '案件ID = "F-2"' })).records).toHaveLength(1)
})

test('kintone-invalid-json breaks the body of a good answer', async () => {
  await arm({ name: 'kintone-invalid-json', count: 1 })
  const { baseUrl } = sandbox().startLine.kintone
  const response = await fetch(`${baseUrl}/k/v1/records.json?app=2`, {
    headers: { 'X-Cybozu-API-Token': 'sandbox-job-token' },
  })
  expect(response.status).toBe(200)
  await expect(response.json()).rejects.toThrow()
})

test('a fault may be limited to one app and one path', async () => {
  await arm({ name: 'kintone-rate-limit', app: 'talent' })
  await arm({ name: 'kintone-lock', path: '/k/v1/record.json' })
  expect((await read()).records).toBeArray()
  expect((await refusal(clientOf(sandbox(), 'talent').record.getRecords({ app: 1 }))).code).toBe('GAIA_TO04')
  expect((await refusal(clientOf(sandbox(), 'job').record.getRecord({ app: 2, id: 1 }))).code).toBe('GAIA_DA02')
})

test('an expired cursor strikes the next cursor, not the calls before it', async () => {
  await arm({ name: 'kintone-cursor-expired', count: 1 })
  expect((await read()).records).toBeArray()
  const error = await refusal(clientOf(sandbox(), 'job').record.getRecordsByCursor({ id: 'any' }))
  expect([error.status, error.code]).toEqual([404, 'GAIA_CN01'])
})

test('a share of 1 strikes every call', async () => {
  await arm({ name: 'kintone-rate-limit', share: 1 })
  for (let round = 0; round < 3; round += 1) expect((await refusal(read())).status).toBe(429)
})

test('half a share strikes some calls and spares others', async () => {
  await arm({ name: 'kintone-rate-limit', share: 0.5 })
  const statuses = await Promise.all(
    Array.from({ length: 60 }, () =>
      read().then(
        () => 200,
        (error: { status?: number }) => error.status,
      ),
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([200, 429]))
})

test('kintone-search-warning answers with the header of an aborted search', async () => {
  await arm({ name: 'kintone-search-warning', count: 1 })
  const response = await fetch(`${sandbox().startLine.kintone.baseUrl}/k/v1/records.json?app=2`, {
    headers: { 'X-Cybozu-API-Token': 'sandbox-job-token' },
  })
  expect(response.headers.get('X-Cybozu-Warning')).toBe('Filter aborted because of too many search results')
  expect((await response.json()).records).toBeArray()
})

test('every fault that can be armed has a test', async () => {
  const names = (await readdir(import.meta.dir)).filter((name) => name.endsWith('.test.ts'))
  const tests = (await Promise.all(names.map((name) => Bun.file(join(import.meta.dir, name)).text()))).join()
  expect(Object.keys(faultCatalogue).filter((name) => !tests.includes(`'${name}'`))).toEqual([])
})

test('an unknown fault is refused, and the known ones are listed with their service', async () => {
  await expect(arm({ name: 'nonsense' })).rejects.toThrow('unknown fault')
  expect(await control(sandbox(), '', undefined, 'GET')).toMatchObject({
    faults: expect.arrayContaining([{ name: 'mail-throttled', service: 'mail', description: expect.any(String) }]),
  })
})

test('calls are counted by service and operation', async () => {
  await control(sandbox(), '/requests', undefined, 'DELETE')
  await read()
  expect(await control(sandbox(), '/requests', undefined, 'GET')).toMatchObject({
    total: { kintone: 1, gemini: 0, ses: 0 },
    byOperation: { kintone: { 'GET /k/v1/records.json': 1 } },
  })
})
