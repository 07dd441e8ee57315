import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { dayInTokyo } from '../../src/clock'
import { appUrl, type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

const dayMs = 86_400_000
const dayFromNow = (days: number) => dayInTokyo(new Date(Date.now() + days * dayMs))

let portal: TestPortal
let browser: Browser

beforeAll(async () => {
  portal = await openTestPortal()
  const { add } = portal.staff
  await add('job', jobFields('J-GO', { 必須スキル: '・Goでの開発経験' }))
  await add('job', jobFields('J-TODAY', { 募集締切: dayFromNow(0) }))
  await add('job', jobFields('J-PAST', { 募集締切: dayFromNow(-1) }))
  await add('job', jobFields('J-CLOSED', { 募集ステータス: 'クローズ' }))
  await add('job', jobFields('J-HIDDEN', { 掲載用ステータス: '無' }))
  await add('job', jobFields('J-LAWLESS', { 募集主体_連絡先: '' }))
  await add(
    'job',
    jobFields('J-EVIL', { 案件名: '<script>alert(1)</script>"の開発', 概要: '<img src=x onerror=alert(1)>' }),
  )
  for (let n = 10; n < 35; n += 1)
    await add('job', jobFields(`J-${n}`, { スキル: ['COBOL'], 必須スキル: '・COBOL', 掲載日: '2026-10-01' }))
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
  await browser.post('/mypage/career', { 'skills.0.name': 'Go', 'skills.0.years': '5' })
})
afterAll(() => portal.stop())

const idsOf = (markup: string) => [...markup.matchAll(/id="job-(J-[\w-]+)"/g)].map((found) => found[1])

describe('which jobs are listed', () => {
  test('only open, published, current and lawful ones, also to a visitor who knows the address', async () => {
    const visitor = portal.browser()
    const ids = [
      ...idsOf(await (await visitor.get('/jobs')).text()),
      ...idsOf(await (await visitor.get('/jobs?page=2')).text()),
    ]
    expect(ids).toContain('J-TODAY')
    const answers = { 'J-PAST': 410, 'J-CLOSED': 410, 'J-HIDDEN': 404, 'J-LAWLESS': 404 }
    for (const [id, status] of Object.entries(answers)) {
      expect(ids).not.toContain(id)
      expect((await visitor.get(`/jobs/${id}`)).status).toBe(status)
    }
  })

  test('a visitor sees no scores, and a call to register', async () => {
    const page = await read(await portal.browser().get('/jobs'))
    expect(page).toContain('登録すると、あなたに合う順に並びます')
    expect(page).not.toContain('マッチ度 ')
  })
})

describe('pages', () => {
  test('21 to a page, none twice, none missing', async () => {
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) => idsOf(await (await browser.get(`/jobs?page=${page}`)).text())),
    )
    expect(pages[0]).toHaveLength(21)
    const [first = [], second = []] = pages
    expect(new Set([...first, ...second]).size).toBe(28)
    expect(pages[2]).toEqual(second)
  })

  test('pages that were read on one below the other come back as one, however far', async () => {
    const shown = await (await browser.get('/jobs?page=2&from=1')).text()
    expect(new Set(idsOf(shown)).size).toBe(28)
    expect(idsOf(shown)).toHaveLength(28)
    for (const from of ['0', '-1', '9', 'x', '2'])
      expect((await browser.get(`/jobs?page=2&from=${from}`)).status).toBe(200)
    expect(idsOf(await (await browser.get('/jobs?page=2&from=9')).text())).toHaveLength(7)
  })

  test('a job leads back to the list one came from, and to no other address', async () => {
    const lead = async (referer: string) =>
      /href="([^"]*)" data-back/.exec(await (await browser.get('/jobs/J-GO', { referer })).text())?.[1]
    expect(await lead(`${appUrl}/jobs?q=Go&sort=rate`)).toBe('/jobs?q=Go&sort=rate')
    for (const other of ['https://example.com/jobs?q=Go', `${appUrl}/bookmarks?page=2`, 'nonsense'])
      expect(await lead(other)).toBe('/jobs')
  })

  test('nonsense in the address is the first page', async () => {
    for (const page of ['-1', 'abc', '0', '1e9', '%3Cscript%3E'])
      expect((await browser.get(`/jobs?page=${page}`)).status).toBe(200)
  })

  test('the next page is a real link', async () => {
    expect(await (await browser.get('/jobs')).text()).toContain('href="/jobs?page=2"')
  })
})

describe('the order', () => {
  test('what fits comes first, staff’s pick before everything', async () => {
    expect(idsOf(await (await browser.get('/jobs')).text())[0]).not.toMatch(/J-\d/)
    const [talent] = await portal.staff.records('talent')
    const talentId = talent?.auth_user_id?.value ?? ''
    const pick = {
      推薦キー: `${talentId}:J-12`,
      人材ID: talentId,
      案件ID: 'J-12',
      担当者おすすめ: 'おすすめ',
      担当者コメント: 'ぜひご検討ください。',
    }
    await portal.staff.add(
      'recommendation',
      Object.fromEntries(Object.entries(pick).map(([code, value]) => [code, { value }])),
    )
    await portal.portal.synchronise()
    expect(idsOf(await (await browser.get('/jobs')).text())[0]).toBe('J-12')
    expect(await read(await browser.get('/jobs/J-12'))).toContain('ぜひご検討ください。')
  })
})

test('text of a job is shown as text', async () => {
  for (const path of ['/jobs', '/jobs/J-EVIL']) {
    // Inside a quoted attribute only the quote itself could do harm.
    const page = (await (await browser.get(path)).text()).replace(/="[^"]*"/g, '')
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<img src=x')
  }
})

test('no page view calls kintone, Gemini or SES', async () => {
  const quiet = await openTestPortal({ seed: 'demo', workers: false })
  await quiet.staff.forgetCalls()
  const visitor = quiet.browser()
  for (const path of [
    '/',
    '/jobs',
    '/jobs?page=2',
    '/jobs/PW-2026-0001',
    '/signup',
    '/login',
    '/how-matching-works',
    '/healthz',
    '/readyz',
  ]) {
    expect((await visitor.get(path)).status).toBe(200)
  }
  expect(await quiet.staff.calls()).toEqual({ kintone: 0, gemini: 0, ses: 0 })
  await quiet.stop()
})
