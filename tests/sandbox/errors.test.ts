import { expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { clientOf, control, job, refusal, staffClient, useSandbox } from './cast'

const sandbox = useSandbox()
const jobs = () => clientOf(sandbox(), 'job').record
const talents = () => clientOf(sandbox(), 'talent').record

const staff = () => staffClient(sandbox())

const code = async (work: Promise<unknown>) => (await refusal(work)).code
const headers = { 'X-Cybozu-API-Token': 'sandbox-job-token', 'Content-Type': 'application/json' }
const raw = (path: string, init: RequestInit = {}) =>
  fetch(`${sandbox().startLine.kintone.baseUrl}${path}`, { headers, ...init })

test('an update key must exist, be unique, and match', async () => {
  const put = (field: string, value: string) =>
    code(jobs().updateRecord({ app: 2, updateKey: { field, value }, record: { 案件名: { value: 'x' } } }))
  expect(await put('無い', 'x')).toBe('GAIA_IQ11')
  expect(await put('案件名', 'x')).toBe('GAIA_IQ27')
  expect(await put('案件ID', 'x')).toBe('GAIA_RE20')
  const both = { 案件ID: { value: 'x' } }
  expect(await code(jobs().updateRecord({ app: 2, updateKey: { field: '案件ID', value: 'x' }, record: both }))).toBe(
    'CB_VA01',
  )
})

test('creator and times are for administrators at creation, and for nobody afterwards', async () => {
  const past = { 作成日時: { value: '2020-01-01T00:00:30Z' }, 更新日時: { value: '2020-01-02T00:00:00Z' } }
  expect(await code(jobs().addRecord({ app: 2, record: { ...job('E-1'), ...past } }))).toBe('GAIA_BF02')
  const { id } = await staff().record.addRecord({ app: 2, record: { ...job('E-1'), ...past } })
  expect((await jobs().getRecord({ app: 2, id })).record.作成日時?.value).toBe('2020-01-01T00:00:00Z')
  expect(await code(jobs().updateRecord({ app: 2, id, record: past }))).toBe('GAIA_UN10')
})

test('validation names each field, also inside tables', async () => {
  const row = { スキル名: { value: 'x'.repeat(101) }, 経験年数: { value: 61 }, レベル: { value: '神' } }
  const error = await refusal(
    talents().addRecord({
      app: 1,
      record: {
        auth_user_id: { value: 'E-2' },
        郵便番号: { value: '123456789' },
        職種: { value: ['SRE', '魔法使い'] },
        希望単価_月額: { value: -1 },
        生年月日: { value: '2026-02-30' },
        ポートフォリオリンク: { value: 'javascript:alert(1)' },
        スキル表: { value: [{ value: {} }, { value: row }] },
      },
    }),
  )
  expect(error.errors).toEqual({
    'record.メールアドレス.value': { messages: ['必須です。'] },
    'record.郵便番号.value': { messages: ['9文字より短くなければなりません。'] },
    'record.職種.values[1].value': { messages: ['"魔法使い"は選択肢にありません。'] },
    'record.希望単価_月額.value': { messages: ['0以上である必要があります。'] },
    'record.生年月日.value': { messages: ['日付の形式が正しくありません。'] },
    'record.ポートフォリオリンク.value': { messages: ['URL の形式が正しくありません。'] },
    'record.スキル表.value[1].value.スキル名.value': { messages: ['101文字より短くなければなりません。'] },
    'record.スキル表.value[1].value.経験年数.value': { messages: ['60以下である必要があります。'] },
    'record.スキル表.value[1].value.レベル.value': { messages: ['"神"は選択肢にありません。'] },
  })
})

test('what is no number is stored empty in a table', async () => {
  const skills = { value: [{ value: { 経験年数: { value: 'たくさん' } } }] }
  const talent = { auth_user_id: { value: 'E-3' }, メールアドレス: { value: 'e@example.com' }, スキル表: skills }
  const { id } = await talents().addRecord({ app: 1, record: talent })
  const table = (await talents().getRecord({ app: 1, id })).record.スキル表
  expect(table?.type === 'SUBTABLE' && table.value[0]?.value.経験年数?.value).toBe('')
  const rowId = table?.type === 'SUBTABLE' ? table.value[0]?.id : ''
  const twice = [
    { id: rowId, value: {} },
    { id: rowId, value: {} },
  ]
  expect(await code(talents().updateRecord({ app: 1, id, record: { スキル表: { value: twice } } }))).toBe('GAIA_SI01')
})

test('an empty required field of old makes an unrelated change fail', async () => {
  const { id } = await jobs().addRecord({ app: 2, record: job('E-4') })
  const error = await refusal(
    jobs().updateRecord({ app: 2, id, record: { 案件名: { value: '' }, 備考: { value: 'x' } } }),
  )
  expect(error.errors).toHaveProperty(['record.案件名.value'])
})

test('an unknown file cannot be attached', async () => {
  const resume = { 職務経歴書データ: { value: [{ fileKey: 'none' }] } }
  const talent = { auth_user_id: { value: 'E-5' }, メールアドレス: { value: 'e@example.com' } }
  expect(await code(talents().addRecord({ app: 1, record: { ...talent, ...resume } }))).toBe('GAIA_BL01')
})

test('batches are limited to a hundred, bulk requests to twenty', async () => {
  const records = Array.from({ length: 101 }, (_, index) => job(`E-${index}`))
  const error = await refusal(jobs().addRecords({ app: 2, records }))
  expect(error.errors).toEqual({ records: { messages: ['一度に100件までのレコードを追加できます。'] } })
  expect(await code(jobs().deleteRecords({ app: 2, ids: [] }))).toBe('CB_VA01')
  const requests = Array.from({ length: 21 }, () => ({ method: 'POST', api: '/k/v1/record.json', payload: {} }))
  const response = await raw('/k/v1/bulkRequest.json', { method: 'POST', body: JSON.stringify({ requests }) })
  expect(await response.json()).toMatchObject({ code: 'CB_VA01', errors: { requests: expect.anything() } })
})

test('a record may be deleted through the body, and null revisions are not checked', async () => {
  const { id } = await jobs().addRecord({ app: 2, record: job('E-6') })
  const body = JSON.stringify({ app: 2, ids: [Number(id)], revisions: [null] })
  expect(await (await raw('/k/v1/records.json', { method: 'DELETE', body })).json()).toEqual({})
})

test('a GET may carry its parameters in the body', async () => {
  // Neither fetch nor node:http sends such a body, so this writes to the socket.
  const { port } = new URL(sandbox().startLine.kintone.baseUrl)
  const body = JSON.stringify({ app: 2, fields: ['案件ID'], query: 'limit 1' })
  const lines = [
    'GET /k/v1/records.json HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    'Content-Type: application/json',
  ]
  const head = [...lines, 'X-Cybozu-API-Token: sandbox-job-token', `Content-Length: ${Buffer.byteLength(body)}`]
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  expect(answer).toContain('{"records":[{"案件ID":{"type":"SINGLE_LINE_TEXT"')
})

test('an element without an id is told so, and an address above 8 KB is too large', async () => {
  const body = JSON.stringify({ app: 2, records: [{ record: {} }] })
  expect(await (await raw('/k/v1/records.json', { method: 'PUT', body })).json()).toMatchObject({
    errors: { 'records[0].id': { messages: ['必須です。'] } },
  })
  const long = await raw(`/k/v1/records.json?app=2&query=${'x'.repeat(8_200)}`)
  expect([long.status, await long.text()]).toEqual([414, 'Request URL Too Large'])
})

test('what the sandbox does not know is an illegal request, a guest space none of its business', async () => {
  expect(await (await raw('/k/v1/nothing.json')).json()).toMatchObject({ code: 'CB_IL02' })
  expect(await (await raw('/k/guest/1/v1/records.json?app=2')).json()).toMatchObject({ code: 'CB_NO02' })
})

test('more than a hundred requests at once are refused', async () => {
  await control(sandbox(), '/faults', { name: 'kintone-slow', count: 100, ms: 500 })
  const slow = Array.from({ length: 100 }, () => raw('/k/v1/records.json?app=2'))
  const running = async () => String(await (await fetch(sandbox().startLine.control)).text()).includes('"running":100')
  while (!(await running()));
  const response = await raw('/k/v1/records.json?app=2')
  expect([response.status, response.headers.get('X-Cybozu-Error')]).toEqual([429, 'GAIA_TO04'])
  expect((await Promise.all(slow)).every(({ status }) => status === 200)).toBe(true)
})

test('every error code the documents call reachable is answered and tested, and no other', async () => {
  const read = async (folder: string) => {
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'))
    return (await Promise.all(names.map((name) => Bun.file(join(folder, name)).text()))).join('\n')
  }
  const codes = (text: string, pattern: RegExp) => [...new Set(text.match(pattern))].toSorted()
  const documents = await Bun.file(join(import.meta.dir, '../../docs/sandbox.md')).text()
  const section = documents.split('### Error codes')[1]?.split('Not reachable')[0] ?? ''
  const listed = codes(section, /\b(?:GAIA|CB)_[A-Z]{2}\d\d\b/g)
  expect(codes(await read(join(import.meta.dir, '../../sandbox/kintone')), /\b(?:GAIA|CB)_[A-Z]{2}\d\d\b/g)).toEqual(
    listed,
  )
  const asserted = codes(await read(import.meta.dir), /(?<=')(?:GAIA|CB)_[A-Z]{2}\d\d(?=')/g)
  expect(asserted).toEqual(listed)
})
