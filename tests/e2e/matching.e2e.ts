import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import type { Browser, Locator } from 'playwright'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { hanako, type Person, taro } from '../support/cast'
import { complaintsOf, desktop, launchChromium, phone, signInThere, violationsOf } from '../support/chromium'
import { eventually } from '../support/eventually'
import { openMailbox } from '../support/mailbox'
import { testSecret } from '../support/portal'
import { register } from '../support/register'
import { type Machine, openMachine, type Server } from '../support/server'
import { openStaff } from '../support/staff'

// axe takes its time on a busy machine.
setDefaultTimeout(120_000)

let sandbox: Sandbox
let machine: Machine
let server: Server
let chromium: Browser
/** Another browser of hers, without a window. */
let hanakosOther: Awaited<ReturnType<typeof register>>
const complaints: string[][] = []

const career = {
  'skills.0.name': 'Go',
  'skills.0.years': '5',
  'skills.1.name': 'TypeScript',
  languagesAndTools: 'PostgreSQL、Docker、AWS',
  selfPr: [
    '決済基盤のテスト戦略の策定とコードレビューを担当しました。',
    'スクラムでのチーム開発のリーダーを3年務めました。',
    '要件定義から運用設計までを一人で進め、障害対応の手順を整えました。',
    'アクセシビリティとパフォーマンスの改善に取り組みました。',
  ].join('\n'),
}

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' })
  const gemini = { TICK_SECRET: testSecret, GEMINI_API_KEY: 'a key', GEMINI_BASE_URL: sandbox.startLine.gemini.baseUrl }
  machine = await openMachine(sandbox, { TRUSTED_PROXY_COUNT: '0', KINTONE_SYNC_INTERVAL_SECONDS: '60', ...gemini })
  server = await machine.start()
  chromium = await launchChromium()
  await eventually('the jobs', async () => (await (await fetch(`${server.url}/jobs`)).text()).includes('PW-2026'))
  // The demo's own talents would stand in the line before ours.
  const tick = () => fetch(`${server.url}/internal/tick`, { method: 'POST', headers: { 'x-tick-secret': testSecret } })
  for (let looks = 0; looks < 2; looks += 1) expect((await tick()).status).toBe(200)
  const registered = (person: Person) =>
    register({ browser: () => server.browser(), mailbox: openMailbox(sandbox) }, person)
  hanakosOther = await registered(hanako)
  await (await registered(taro)).post('/mypage/career', career)
})
afterAll(async () => {
  await chromium.close()
  await machine.remove()
  await sandbox.stop()
  expect(complaints.flat()).toEqual([])
})

async function signedIn(person: Person, options: { viewport: typeof phone; javaScriptEnabled?: boolean }) {
  const context = await chromium.newContext({ locale: 'ja-JP', ...options })
  complaints.push(complaintsOf(context))
  const page = await context.newPage()
  await signInThere(page, server.url, person)
  return page
}

/** Answers whatever is asked. */
async function answer(form: Locator): Promise<void> {
  const [text, date, select, box] = [
    'input:not([type=hidden])[inputmode]',
    '[type=date]',
    'select',
    '[type=checkbox]',
  ].map((selector) => form.locator(selector).first())
  if (await text?.count()) await text?.fill('3')
  else if (await date?.count()) await date?.fill('2099-04-01')
  else if (await select?.count()) await select?.selectOption({ index: 2 })
  else await box?.check()
}

test('an open list gets what a model judged without a reload, keeps the focus, and stops asking', async () => {
  const page = await signedIn(hanako, { viewport: phone })
  // So slow that the page is there first.
  await openStaff(sandbox).arm({ name: 'gemini-slow', ms: 8_000 })
  await hanakosOther.post('/mypage/career', career)
  await page.goto(`${server.url}/jobs`)
  await page.getByText(/AIが\d+件の案件を評価しています/).waitFor()
  await page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'))
  const judged = page.locator('#jobs .badge', { hasText: 'AI評価済み' })
  expect(await judged.count()).toBe(0)
  const [first, title] = [page.locator('#jobs h3 a').first(), await page.locator('#jobs h3').allTextContents()]
  await first.focus()
  // What is asked from now on is answered at once.
  await openStaff(sandbox).disarm()
  expect(await violationsOf(page)).toEqual([])
  await page.getByText('AIの評価が届きました。').waitFor()
  expect(await page.locator('#list-news').textContent()).toContain('マッチ度を更新しました')
  await page.getByRole('link', { name: '並べ直して続きを見る' }).waitFor()
  await judged.first().waitFor()
  expect(await page.locator('body').getAttribute('data-same-page')).toBe('yes')
  // Nothing moves under a reader's hand.
  expect(await page.locator('#jobs h3').allTextContents()).toEqual(title)
  expect(await first.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await page.locator('[hx-trigger="every 3s"]').count()).toBe(0)
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('link', { name: '一覧を並べ直す' }).click()
  await judged.first().waitFor()
  expect(await page.locator('#evaluation').count()).toBe(0)
  await page.context().close()
})

test('what asks by itself gives up when nothing answers, and says nothing', async () => {
  const page = await signedIn(hanako, { viewport: phone })
  // What is asked for in vain is no complaint of the page's.
  complaints.pop()
  let asked = 0
  await page.route('**/evaluation*', (route) => {
    asked += 1
    return asked % 2 === 0 ? route.abort() : route.fulfill({ status: 503, body: 'away' })
  })
  await page.evaluate(() => {
    const note = document.createElement('p')
    note.innerHTML = '<span id="asks" hx-get="/evaluation" hx-trigger="every 100ms" data-quiet>…</span>'
    document.querySelector('#jobs')?.before(note)
    ;(window as unknown as { htmx: { process: (element: Element) => void } }).htmx.process(note)
  })
  await page.locator('#asks').waitFor({ state: 'detached' })
  // One may have been under way when the fifth failed; then nothing more.
  const atMost = asked
  expect([5, 6]).toContain(atMost)
  await page.waitForTimeout(500)
  expect(asked).toBe(atMost)
  expect(await page.locator('.toast').count()).toBe(0)
  await page.context().close()
})

test('a judged job says by which words, and takes a word back, by keyboard', async () => {
  const page = await signedIn(hanako, { viewport: desktop })
  const card = page.locator('#jobs > li', { hasText: 'AI評価済み' }).first()
  await card.locator('h3 a').click()
  await page.getByText('AIが経歴の文から判定しました').first().waitFor()
  expect(await violationsOf(page)).toEqual([])
  const form = page.locator('#feedback')
  await form.getByRole('button', { name: '担当者に送る' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('#error-summary:focus').getByText('「参考になった」か「違う」を選んでください').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await form.getByLabel('違う').focus()
  await page.keyboard.press('Space')
  await form.locator('[name=reason]').fill('最近は使っていません。')
  await form.getByRole('button', { name: '担当者に送る' }).press('Enter')
  await form.getByText('ありがとうございます').waitFor()
  expect(await form.getByLabel('違う').isChecked()).toBe(true)
  expect(await violationsOf(page)).toEqual([])
  await page.goto(`${server.url}/how-matching-works`)
  await page.getByText('AIへの質問の版：judge-').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.context().close()
})

for (const javaScriptEnabled of [true, false])
  test(`the question is answered ${javaScriptEnabled ? 'above the list' : 'without JavaScript'}, and the list is in its new order`, async () => {
    const page = await signedIn(taro, { viewport: phone, javaScriptEnabled })
    if (javaScriptEnabled) await page.locator('details#question summary').click()
    else await page.getByRole('link', { name: '質問に答える' }).click()
    const form = page.locator('.question form')
    await form.waitFor()
    const asked = await form.locator('[name=question]').getAttribute('value')
    expect(javaScriptEnabled ? await violationsOf(page) : []).toEqual([])
    await form.getByRole('button', { name: '保存' }).click()
    await page.locator('.question .error').waitFor()
    await answer(page.locator('.question form'))
    await page.locator('.question form').getByRole('button', { name: '保存' }).click()
    await page.getByText('答えをプロフィールに保存し、並べ直しました。').waitFor()
    await page.goto(`${server.url}/question`)
    expect(await page.locator('[name=question]').getAttribute('value')).not.toBe(asked)
    await page.context().close()
  })

test('at 320 px and with large text nothing of it sticks out', async () => {
  const page = await signedIn(taro, { viewport: { width: 320, height: 700 } })
  await page.locator('details#question summary').click()
  for (const path of ['/jobs', '/question', '/how-matching-works']) {
    await page.goto(`${server.url}${path}`)
    await page.waitForLoadState('networkidle')
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320])
  }
  await page.context().close()
})
