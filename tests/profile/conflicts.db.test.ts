import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { formFields } from '../support/form'
import { openTestPortal, type TestPortal } from '../support/portal'
import { isReflected, register } from '../support/register'

let portal: TestPortal
let browser: Browser
beforeAll(async () => {
  portal = await openTestPortal()
  browser = await register(portal, hanako)
  await browser.post('/mypage/profile', { ...(await shown()), phone: '03-0000-0000', nearestStation: '東京' })
  await reflected()
})
afterEach(() => portal.staff.disarm())
afterAll(() => portal.stop())

const shown = async () => formFields(await (await browser.get('/mypage/profile')).text(), 'basics')
const record = async () => (await portal.staff.records('talent'))[0]
const phone = async () => (await record())?.電話番号?.value
const reflected = () =>
  eventually('the profile in kintone', async () => isReflected(await read(await browser.get('/mypage'))))
const staffChange = async (changes: Record<string, string>) => {
  const fields = Object.fromEntries(Object.entries(changes).map(([code, value]) => [code, { value }]))
  await portal.staff.change('talent', (await record())?.$id?.value ?? '', fields)
}
/** The portal has read what staff wrote. */
const synced = async (changes: Record<string, string>) => {
  await staffChange(changes)
  await portal.portal.synchronise()
}

test('what staff change while a form is open stays where the candidate did not touch it', async () => {
  const form = await shown()
  await synced({ 電話番号: '06-1111-1111' })
  const response = await browser.post('/mypage/profile', { ...form, nearestStation: '品川' })
  expect(response.headers.get('location')).toBe('/mypage/profile?saved=1')
  await reflected()
  expect([await phone(), (await record())?.最寄駅?.value]).toEqual(['06-1111-1111', '品川'])
})

test('where both changed a field the candidate sees both, and the choice is kept', async () => {
  const form = await shown()
  await synced({ 電話番号: '06-2222-2222' })
  const response = await browser.post('/mypage/profile', { ...form, phone: '090-2222-2222', nearestStation: '目黒' })
  expect(response.headers.get('location')).toBe('/mypage/conflicts?saved=1')
  const page = await read(await browser.follow(response))
  expect(page).toContain('06-2222-2222')
  expect(page).toContain('090-2222-2222')
  // The other field goes out; of this one nothing is sent.
  await eventually('the station', async () => (await record())?.最寄駅?.value === '目黒')
  expect(await phone()).toBe('06-2222-2222')
  expect(await read(await browser.get('/mypage'))).toContain('確認が必要です')
  const choice = formFields(await (await browser.get('/mypage/conflicts')).text())
  const settled = await browser.post('/mypage/conflicts', { ...choice, keeps: 'mine' })
  expect((await browser.follow(settled)).headers.get('location')).toBe('/mypage?saved=1')
  await eventually('the choice', async () => (await phone()) === '090-2222-2222')
  await reflected()
})

test('a field that staff change while the save is on its way is asked about, and theirs may stay', async () => {
  await portal.portal.pause()
  const form = await shown()
  await browser.post('/mypage/profile', { ...form, phone: '090-3333-3333', nearestStation: '上野' })
  await staffChange({ 電話番号: '06-3333-3333', その他要望: '担当者のメモ' })
  await portal.portal.startWorkers()
  await eventually('the other field', async () => (await record())?.最寄駅?.value === '上野')
  await eventually('the question', async () => (await browser.get('/mypage/conflicts')).status === 200)
  expect(await phone()).toBe('06-3333-3333')
  const choice = formFields(await (await browser.get('/mypage/conflicts')).text())
  await synced({ 電話番号: '06-4444-4444' })
  const late = await browser.post('/mypage/conflicts', { ...choice, keeps: 'theirs' })
  expect(late.status).toBe(409)
  const page = await late.text()
  expect(page).toContain('もう一度更新されました')
  await browser.post('/mypage/conflicts', { ...formFields(page), keeps: 'theirs' })
  expect((await shown()).phone).toBe('06-4444-4444')
  await reflected()
  expect((await record())?.その他要望?.value).toBe('担当者のメモ')
})

test('typing what staff have written settles the question', async () => {
  const form = await shown()
  await synced({ 電話番号: '06-7777-7777' })
  await browser.post('/mypage/profile', { ...form, phone: '090-7777-7777' })
  expect((await browser.get('/mypage/conflicts')).status).toBe(200)
  const response = await browser.post('/mypage/profile', { ...(await shown()), phone: '06-7777-7777' })
  expect(response.headers.get('location')).toBe('/mypage/profile?saved=1')
  expect((await shown()).phone).toBe('06-7777-7777')
  await reflected()
})

test('of long texts only the lines that differ are marked', async () => {
  const text = async (selfPr: string) => {
    const form = formFields(await (await browser.get('/mypage/career')).text(), 'career')
    return browser.post('/mypage/career', { ...form, selfPr })
  }
  await text('一行目\n二行目')
  await reflected()
  const form = formFields(await (await browser.get('/mypage/career')).text(), 'career')
  await synced({ 主な実績_PR_職務経歴: '一行目\n担当者の行' })
  await browser.post('/mypage/career', { ...form, selfPr: '一行目\n自分の行' })
  const page = await (await browser.get('/mypage/conflicts')).text()
  expect([...page.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, line]) => line)).toEqual(['自分の行', '担当者の行'])
  await browser.post('/mypage/conflicts', { ...formFields(page), keeps: 'theirs' })
  await reflected()
})

test('an answer that is lost between two saves makes no conflict out of one’s own change', async () => {
  await portal.staff.arm({ name: 'kintone-lost-answer', app: 'talent', path: 'record.json', count: 1 })
  await browser.post('/mypage/profile', { ...(await shown()), phone: '090-5555-0001' })
  await eventually('the first value', async () => (await phone()) === '090-5555-0001')
  await browser.post('/mypage/profile', { ...(await shown()), phone: '090-5555-0002' })
  await eventually('the second value', async () => (await phone()) === '090-5555-0002')
  await reflected()
  expect((await browser.get('/mypage/conflicts')).status).toBe(303)
})

test('a record that staff deleted is made anew from everything the portal holds', async () => {
  await portal.staff.remove('talent', (await record())?.$id?.value ?? '')
  await browser.post('/mypage/profile', { ...(await shown()), nearestStation: '新宿' })
  const made = await eventually('the new record', record)
  expect([made?.最寄駅?.value, made?.電話番号?.value, made?.メールアドレス?.value]).toEqual([
    '新宿',
    '090-5555-0002',
    hanako.email,
  ])
  await reflected()
})

test('nonsense is no choice', async () => {
  const ask = (fields: Record<string, string>) => browser.post('/mypage/conflicts', fields)
  expect((await ask({ field: 'isClosed', keeps: 'theirs', seen: '' })).status).toBe(400)
  expect((await ask({ field: 'phone', keeps: 'theirs', seen: '' })).headers.get('location')).toBe('/mypage/conflicts')
})
