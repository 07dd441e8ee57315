import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { appUrl, type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { openTestPortal, type TestPortal } from '../support/portal'
import { createRandom } from '../support/random'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

const ids = Array.from({ length: 25 }, (_, at) => `J-${at + 10}`)
const htmx = { 'hx-request': 'true', 'hx-request-type': 'partial' }

let portal: TestPortal
let browser: Browser
let other: Browser
beforeAll(async () => {
  portal = await openTestPortal()
  for (const id of ids) await portal.staff.add('job', jobFields(id))
  await portal.staff.add('job', jobFields('J-CLOSED', { 募集ステータス: 'クローズ' }))
  await portal.staff.add('job', jobFields('J-SECRET', { 掲載用ステータス: '無' }))
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
  other = await register(portal, taro)
})
afterAll(() => portal.stop())

const mark = (kind: 'bookmark' | 'hidden', id: string, on: '0' | '1', who = browser) =>
  who.post(`/jobs/${id}/${kind}`, { on })
const text = async (path: string, who = browser) => (await who.get(path)).text()
const idsOn = (markup: string) => [...markup.matchAll(/id="job-(J-[\w-]+)"/g)].map(([, id]) => id ?? '')
const totalOf = (markup: string) => Number(/検索結果 <b>(\d+)/.exec(markup)?.[1])

describe('気になる', () => {
  test('is brought into a state, however often and from however many tabs that is asked', async () => {
    await Promise.all([mark('bookmark', 'J-10', '1'), mark('bookmark', 'J-10', '1'), mark('bookmark', 'J-10', '1')])
    expect(idsOn(await text('/bookmarks'))).toEqual(['J-10'])
    await mark('bookmark', 'J-10', '0')
    expect((await mark('bookmark', 'J-10', '0')).status).toBe(303)
    expect(idsOn(await text('/bookmarks'))).toEqual([])
  })

  test('stands with its score on a page of its own, the newest first, and is nobody else’s', async () => {
    for (const id of ['J-11', 'J-12', 'J-13']) await mark('bookmark', id, '1')
    const page = await text('/bookmarks')
    expect(idsOn(page)).toEqual(['J-13', 'J-12', 'J-11'])
    expect(page).toContain('data-scored="true"')
    expect(page).toContain('aria-pressed="true"')
    expect(await text('/bookmarks', other)).toContain('気になる案件はまだありません')
  })

  test('answers htmx with the button alone, others with the page they came from and nothing foreign', async () => {
    const part = await browser.post('/jobs/J-14/bookmark', { on: '1' }, htmx)
    const markup = await part.text()
    expect(markup).toStartWith('<form class="marking"')
    expect(markup).toContain('value="0" aria-pressed="true" aria-label="気になる：J-14の開発"')
    const from = (referer: string) => browser.post('/jobs/J-14/bookmark', { on: '1' }, { referer })
    const back = async (referer: string) => (await from(referer)).headers.get('location')
    expect(await back(`${appUrl}/jobs?remote=full&page=2`)).toBe('/jobs?remote=full&page=2')
    expect(await back('https://evil.example/jobs')).toBe('/jobs/J-14')
    expect(await back('nonsense')).toBe('/jobs/J-14')
    expect(await back(`${appUrl}//evil.example/`)).toBe('/jobs/J-14')
    const long = `${appUrl}/jobs?q=${encodeURIComponent('開'.repeat(200))}`
    expect(await back(long)).toBe(long.slice(appUrl.length))
  })

  test('stays listed when the selection ends, and can be taken off', async () => {
    await portal.staff.add('job', jobFields('J-ENDS'))
    await portal.portal.synchronise()
    await mark('bookmark', 'J-ENDS', '1')
    const [record] = await portal.staff.records('job', '案件ID = "J-ENDS"')
    await portal.staff.change('job', record?.$id?.value ?? '', { 募集ステータス: { value: 'クローズ' } })
    await portal.portal.synchronise()
    expect(await read(await browser.get('/bookmarks'))).toContain('募集終了')
    await mark('bookmark', 'J-ENDS', '0')
    expect(await read(await browser.get('/bookmarks'))).not.toContain('募集終了')
    expect((await mark('bookmark', 'J-ENDS', '1')).status).toBe(404)
  })

  test('leads a visitor to the sign-in and back', async () => {
    const visitor = portal.browser()
    expect(await text('/jobs', visitor)).toContain('href="/login?next=%2Fjobs%2FJ-34"')
    const posted = await visitor.post('/jobs/J-10/bookmark', { on: '1' }, { referer: `${appUrl}/jobs?page=2` })
    expect(posted.headers.get('location')).toBe('/login?next=%2Fjobs%3Fpage%3D2')
  })

  test('is refused for what nobody sees, and for nonsense, without a fault', async () => {
    const strange = ['J-CLOSED', 'J-SECRET', 'J-NONE', 'x'.repeat(10_000), '%F0%9F%8D%A3', "'--"]
    for (const id of strange)
      for (const kind of ['bookmark', 'hidden'] as const)
        for (const on of ['0', '1'] as const) expect([id, (await mark(kind, id, on)).status]).toEqual([id, 404])
    const part = await browser.post('/jobs/J-SECRET/bookmark', { on: '0' }, htmx)
    expect(await part.text()).not.toContain('J-SECRETの開発')
    for (const on of ['', '2', 'yes']) expect((await browser.post('/jobs/J-10/bookmark', { on })).status).toBe(400)
    const foreign = await browser.post('/jobs/J-10/bookmark', { on: '1' }, { origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
    expect(await text('/bookmarks')).not.toContain('J-SECRET')
  })
})

describe('興味なし', () => {
  test('takes a job out of the list, its numbers and the similar jobs, also when staff picked it', async () => {
    const [talent] = await portal.staff.records('talent', `メールアドレス = "${hanako.email}"`)
    const talentId = talent?.auth_user_id?.value ?? ''
    const pick = { 推薦キー: `${talentId}:J-20`, 人材ID: talentId, 案件ID: 'J-20', 担当者おすすめ: 'おすすめ' }
    const fields = Object.entries(pick).map(([code, value]) => [code, { value }])
    await portal.staff.add('recommendation', Object.fromEntries(fields))
    await portal.portal.synchronise()
    const before = await text('/jobs')
    expect(idsOn(before)[0]).toBe('J-20')
    await mark('hidden', 'J-20', '1')
    const after = `${await text('/jobs')}${await text('/jobs?page=2')}`
    expect(idsOn(after)).not.toContain('J-20')
    expect(totalOf(after)).toBe(totalOf(before) - 1)
    const full = (markup: string) =>
      Number(/value="full"[^>]*\/?><span>[^<]*<\/span><span class="n">(\d+)/.exec(markup)?.[1])
    expect(full(after)).toBe(full(before) - 1)
    expect(idsOn(await text('/jobs', other))).toContain('J-20')
    for (const id of ids.slice(0, 5)) expect(idsOn(await text(`/jobs/${id}`))).not.toContain('J-20')
    await mark('hidden', 'J-20', '0')
    expect(await text('/jobs')).toContain('id="job-J-20"')
  })

  test('is answered with the way back in place of the card, and the card comes back', async () => {
    const headers = { ...htmx, 'hx-current-url': `${appUrl}/jobs?days=5` }
    const hidden = await (await browser.post('/jobs/J-15/hidden', { on: '1', card: '1' }, headers)).text()
    expect(hidden).toStartWith('<article class="card bar put-aside"')
    expect(hidden).toContain('<hx-partial hx-target="#job-count"')
    const restored = await (await browser.post('/jobs/J-15/hidden', { on: '0', card: '1' }, headers)).text()
    expect(idsOn(restored)).toEqual(['J-15'])
    expect(totalOf(restored)).toBe(totalOf(hidden) + 1)
  })

  test('is answered as well to whoever does not tell, or garbles, which list is shown', async () => {
    for (const address of ['', 'http://', 'nonsense']) {
      const headers = { ...htmx, 'hx-current-url': address }
      for (const on of ['1', '0']) {
        const answer = await browser.post('/jobs/J-15/hidden', { on, card: '1' }, headers)
        expect([address, answer.status, totalOf(await answer.text())]).toEqual([address, 200, expect.any(Number)])
      }
    }
  })

  test('says so without JavaScript too, with a button that takes it back', async () => {
    const referer = `${appUrl}/jobs?remote=full&page=2`
    const done = await browser.post('/jobs/J-16/hidden', { on: '1' }, { referer })
    const path = '/jobs?remote=full&page=2&hidden=J-16'
    expect(done.headers.get('location')).toBe(path)
    expect(await read(await browser.get(path))).toContain('を一覧から隠しました。')
    const undone = await browser.post('/jobs/J-16/hidden', { on: '0' }, { referer: `${appUrl}${path}` })
    expect(undone.headers.get('location')).toBe('/jobs?remote=full&page=2')
    expect(await read(await browser.get(path))).not.toContain('を一覧から隠しました。')
  })

  test('lets もっと見る skip nothing', async () => {
    const [, , third = ''] = idsOn(await text('/jobs'))
    const next = idsOn(await text('/jobs?page=2'))
    await mark('hidden', third, '1')
    expect(idsOn(await text(`/jobs?page=2&kept=${third}`))).toEqual(next)
    expect(idsOn(await text('/jobs?page=2'))).toEqual(next.slice(1))
    expect(idsOn(await text('/jobs?page=2&kept=J-NONE&kept='))).toEqual(next.slice(1))
    await mark('hidden', third, '0')
  })

  test('has its list, from which everything comes back', async () => {
    await mark('hidden', 'J-17', '1')
    expect(await read(await browser.get('/bookmarks/hidden'))).toContain('元に戻す')
    expect(await text('/jobs/J-17')).toContain('一覧に表示していません')
    const undone = await browser.post('/jobs/J-17/hidden', { on: '0' }, { referer: `${appUrl}/bookmarks/hidden` })
    expect(undone.headers.get('location')).toBe('/bookmarks/hidden')
    expect(await read(await browser.get('/bookmarks/hidden'))).toContain('興味なしにした案件はありません')
  })
})

test('whatever is marked in whatever order, the pages say what a list on paper would', async () => {
  const random = createRandom(20_261_123)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  for (const id of ids) for (const kind of ['bookmark', 'hidden'] as const) await mark(kind, id, '0', other)
  const paper = { bookmark: [] as string[], hidden: [] as string[] }
  for (let step = 0; step < 60; step += 1) {
    const [kind, id, on] = [pick(['bookmark', 'hidden'] as const), pick(ids), pick(['0', '1'] as const)]
    expect((await mark(kind, id, on, other)).status).toBe(303)
    if (on === '0') paper[kind] = paper[kind].filter((one) => one !== id)
    else if (!paper[kind].includes(id)) paper[kind] = [id, ...paper[kind]]
  }
  expect(idsOn(await text('/bookmarks', other))).toEqual(paper.bookmark)
  const hidden = [...(await text('/bookmarks/hidden', other)).matchAll(/action="\/jobs\/(J-\d+)\/hidden"/g)]
  expect(hidden.map(([, id]) => id ?? '')).toEqual(paper.hidden)
  const listed = new Set(idsOn(`${await text('/jobs', other)}${await text('/jobs?page=2', other)}`))
  expect(ids.filter((id) => !listed.has(id)).sort()).toEqual(paper.hidden.toSorted())
})

test('three hundred bookmarks are enough; they stand on pages', async () => {
  const { db } = portal.portal.database
  await db.execute(sql`insert into jobs (id, record_id, revision, is_open, is_published, job)
    select 'M-' || n, 10000 + n, 1, true, true, job || jsonb_build_object('id', 'M-' || n)
    from jobs, generate_series(1, 300) n where id = 'J-10'`)
  await db.execute(sql`insert into bookmarks (user_id, job_id) select users.id, jobs.id from users, jobs
    where users.email = ${hanako.email} and jobs.id like 'M-%'`)
  // Two tabs at the same moment are not both the last one.
  await db.execute(sql`delete from bookmarks where job_id not like 'M-%' or job_id = 'M-1'`)
  await Promise.all(['J-30', 'J-31', 'J-32', 'J-33'].map((id) => mark('bookmark', id, '1')))
  const counted = await db.execute(sql`select count(*)::int as total from bookmarks`)
  expect(counted.rows).toEqual([{ total: 300 }])
  const refused = await mark('bookmark', 'J-34', '1')
  expect(refused.headers.get('location')).toBe('/bookmarks?notice=full')
  expect(await read(await browser.follow(refused))).toContain('気になる案件は300件までです')
  const [first, last] = [await text('/bookmarks'), await text('/bookmarks?page=99')]
  expect(first.match(/<article class="card job"/g)).toHaveLength(21)
  expect(first).toContain('href="/bookmarks?page=2"')
  expect(last).toContain('rel="prev"')
  expect(last).not.toContain('rel="next"')
})
