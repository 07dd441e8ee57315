import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'
import { saveEvaluations } from '../../src/db/evaluations'
import { findUserByEmail } from '../../src/db/users'
import { saveProfile } from '../../src/profile/save-profile'
import { type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { eventually } from '../support/eventually'
import { formFields } from '../support/form'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

const [open, proof] = ['採用面接の担当経験', '採用面接を担当した。']
let now = new Date()
let portal: TestPortal
let browser: Browser
let other: Browser
const recordIds = new Map<string, string>()
beforeAll(async () => {
  portal = await openTestPortal({ time: { clock: () => now } })
  for (const id of ['J-1', 'J-2', 'J-3', 'J-4'])
    recordIds.set(
      id,
      await portal.staff.add(
        'job',
        jobFields(
          id,
          id === 'J-4' ? { 募集締切: '2026-11-30' } : { 必須スキル: `・Goでの開発経験 3年以上\n・${open}` },
        ),
      ),
    )
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
  other = await register(portal, taro)
})
afterAll(() => portal.stop())

const list = async (who = browser, path = '/jobs') => (await who.get(path)).text()
const idsOn = (markup: string) => [...markup.matchAll(/id="job-(J-\d)"/g)].map(([, id]) => id ?? '')
const isBookmarked = (markup: string, id: string) =>
  new RegExp(`/jobs/${id}/bookmark"[^>]*><button[^>]*aria-pressed="true"`).test(markup)

/** A model found that the first job's sentence is met. */
const evaluation = (talentId: string) => ({
  ...{ talentId, jobId: 'J-1', talentVersion: 1, jobVersion: 1, evaluatedAt: now },
  ...{ model: 'gemini-sandbox', promptVersion: 'judge' },
  judgements: [{ kind: 'must' as const, text: open, verdict: 'met' as const, evidence: proof, input: 'hash' }],
})

// Everybody has looked at the list: what comes next must not be this.
let visitors = ''
let others = ''
beforeEach(async () => {
  visitors = await list(portal.browser())
  others = await list(other)
  await list()
})

test('a list that was looked at before shows what its reader did since, and nobody else’s list does', async () => {
  const greeted = [await list(), others].map((page) => /<h1><span>(.*?)<\/span>さん/.exec(page)?.[1])
  expect(greeted).toEqual([hanako.familyName, taro.familyName])
  await browser.post('/jobs/J-1/bookmark', { on: '1' })
  expect(isBookmarked(await list(), 'J-1')).toBe(true)
  await browser.post('/jobs/J-1/bookmark', { on: '0' })
  expect(isBookmarked(await list(), 'J-1')).toBe(false)
  await browser.post('/jobs/J-2/hidden', { on: '1' })
  expect(idsOn(await list())).not.toContain('J-2')
  // One that was hidden while reading keeps its place on the pages that follow, and only for who hid it.
  expect(idsOn(await list(browser, '/jobs?kept=J-2'))).toContain('J-2')
  expect(await list(other, '/jobs?kept=J-2')).toBe(others)
  await browser.post('/jobs/J-3/application', { message: '' })
  expect(idsOn(await list())).not.toContain('J-3')
  expect(await read(await browser.get('/jobs?applied=1'))).toContain('応募済み')
  expect(await list(other)).toBe(others)
  expect(await list(portal.browser())).toBe(visitors)
})

test('it knows the name and the profile as they are now', async () => {
  const page = await (await browser.get('/mypage/profile')).text()
  await browser.post('/mypage/profile', { ...formFields(page, 'basics'), familyName: '新姓', phone: '090-0000-0000' })
  const before = await list()
  expect(before).toContain('<span>新姓</span>さん')
  await browser.post('/mypage/career', { 'skills.0.name': 'Go', 'skills.0.years': '5' })
  const after = await list()
  expect(after).toContain('data-scored="true"')
  expect(/プロフィール (\d+)%/.exec(after)?.[1]).not.toBe(/プロフィール (\d+)%/.exec(before)?.[1])
  expect(await list(other)).toBe(others)
})

test('it knows what a model said of its reader', async () => {
  const { database } = portal.portal
  const id = (await findUserByEmail(database.db, hanako.email))?.id ?? ''
  const skills = [{ rowId: null, name: 'Go', years: 1, lastUsedYear: null, level: null }]
  await saveProfile(portal.portal, id, {
    change: { skills, selfPr: proof },
    form: { seen: new Map(), valuesNow: (talent) => talent },
  })
  const before = await list()
  await database.transaction((tx) => saveEvaluations(tx, id, [evaluation(id)]))
  const after = await list()
  expect(after).not.toBe(before)
  expect(await list()).toBe(after)
  expect(await list(other)).toBe(others)
})

test('it knows what staff changed, for everybody', async () => {
  await portal.staff.change('job', recordIds.get('J-1') ?? '', { 案件名: { value: '新しい名前の案件' } })
  await portal.portal.synchronise()
  for (const who of [browser, other, portal.browser()])
    await eventually('the new title', async () => (await list(who)).includes('新しい名前の案件'))
})

test('a part of it is not answered for the whole, nor the whole for a part', async () => {
  const [whole, part] = [await list(), await (await browser.fragment('/jobs')).text()]
  expect([whole.startsWith('<!doctype html>'), part.startsWith('<section')]).toEqual([true, true])
  expect([await list(), await (await browser.fragment('/jobs')).text()]).toEqual([whole, part])
})

test('at midnight in Tokyo a deadline passes', async () => {
  now = new Date('2026-11-30T23:59:00+09:00')
  expect(idsOn(await list())).toContain('J-4')
  now = new Date('2026-12-01T00:00:00+09:00')
  for (const who of [browser, other, portal.browser()]) expect(idsOn(await list(who))).not.toContain('J-4')
})

test('whoever signed out is a visitor', async () => {
  const copied = portal.browser()
  for (const [name, value] of browser.cookies) copied.cookies.set(name, value)
  await browser.post('/logout')
  for (const who of [browser, copied]) expect(await list(who)).toBe(await list(portal.browser()))
})
