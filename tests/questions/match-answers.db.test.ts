import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { saveEvaluations } from '../../src/db/evaluations'
import { feedbackOf, skippedQuestionsOf } from '../../src/db/match-answers'
import { saveMatchingState } from '../../src/db/matching-states'
import { findTalent } from '../../src/db/talents'
import { type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { formFields } from '../support/form'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

let portal: TestPortal
let browser: Browser
let other: Browser
let talentId: string
let otherId: string

beforeAll(async () => {
  portal = await openTestPortal({ asksGemini: true })
  for (const id of ['J-1', 'J-2', 'J 3"\'<x>'])
    await portal.staff.add('job', jobFields(id, { 必須スキル: '・Goでの開発経験3年以上\n・テスト戦略の策定' }))
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
  other = await register(portal, taro)
  // From here on nobody works in the background: what a model said is put there by the tests.
  await portal.portal.pause()
  await browser.post('/mypage/career', { 'skills.0.name': 'Go', selfPr: 'テスト戦略を立てた。' })
  talentId = await idOf(hanako.email)
  otherId = await idOf(taro.email)
})
afterAll(() => portal.stop())

async function idOf(email: string): Promise<string> {
  const found = await portal.portal.database.db.query.users.findFirst({
    where: (users, { eq }) => eq(users.email, email),
  })
  if (found === undefined) throw new Error('Nobody has this address')
  return found.id
}

const talentOf = async (id: string) => {
  const row = await findTalent(portal.portal.database.db, id)
  if (row === null) throw new Error('There is no talent')
  return row
}

const ask = async (who: Browser) => formFields(await (await who.get('/question')).text())

describe('the one question', () => {
  test('is asked on its page and in the list, and a visitor is sent to sign in', async () => {
    const list = await (await browser.get('/jobs?q=Go')).text()
    expect(list).toContain('hx-get="/question?next=%2Fjobs%3Fq%3DGo"')
    const fragment = await (await browser.fragment('/question?next=%2Fjobs%3Fq%3DGo')).text()
    expect(fragment).toStartWith('<details')
    expect(formFields(`<main>${fragment}</main>`)).toMatchObject({ next: '/jobs?q=Go' })
    const page = await browser.get('/question')
    expect(await read(page)).toMatch(/答えると、\d件のマッチ度がはっきりします/)
    expect((await portal.browser().get('/question')).headers.get('location')).toBe('/login?next=%2Fquestion')
  })

  test('that is answered stands in the profile, goes to kintone, ranks anew, and is not asked again', async () => {
    const asked = new Set<string>()
    for (let round = 0; round < 12; round += 1) {
      const fields = await ask(browser)
      if (fields.question === undefined) break
      expect(asked.has(fields.question)).toBe(false)
      asked.add(fields.question)
      const before = await talentOf(talentId)
      const answers = {
        years: '4',
        desiredMonthlyRate: '80',
        desiredWorkingDays: '4',
        desiredOfficeDays: '1',
        desiredPrefectures: '大阪府',
        desiredWorkStyles: ['remote', 'hybrid'],
        desiredHoursPerDay: '8',
        availableFrom: '2099-04-01',
      }
      const saved = await browser.post('/question', { ...fields, ...answers })
      expect([fields.question, saved.status]).toEqual([fields.question, 303])
      expect(saved.headers.get('location')).toBe('/jobs?answered=1')
      const after = await talentOf(talentId)
      expect(after.version).toBe(before.version + 1)
      expect(Object.keys(after.unsentFields).length).toBeGreaterThan(0)
    }
    expect(asked.size).toBeGreaterThanOrEqual(4)
    const { talent } = await talentOf(talentId)
    expect(talent.desiredMonthlyRateYen).toBe(800_000)
    expect(talent.skills).toMatchObject([{ name: 'Go', years: 4 }])
    expect(talent.selfPr).toBe('テスト戦略を立てた。')
    expect(await read(await browser.get('/jobs?answered=1'))).toContain('答えをプロフィールに保存し、並べ直しました')
    expect(await read(await browser.get('/jobs'))).not.toContain('並べ直しました')
  })

  test('is not asked while there is no score that it could make clearer', async () => {
    expect((await ask(other)).question).toBeUndefined()
    const page = await read(await other.get('/question'))
    expect(page).toContain('いまお聞きすることはありません')
    expect(page).not.toContain('答えずに')
    const fragment = await (await other.fragment('/question')).text()
    expect(fragment).toContain('続きを入力')
    await other.post('/mypage/career', { 'skills.0.name': 'Go', 'skills.0.years': '1' })
  })

  test('that is put off is not asked again, and saves nothing', async () => {
    const before = await talentOf(otherId)
    const first = await ask(other)
    const response = await other.post('/question', { ...first, skip: '1' })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/jobs'])
    const second = await ask(other)
    expect(second.question).not.toBe(first.question ?? '')
    expect((await talentOf(otherId)).version).toBe(before.version)
    const skipped = await skippedQuestionsOf(portal.portal.database.db, otherId)
    expect(skipped.map(({ question }) => question)).toEqual([first.question ?? ''])
    expect(await skippedQuestionsOf(portal.portal.database.db, talentId)).toEqual([])
  })

  test('keeps what was typed when it cannot be an answer, and says why', async () => {
    for (const [question, fields, words] of [
      ['years:Rust', { years: 'たくさん' }, '経験年数を0から60の数字で入力してください'],
      ['skill:Rust', { years: '99' }, '経験年数を0から60の数字で入力してください'],
      ['skill:Rust', { years: '' }, '経験年数を入力してください'],
      ['preference:desiredMonthlyRateYen', { desiredMonthlyRate: '9999' }, '希望単価を0から500'],
      ['preference:desiredPrefectures', { desiredPrefectures: '火星' }, '入力内容を確認してください'],
      ['preference:availableFrom', { availableFrom: '2001-01-01' }, '今日以降の日付'],
      ['preference:desiredWorkStyles', {}, '答えを入力してください'],
    ] as const) {
      if (question.startsWith('years:'))
        await other.post('/mypage/career', { 'skills.0.name': 'Rust', seen: (await seen(other)) ?? '' })
      const before = await talentOf(otherId)
      const response = await other.post('/question', { question, next: '/jobs', ...fields })
      const page = await response.text()
      expect([question, response.status]).toEqual([question, 422])
      expect(page).toContain(words)
      const [typed = ''] = Object.values(fields as Record<string, string>)
      if (typed !== '' && typed !== '火星') expect(page).toContain(`value="${typed}"`)
      expect((await talentOf(otherId)).version).toBe(before.version)
    }
  })

  test('of another kind, or with another way back, changes and leads nowhere', async () => {
    const before = await talentOf(otherId)
    for (const question of ['', 'preference:isClosed', 'preference:__proto__', 'skill:<script>', 'years:', 'id'])
      expect((await other.post('/question', { question, years: '3' })).status).toBe(400)
    for (const next of ['https://evil.example', '//evil.example', '/logout', '/jobsx', '/jobs/1'])
      expect(
        (await other.post('/question', { question: 'skill:Scala', skip: '1', next })).headers.get('location'),
      ).toBe('/jobs')
    const evil = await portal.browser().post('/question', { question: 'skill:Go', years: '3' })
    expect(evil.headers.get('location')).toStartWith('/login')
    expect((await other.post('/question', { question: 'skill:Go' }, { origin: 'https://evil.example' })).status).toBe(
      403,
    )
    expect(await talentOf(otherId)).toEqual(before)
  })
})

const seen = async (who: Browser) => formFields(await (await who.get('/mypage/career')).text(), 'career').seen

describe('what a candidate thinks of a match', () => {
  const feedback = () => feedbackOf(portal.portal.database.db, talentId)

  test('is kept with its reason, shown again, and replaced by a later word', async () => {
    const sent = await browser.post('/jobs/J-1/feedback', { helpful: '0', reason: 'Goは趣味です。\r\n<b>' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/jobs/J-1?feedback=1#feedback'])
    expect(await feedback()).toMatchObject([{ jobId: 'J-1', isHelpful: false, reason: 'Goは趣味です。\n<b>' }])
    const page = await (await browser.follow(sent)).text()
    expect(page).toContain('ありがとうございます')
    expect(page).toMatch(/value="0" checked/)
    expect(page).toContain('Goは趣味です。\n&lt;b&gt;</textarea>')
    await browser.post('/jobs/J-1/feedback', { helpful: '1', reason: '' })
    expect(await feedback()).toMatchObject([{ jobId: 'J-1', isHelpful: true, reason: '' }])
    expect(await (await browser.get('/jobs/J-1')).text()).not.toContain('ありがとうございます')
  })

  test('is refused without a choice or too long, with what was typed', async () => {
    for (const fields of [
      { helpful: '', reason: '理由だけ' },
      { helpful: '2', reason: '理由だけ' },
      { helpful: '1', reason: '長'.repeat(1_001) },
    ]) {
      const response = await browser.post('/jobs/J-2/feedback', fields)
      expect(response.status).toBe(422)
      expect(await response.text()).toContain(fields.reason)
    }
    expect(await feedback()).toHaveLength(1)
  })

  test('is nobody’s without an account, of a job that is none, or from another site', async () => {
    const given = { helpful: '1', reason: '' }
    expect((await portal.browser().post('/jobs/J-1/feedback', given)).headers.get('location')).toStartWith('/login')
    expect((await browser.post('/jobs/none/feedback', given)).status).toBe(404)
    expect((await browser.post('/jobs/J-2/feedback', given, { origin: 'https://evil.example' })).status).toBe(403)
    expect(await feedback()).toHaveLength(1)
  })

  test('with letters that no text may hold is kept without them, or refused, and breaks nothing', async () => {
    for (const reason of ['\0', 'a\u0000b', '\ud800'])
      expect((await browser.post('/jobs/J-1/feedback', { helpful: '1', reason })).status).toBeLessThan(500)
  })

  test('goes with the data of the account, and is in its export', async () => {
    const exported = await (await browser.get('/mypage/account/export')).text()
    expect(exported).toContain('matchFeedback')
  })
})

describe('an open list', () => {
  const judged = async (jobIds: string[]) => {
    const { db } = portal.portal.database
    const { version } = await talentOf(talentId)
    const jobs = await db.query.jobs.findMany()
    const rows = jobs
      .filter(({ id }) => jobIds.includes(id))
      .map(({ id, version: jobVersion }) => ({
        talentId,
        jobId: id,
        judgements: [
          {
            kind: 'must' as const,
            text: 'テスト戦略の策定',
            verdict: 'met' as const,
            evidence: 'テスト戦略を立てた。',
            input: 'x',
          },
        ],
        model: 'm',
        promptVersion: 'p',
        talentVersion: version,
        jobVersion,
        evaluatedAt: new Date(),
      }))
    await portal.portal.database.transaction((tx) => saveEvaluations(tx, talentId, rows))
  }
  const progressOf = (page: string) => /hx-get="(\/evaluation[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  const withCards = (path: string, ids: string[]) =>
    `${path}&${ids.map((id) => `shown=${encodeURIComponent(id)}`).join('&')}`

  test('asks by itself, gets each card that was judged in its place, and stops when all are there', async () => {
    const odd = 'J 3"\'<x>'
    const page = await (await browser.get('/jobs')).text()
    expect(page).toContain('AIが3件の案件を評価しています')
    expect(page.match(/class="provisional"/g)).toHaveLength(3)
    expect(page).not.toContain('AI評価済み')
    const path = progressOf(page) ?? ''
    const all = ['J-1', 'J-2', odd]
    const before = await (await browser.fragment(withCards(path, all))).text()
    expect(before).not.toContain('<article')
    expect(progressOf(before)).toContain('look=2')

    await judged(['J-1', odd])
    const some = await (await browser.fragment(withCards(path, all))).text()
    expect(some.match(/AI評価済み/g)).toHaveLength(2)
    expect(some).toContain('AIが1件の案件を評価しています')
    // Every place that is named is one of the list's.
    const places = [...some.matchAll(/hx-target="#(card-\w+)"/g)].map(([, id]) => id)
    expect(places).toHaveLength(2)
    for (const id of places) expect(page).toContain(`<li id="${id}">`)

    await judged(['J-2'])
    const done = await (await browser.fragment(withCards(progressOf(some) ?? '', all))).text()
    expect(done).toContain('AIの評価が届きました')
    expect(progressOf(done)).toBeUndefined()
    const fresh = await (await browser.get('/jobs')).text()
    expect(fresh.match(/AI評価済み/g)).toHaveLength(3)
    expect(fresh).not.toContain('class="provisional"')
    expect(progressOf(fresh)).toBeUndefined()
    expect(await read(await browser.get('/jobs/J-1'))).toContain('AIが経歴の文から判定しました')
  })

  test('leaves out what was hidden meanwhile and what is no job, and gives up after a while', async () => {
    await browser.post('/jobs/J-2/hidden', { on: '1' })
    const path = withCards('/evaluation?seen=0&look=1&list=%2Fjobs', ['J-2', 'none', '<script>'])
    expect(await (await browser.fragment(path)).text()).not.toContain('<article')
    // Another line of the profile: what was judged is provisional until it was looked at again.
    await browser.post('/mypage/preferences', { otherRequests: '静かな現場', seen: '' })
    const late = await (await browser.fragment('/evaluation?seen=9999&look=30&list=%2Fjobs&shown=J-1')).text()
    expect(late).toContain('次に開いたときの一覧に反映されます')
    expect(progressOf(late)).toBeUndefined()
  })

  test('speaks of the jobs it shows, and says at once what is put off', async () => {
    const putOff = 'あとで自動的に評価します'
    const none = await (await browser.get('/jobs?q=Cobol')).text()
    expect(none).not.toContain('id="evaluation"')
    const { db } = portal.portal.database
    await saveMatchingState(db, talentId, { retryAt: new Date(Date.now() + 60_000) })
    const list = await (await browser.get('/jobs')).text()
    expect(list).toContain(putOff)
    expect(list).not.toContain('評価しています')
    const news = await (await browser.fragment('/evaluation?seen=0&look=1&list=%2Fjobs&shown=J-1')).text()
    expect(news).toContain(putOff)
    expect(news).not.toContain('並べ直す')
    await saveMatchingState(db, talentId, { retryAt: null })
    expect(await (await browser.get('/jobs')).text()).toContain('評価しています')
  })

  test('offers its new order where it changed, and the next page only in that', async () => {
    await judged(['J-1'])
    const look = async (list: string) =>
      (await browser.fragment(`/evaluation?seen=0&look=1&list=${encodeURIComponent(list)}&shown=J-1&more=2`)).text()
    const ranked = await look('/jobs')
    expect(ranked).toContain('一覧を並べ直す')
    expect(ranked).toContain('href="/jobs?from=1&page=2"')
    const newest = await look('/jobs?sort=newest')
    expect(newest).toContain('AIの評価が届きました')
    expect(newest).not.toContain('並べ直')
  })

  test('is the list itself without htmx, and never another site', async () => {
    expect((await browser.get('/evaluation?list=%2Fjobs%3Fq%3DGo')).headers.get('location')).toBe('/jobs?q=Go')
    for (const list of [
      'https://evil.example',
      '//evil.example',
      '/evaluation?list=/jobs',
      '/jobsx',
      '/\\evil.example',
    ])
      expect((await browser.get(`/evaluation?list=${encodeURIComponent(list)}`)).headers.get('location')).toBe('/jobs')
    expect((await portal.browser().get('/evaluation')).headers.get('location')).toStartWith('/login')
  })
})
