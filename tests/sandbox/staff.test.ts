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

test('a page of another site can neither post here nor arm faults', async () => {
  const headers = { origin: 'https://evil.example' }
  expect((await post('/apps/2/records/1/delete', {}, headers)).status).toBe(403)
  const response = await fetch(`${sandbox().startLine.control}/reset`, { method: 'POST', headers })
  expect(response.status).toBe(403)
})
