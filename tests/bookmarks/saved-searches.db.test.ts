import { afterAll, beforeAll, expect, test } from 'bun:test'
import { appUrl, type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'

let portal: TestPortal
let browser: Browser
let other: Browser
beforeAll(async () => {
  portal = await openTestPortal({ seed: 'demo' })
  browser = await register(portal, hanako)
  other = await register(portal, taro)
})
afterAll(() => portal.stop())

const htmx = { 'hx-request': 'true', 'hx-request-type': 'partial' }
const save = (name: string, conditions = 'skill=AWS&remote=full', headers = {}, who = browser) =>
  who.post('/bookmarks/searches', { name, conditions }, headers)
const list = async (who = browser) => read(await who.get('/bookmarks/searches'))
const idOf = async (name: string, who = browser) => {
  const markup = await (await who.get('/bookmarks/searches')).text()
  return new RegExp(`id="search-([0-9a-f-]+)">${name}<`).exec(markup)?.[1] ?? ''
}

test('a narrowed list offers to save its conditions, under a name made of them', async () => {
  const narrowed = await (await browser.get('/jobs?remote=full&skill=AWS')).text()
  expect(narrowed).toContain('href="/bookmarks/searches/new?remote=full&skill=AWS"')
  expect(await (await browser.get('/jobs?sort=newest')).text()).not.toContain('/bookmarks/searches/new')
  const form = await (await browser.fragment('/bookmarks/searches/new?remote=full&skill=AWS&nonsense=1')).text()
  expect(form).toStartWith('<form id="save-search"')
  expect(form).toContain('value="フルリモート・AWS"')
  expect(form).toContain('name="conditions" value="remote=full&skill=AWS"')
  const many = Array.from({ length: 30 }, (_, at) => `skill=${'長'.repeat(20)}${at}`).join('&')
  const [, name = ''] =
    /name="name"[^>]* value="([^"]*)"/.exec(await (await browser.get(`/bookmarks/searches/new?${many}`)).text()) ?? []
  expect([...name]).toHaveLength(60)
})

test('a saved search stands with its conditions, how many jobs it finds now, and the way to them', async () => {
  expect((await save('  ＡＷＳの　 案件 ')).headers.get('location')).toBe('/bookmarks/searches?notice=saved')
  const listed = await read(await browser.get('/jobs?remote=full&skill=AWS'))
  const [, total] = /検索結果 (\d+) ?件/.exec(listed) ?? []
  const page = await list()
  expect(page).toContain('ＡＷＳの 案件')
  expect(page).toContain(`${total}件の案件を見る`)
  const markup = await (await browser.get('/bookmarks/searches')).text()
  expect(markup).toContain('href="/jobs?remote=full&skill=AWS"')
  expect(await list(other)).toContain('保存した条件はまだありません')
})

test('a name that is taken, missing or too long is said, and what was typed stays', async () => {
  await save('東京')
  const cases = { 東京: '同じ名前の条件があります', '   ': '名前を入力してください', ['長'.repeat(61)]: '60文字以内' }
  for (const [name, message] of Object.entries(cases)) {
    const refused = await save(name, 'prefecture=東京都')
    expect(refused.status).toBe(422)
    const markup = await refused.text()
    expect(markup).toContain(message)
    expect(markup).toContain('<title>エラー：')
    expect(markup).toContain(`name="conditions" value="prefecture=%E6%9D%B1%E4%BA%AC%E9%83%BD"`)
    if (name.trim() !== '') expect(markup).toContain(`value="${name}"`)
  }
  const part = await save('東京', 'remote=full', htmx)
  expect(part.status).toBe(422)
  expect(await part.text()).toStartWith('<form id="save-search"')
  expect((await save('東京', 'remote=full', {}, other)).status).toBe(303)
})

test('a search without conditions is refused, one with too many is explained', async () => {
  for (const conditions of ['', 'sort=rate', 'x=1', '%00']) expect((await save('空', conditions)).status).toBe(400)
  const conditions = `q=${'深'.repeat(200)}&${Array.from({ length: 30 }, (_, at) => `skill=${'長'.repeat(50)}${at}`).join('&')}`
  const refused = await save('多い', conditions)
  expect(refused.status).toBe(422)
  expect(await read(refused)).toContain('条件が多すぎて')
})

test('it is renamed, never to the name of another, and deleted after a question', async () => {
  await save('大阪', 'prefecture=大阪府')
  const id = await idOf('大阪')
  expect((await browser.post(`/bookmarks/searches/${id}/name`, { name: '東京' })).status).toBe(422)
  await browser.post(`/bookmarks/searches/${id}/name`, { name: '関西' })
  expect(await idOf('関西')).toBe(id)
  expect(await read(await browser.get(`/bookmarks/searches/${id}/deletion`))).toContain('を削除しますか')
  expect(await idOf('関西')).toBe(id)
  await browser.post(`/bookmarks/searches/${id}/deletion`)
  expect(await list()).not.toContain('関西')
  expect((await browser.post(`/bookmarks/searches/${id}/deletion`)).status).toBe(404)
})

test('nobody reaches the search of somebody else, nor one that never was', async () => {
  const id = await idOf('東京')
  for (const strange of [id, 'x', 'x'.repeat(10_000), crypto.randomUUID()])
    for (const what of ['name', 'deletion']) {
      expect((await other.get(`/bookmarks/searches/${strange}/${what}`)).status).toBe(404)
      expect((await other.post(`/bookmarks/searches/${strange}/${what}`, { name: 'もらった' })).status).toBe(404)
    }
  expect(await idOf('東京')).toBe(id)
})

test('markup in a name is text everywhere', async () => {
  const evil = `"><img src=x onerror=alert(1)>'`
  const saved = await save(evil, 'q=<script>alert(1)</script>', htmx)
  const [, newest] = /id="search-([0-9a-f-]+)"/.exec(await (await browser.get('/bookmarks/searches')).text()) ?? []
  const paths = ['', `/${newest}/name`, `/${newest}/deletion`].map((path) => `/bookmarks/searches${path}`)
  const pages = [saved, await save(evil), ...(await Promise.all(paths.map((path) => browser.get(path))))]
  expect(pages.map(({ status }) => status)).toEqual([200, 422, 200, 200, 200])
  for (const page of pages) {
    const markup = (await page.text()).replace(/="[^"]*"/g, '')
    expect(markup).not.toContain('<img')
    expect(markup).not.toContain('<script>alert')
  }
})

test('twenty are enough', async () => {
  const saved = await Promise.all(Array.from({ length: 25 }, (_, at) => save(`条件${at}`)))
  expect(saved.some(({ status }) => status === 422)).toBe(true)
  const refused = await save('もうひとつ')
  expect(refused.status).toBe(422)
  expect(await read(refused)).toContain('20件まで')
  expect((await list()).match(/件の案件を見る/g)).toHaveLength(20)
  // None is left over beyond those that the page shows.
  const [, id] = /id="search-([0-9a-f-]+)"/.exec(await (await browser.get('/bookmarks/searches')).text()) ?? []
  await browser.post(`/bookmarks/searches/${id}/deletion`)
  expect((await list()).match(/件の案件を見る/g)).toHaveLength(19)
})

test('a visitor signs in first and comes back to the form', async () => {
  const visitor = portal.browser()
  const asked = await visitor.get('/bookmarks/searches/new?skill=AWS')
  expect(asked.headers.get('location')).toBe('/login?next=%2Fbookmarks%2Fsearches%2Fnew%3Fskill%3DAWS')
  const headers = { ...htmx, 'hx-current-url': `${appUrl}/jobs?skill=AWS` }
  const part = await visitor.get('/bookmarks/searches/new?skill=AWS', headers)
  expect(part.headers.get('hx-redirect')).toBe('/login?next=%2Fjobs%3Fskill%3DAWS')
})
