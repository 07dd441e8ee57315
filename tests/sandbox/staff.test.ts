import { expect, test } from 'bun:test'
import { clientOf, job, useSandbox } from './cast'

const sandbox = useSandbox({ seed: 'demo' })
const base = () => sandbox().startLine.kintone.baseUrl
const page = async (path: string) => (await fetch(`${base()}${path}`)).text()

function post(path: string, fields: Record<string, string | Blob>, headers: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return fetch(`${base()}${path}`, { method: 'POST', body: form, redirect: 'manual', headers })
}

const applications = () => clientOf(sandbox(), 'application', 'job').record

test('the first page lists the six apps and leads to the mailbox', async () => {
  const first = await page('/')
  for (const name of ['人材', '案件', '応募履歴', 'レコメンド', '問い合わせ・退会', 'お知らせ'])
    expect(first).toContain(name)
  expect(first).toContain(sandbox().startLine.mailbox)
})

test('records are searched by any word in them', async () => {
  const found = await page(`/apps/1?${new URLSearchParams({ q: '田中 go' })}`)
  expect(found).toContain('demo-tanaka')
  expect(found).not.toContain('demo-suzuki')
})

test('a member of staff moves an application on, with the interview in Tokyo time', async () => {
  const { records } = await applications().getRecords({ app: 3, query: '応募キー = "demo-tanaka:PW-2026-0017"' })
  const [record] = records
  const path = `/apps/3/records/${record?.$id?.value}`
  expect(await page(path)).toContain('<option selected>')
  const fields = { 'f:応募キー': 'demo-tanaka:PW-2026-0017', 'f:案件ID': 'PW-2026-0017', 'f:対応状況': '面談予定' }
  const revision = String(record?.$revision?.value)
  expect((await post(path, { ...fields, revision, 'f:面談日': '2026-12-01T10:00' })).status).toBe(303)
  const { record: saved } = await applications().getRecord({ app: 3, id: String(record?.$id?.value) })
  expect([saved.対応状況?.value, saved.面談日?.value]).toEqual(['面談予定', '2026-12-01T01:00:00Z'])
  expect(saved.更新者?.value).toEqual({ code: 'sandbox-staff', name: '担当者' })
  const stale = await post(path, { ...fields, revision })
  expect([stale.status, await stale.text()]).toEqual([422, expect.stringContaining('最新ではありません')])
})

test('wrong values come back with messages and the answers kept', async () => {
  const response = await post('/apps/2/records/new', {
    'f:案件ID': 'S-1',
    'f:掲載単価': '九十',
    'f:備考': '消えないで',
  })
  const shown = await response.text()
  expect(response.status).toBe(422)
  expect(shown).toContain('案件名: 必須です。')
  expect(shown).toContain('数字でなければなりません。')
  expect(shown).toContain('消えないで')
})

test('what a record says is shown as text, never as markup', async () => {
  const attack = '<img src=x onerror=alert(1)>"'
  const { id } = await clientOf(sandbox(), 'job').record.addRecord({
    app: 2,
    record: job('S-2', { 案件名: attack, 概要: attack }),
  })
  for (const path of ['/apps/2', `/apps/2/records/${id}`]) expect(await page(path)).not.toContain('<img')
})

test('comments, files and deletion work without scripts', async () => {
  const talents = clientOf(sandbox(), 'talent')
  const resume = new File(['経歴'], '経歴.txt', { type: 'text/plain' })
  const fields = { 'f:auth_user_id': 'S-3', 'f:メールアドレス': 's@example.com', 'f:職務経歴書データ': resume }
  const table = { 't:スキル表:0:$id': '', 't:スキル表:0:スキル名': 'Go', 't:スキル表:0:経験年数': '3' }
  const path = (await post('/apps/1/records/new', { ...fields, ...table })).headers.get('location')?.split('?')[0] ?? ''
  const id = path.split('/').at(-1) ?? ''
  const { record } = await talents.record.getRecord({ app: 1, id })
  expect(record.スキル表?.value).toHaveLength(1)
  expect(record.職務経歴書データ?.value).toMatchObject([{ name: '経歴.txt' }])
  await post(`${path}/comments`, { text: '確認しました' })
  expect(await page(path)).toContain('確認しました')
  expect((await post(`${path}/delete`, {})).status).toBe(303)
  expect((await fetch(`${base()}${path}`)).status).toBe(404)
})

const htmx = { 'hx-request': 'true', 'hx-request-type': 'partial' }

test('htmx gets only the region it asks for', async () => {
  const region = async (path: string) => (await fetch(`${base()}${path}`, { headers: htmx })).text()
  expect(await region(`/apps/1?${new URLSearchParams({ q: 'demo-tanaka' })}`)).toStartWith(
    '<p class="muted" role="status">1件',
  )
  expect(await region('/control')).toStartWith('<section id="log"')
  const mails = await (await fetch(sandbox().startLine.mailbox, { headers: htmx })).text()
  expect(mails).toStartWith('<section id="mails"')
})

test('a field is changed from the list, with and without scripts', async () => {
  const { records } = await applications().getRecords({ app: 3, query: 'order by $id asc limit 1' })
  const id = records[0]?.$id?.value
  const path = `/apps/3/records/${id}/cell`
  const plain = await post(path, { code: '対応状況', value: '面談調整中', q: 'demo', page: '2' })
  expect([plain.status, plain.headers.get('location')]).toEqual([303, `/apps/3?q=demo&page=2#record-${id}`])
  const row = await (await post(path, { code: '対応状況', value: '結果待ち' }, htmx)).text()
  expect(row).toStartWith(`<tr role="row" id="record-${id}">`)
  expect(row).toContain('<option selected>結果待ち</option>')
  const stale = await post(path, { code: '対応状況', value: '辞退', revision: '1' }, htmx)
  expect([stale.status, await stale.text()]).toEqual([409, expect.stringContaining('最新ではありません')])
  expect((await post(path, { code: '応募キー', value: 'x' })).status).toBe(404)
})

test('a file that was uploaded ahead is attached when the record is saved', async () => {
  const file = new File(['経歴'], '経歴.txt', { type: 'text/plain' })
  const code = '職務経歴書データ'
  const kept = await (await post(`/apps/1/files?${new URLSearchParams({ code })}`, { [`f:${code}`]: file })).text()
  const key = /value="([^"]+)" checked/.exec(kept)?.[1] ?? ''
  const fields = { 'f:auth_user_id': 'S-4', 'f:メールアドレス': '', [`keep:f:${code}`]: key }
  expect(await (await post('/apps/1/records/new', fields)).text()).toContain('経歴.txt')
  const saved = await post('/apps/1/records/new', { ...fields, 'f:メールアドレス': 's4@example.com' })
  const id = saved.headers.get('location')?.match(/records\/(\d+)/)?.[1] ?? ''
  const { record } = await clientOf(sandbox(), 'talent').record.getRecord({ app: 1, id })
  expect(record[code]?.value).toMatchObject([{ name: '経歴.txt' }])
})

test('the pages carry their scripts as files, and no inline ones', async () => {
  const response = await fetch(`${base()}/apps/1`)
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
  const scripts = (await response.text()).match(/<script[^>]*>/g)
  expect(scripts).toEqual(['<script src="/_htmx.js" defer>', '<script src="/_page.js" defer>'])
  for (const path of ['/_htmx.js', '/_page.js']) expect((await fetch(`${base()}${path}`)).status).toBe(200)
})

test('a page of another site can neither post here nor arm faults', async () => {
  const headers = { origin: 'https://evil.example' }
  expect((await post('/apps/2/records/1/delete', {}, headers)).status).toBe(403)
  const response = await fetch(`${sandbox().startLine.control}/reset`, { method: 'POST', headers })
  expect(response.status).toBe(403)
})
