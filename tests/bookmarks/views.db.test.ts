import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'

let portal: TestPortal
let browser: Browser
let ids: string[]
beforeAll(async () => {
  portal = await openTestPortal({ seed: 'demo' })
  browser = await register(portal, hanako)
  const { rows } = await portal.portal.database.db.execute(
    sql`select id from jobs where is_open and is_published order by id limit 70`,
  )
  const listed = await Promise.all(
    (rows as { id: string }[]).map(async ({ id }) => ((await browser.get(`/jobs/${id}`)).ok ? [id] : [])),
  )
  ids = listed.flat()
})
afterAll(() => portal.stop())

const seen = async (who = browser) => {
  const pages = [1, 2, 3].map(async (page) => (await who.get(`/bookmarks/viewed?page=${page}`)).text())
  const found = (await Promise.all(pages)).flatMap((markup) => [...markup.matchAll(/id="job-(PW-[\w-]+)"/g)])
  return [...new Set(found.map(([, id]) => id ?? ''))]
}
const shows = (what: string, first: string) => eventually(what, async () => (await seen())[0] === first)

test('what somebody opened is remembered, the last first, up to fifty', async () => {
  expect(ids.length).toBeGreaterThan(50)
  for (const id of ids) {
    await browser.get(`/jobs/${id}`)
    await shows(`the view of ${id}`, id)
  }
  expect(await seen()).toEqual(ids.toReversed().slice(0, 50))
  const { rows } = await portal.portal.database.db.execute(sql`select count(*)::int as total from job_views`)
  expect(rows).toEqual([{ total: 50 }])
  const [, , third = ''] = await seen()
  await browser.get(`/jobs/${third}`)
  await shows('the same job again', third)
  expect(await seen()).toHaveLength(50)
})

test('what nobody looked at is not', async () => {
  const [first] = await seen()
  const [id = ''] = ids
  await browser.get(`/jobs/${id}`, { 'sec-purpose': 'prefetch;prerender' })
  await browser.get(`/jobs/${id}/application/new`)
  await portal.browser().get(`/jobs/${id}`)
  await browser.get('/jobs/PW-NONE')
  const other = await register(portal, taro)
  expect(await seen(other)).toEqual([])
  expect((await seen())[0]).toBe(first)
})

test('a download of one’s data has all of it', async () => {
  const [first = '', second = ''] = ids
  await browser.post(`/jobs/${first}/bookmark`, { on: '1' })
  await browser.post(`/jobs/${second}/hidden`, { on: '1' })
  await browser.post('/bookmarks/searches', { name: '控え', conditions: 'remote=full' })
  const data = await (await browser.get('/mypage/account/export')).json()
  expect(data).toMatchObject({
    bookmarks: [{ jobId: first }],
    hiddenJobs: [{ jobId: second }],
    savedSearches: [{ name: '控え', query: 'remote=full' }],
  })
  expect((data as { viewedJobs: unknown[] }).viewedJobs).toHaveLength(50)
})

test('the history is wiped when one wants it', async () => {
  const done = await browser.post('/bookmarks/viewed/deletion')
  expect(await read(await browser.follow(done))).toContain('閲覧履歴を消しました')
  expect(await seen()).toEqual([])
})

test('a page does not fail with its view', async () => {
  const { db } = portal.portal.database
  await db.execute(sql`alter table job_views rename to job_views_away`)
  expect((await browser.get(`/jobs/${ids[0]}`)).status).toBe(200)
  await db.execute(sql`alter table job_views_away rename to job_views`)
})
