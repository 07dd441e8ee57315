import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Browser, BrowserContext, Page } from 'playwright'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { complaintsOf, desktop, launchChromium, phone, violationsOf } from '../support/chromium'
import { eventually } from '../support/eventually'
import { openMailbox } from '../support/mailbox'
import { type Machine, openMachine, type Server } from '../support/server'
import { openStaff, type Staff } from '../support/staff'

let sandbox: Sandbox
let staff: Staff
let machine: Machine
let server: Server
let chromium: Browser

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' })
  staff = openStaff(sandbox)
  // Several visitors share one address here; their own proxies do not exist.
  machine = await openMachine(sandbox, { TRUSTED_PROXY_COUNT: '0' })
  server = await machine.start()
  chromium = await launchChromium()
  await eventually('the jobs', async () => (await (await fetch(`${server.url}/jobs`)).text()).includes('PW-2026'))
})
afterAll(async () => {
  await chromium.close()
  await machine.remove()
  await sandbox.stop()
})

const password = '青い空の下で電車を待つ朝に読む本'

/** From nothing to an application on the own list. `looks`: axe looks at every page on the way (it needs JavaScript). */
async function applyAsNewcomer(
  page: Page,
  email: string,
  looks: boolean,
): Promise<{ jobId: string; violations: string[] }> {
  const violations: string[] = []
  const look = async () => looks && violations.push(...(await violationsOf(page)))
  await page.goto(`${server.url}/jobs`)
  await look()
  await page.getByRole('link', { name: '無料で登録する' }).click()
  await page.getByRole('button', { name: '登録して確認メールを受け取る' }).click()
  await page.getByRole('alert').getByText('姓を入力してください').waitFor()
  await look()
  await page.locator('[name=familyName]').fill('山川')
  await page.locator('[name=givenName]').fill('花')
  await page.getByLabel('メールアドレス').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('checkbox', { name: /同意する/ }).check()
  await page.getByRole('button', { name: '登録して確認メールを受け取る' }).click()
  await page.getByRole('heading', { name: '確認メールを送りました' }).waitFor()
  await look()
  await page.goto(await verificationLink(email))
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: '確認を完了する' }).click()
  await page.getByRole('heading', { name: /スキル/ }).waitFor()
  await look()
  await addSkills(page, look)
  return { jobId: await applyToBest(page, look), violations }
}

async function verificationLink(email: string): Promise<string> {
  const { text } = await openMailbox(sandbox).letter(email, 'メールアドレスの確認')
  return /http\S+verify-email\S+/.exec(text)?.[0] ?? ''
}

async function addSkills(page: Page, look: () => Promise<unknown>): Promise<void> {
  await page.goto(`${server.url}/mypage/career`)
  await look()
  await page.locator('[name="skills.0.name"]').fill('Go')
  await page.locator('[name="skills.0.years"]').fill('６')
  await page.getByRole('button', { name: 'スキルを追加' }).click()
  await page.locator('[name="skills.1.name"]').fill('PostgreSQL')
  await page.getByRole('button', { name: '職歴・資格を保存' }).click()
  await page.getByText('保存しました').waitFor()
  await look()
}

async function applyToBest(page: Page, look: () => Promise<unknown>): Promise<string> {
  await page.getByRole('link', { name: '案件を見る' }).click()
  await page.locator('#jobs h3 a').first().waitFor()
  await look()
  const title = await page.locator('#jobs h3 a').first().innerText()
  await page.locator('#jobs h3 a').first().click()
  await page.getByRole('heading', { name: 'あなたとのマッチ度' }).waitFor()
  await look()
  const jobId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.getByRole('link', { name: '応募する', exact: true }).click()
  await page.getByLabel('担当者へのメッセージ').fill('よろしくお願いします。')
  await look()
  await page.getByRole('button', { name: 'この内容で応募する' }).click()
  await page.getByRole('heading', { name: '応募を受け付けました' }).waitFor()
  await look()
  await page.goto(`${server.url}/applications`)
  await page.getByRole('link', { name: title }).waitFor()
  await look()
  return jobId
}

async function seenInKintone(email: string, jobId: string): Promise<number> {
  const [talent] = await staff.records('talent', `メールアドレス = "${email}"`)
  const key = `${talent?.auth_user_id?.value}:${jobId}`
  await eventually(
    'the application in kintone',
    async () => (await staff.records('application', `応募キー = "${key}"`)).length > 0,
  )
  return (await staff.records('application', `応募キー = "${key}"`)).length
}

describe('from sign-up to the application in kintone', () => {
  for (const [name, viewport, javaScriptEnabled] of [
    ['on a phone', phone, true],
    ['on a phone without JavaScript', phone, false],
    ['on a desktop', desktop, true],
  ] as const) {
    test(name, async () => {
      const context = await chromium.newContext({ viewport, javaScriptEnabled, locale: 'ja-JP' })
      const complaints = complaintsOf(context)
      const email = `newcomer-${crypto.randomUUID().slice(0, 8)}@example.com`
      const { jobId, violations } = await applyAsNewcomer(await context.newPage(), email, javaScriptEnabled)
      expect(violations).toEqual([])
      expect(complaints).toEqual([])
      expect(await seenInKintone(email, jobId)).toBe(1)
      await context.close()
    })
  }
})

test('more jobs are put under the list without leaving the page', async () => {
  const page = await chromium.newPage({ viewport: phone })
  await page.goto(`${server.url}/jobs`)
  await page.getByRole('link', { name: /もっと見る/ }).click()
  await page.locator('#jobs > li:nth-child(30)').waitFor()
  expect(new URL(page.url()).pathname).toBe('/jobs')
  expect(await page.locator('#jobs article').count()).toBe(42)
  await page.locator('#jobs > li:nth-child(22) a:focus').waitFor()
  expect(await page.title()).toBe('案件を探す｜PRO WORKS')
  expect(await page.locator('nav.pages').isVisible()).toBe(false)
  await page.close()
})

const doubleText = (page: Page) =>
  page.evaluate(() => {
    document.documentElement.style.fontSize = '32px'
  })
const widthBeyond = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('a row of the career form takes the focus when it comes, and 追加 when it goes', async () => {
  const page = await chromium.newPage({ viewport: phone })
  await applyAsNewcomer(page, `rows-${crypto.randomUUID().slice(0, 8)}@example.com`, false)
  await page.goto(`${server.url}/mypage/career`)
  await page.getByRole('button', { name: 'スキルを追加' }).click()
  await page.locator('[name="skills.2.name"]:focus').waitFor()
  const place = await page.locator('[name="skills.2.name"]').boundingBox()
  expect(place !== null && place.y > 0 && place.y < phone.height).toBe(true)
  await page.locator('button[name=remove][value="skills.2"]').click()
  await page.locator('button[name=add][value=skills]:focus').waitFor()
  await page.close()
})

const talentOf = async (email: string) => (await staff.records('talent', `メールアドレス = "${email}"`))[0]
/** The page shows this, sooner or later, when it is opened again. */
const becomes = (page: Page, path: string, selector: string) =>
  eventually(selector, async () => {
    await page.goto(`${server.url}${path}`)
    return (await page.locator(selector).count()) > 0
  })

describe('a candidate who has applied', () => {
  const email = `applied-${crypto.randomUUID().slice(0, 8)}@example.com`
  let context: BrowserContext
  let complaints: string[]
  let page: Page
  let key: string
  beforeAll(async () => {
    context = await chromium.newContext({ viewport: phone, locale: 'ja-JP' })
    complaints = complaintsOf(context)
    page = await context.newPage()
    const { jobId } = await applyAsNewcomer(page, email, false)
    await seenInKintone(email, jobId)
    key = `${(await talentOf(email))?.auth_user_id?.value}:${jobId}`
  })
  afterAll(() => context.close())

  test('turns the selection down: a missing reason is asked for, and the way back asks nothing', async () => {
    const [record] = await staff.records('application', `応募キー = "${key}"`)
    await staff.change('application', record?.$id?.value ?? '', { 対応状況: { value: '面談調整中' } })
    await becomes(page, '/applications', '.badge[data-kind=scheduling]')
    await page.locator('.application a').click()
    await page.getByRole('link', { name: '選考を辞退する' }).click()
    await page.getByLabel('担当者へのひとこと').fill('ありがとうございました。')
    const violations = await violationsOf(page)
    await page.getByRole('button', { name: '選考を辞退する' }).click()
    await page.locator('#error-summary:focus').waitFor()
    expect(await page.title()).toBe('エラー：選考の辞退｜PRO WORKS')
    violations.push(...(await violationsOf(page)))
    await page.getByLabel('辞退の理由').selectOption('個人の事情')
    await page.getByRole('button', { name: '選考を辞退する' }).dblclick()
    await page.getByRole('heading', { name: '辞退のご連絡を受け付けました' }).waitFor()
    await page.goBack()
    await page.locator('#application-status').getByText('辞退済み').first().waitFor()
    expect([violations, complaints]).toEqual([[], []])
  })

  test('sees both values where staff changed the same field, and chooses', async () => {
    const form = await context.newPage()
    await form.goto(`${server.url}/mypage/profile`)
    await staff.change('talent', (await talentOf(email))?.$id?.value ?? '', { 電話番号: { value: '03-1111-2222' } })
    await becomes(page, '/mypage/profile', '[name=phone][value="03-1111-2222"]')
    await form.getByLabel('電話番号').fill('090-3333-4444')
    await form.getByRole('button', { name: 'プロフィールを保存' }).click()
    await form.getByText('あと1項目').waitFor()
    const violations = await violationsOf(form)
    await form.getByRole('button', { name: /^電話番号を.*あなたの内容にする/ }).press('Enter')
    await form.getByText('選んだ内容を保存しました').waitFor()
    await eventually('the choice in kintone', async () => (await talentOf(email))?.電話番号?.value === '090-3333-4444')
    expect([violations, complaints]).toEqual([[], []])
  })
})

test('narrow pages and pages with text twice as large scroll in one direction only', async () => {
  const page = await chromium.newPage({ viewport: phone })
  const email = `large-${crypto.randomUUID().slice(0, 8)}@example.com`
  const { jobId } = await applyAsNewcomer(page, email, false)
  const paths = [
    '/jobs',
    `/jobs/${jobId}`,
    '/applications',
    '/mypage',
    '/mypage/profile',
    '/mypage/career',
    '/mypage/preferences',
  ]
  for (const path of [...paths, '/how-matching-works']) {
    await page.setViewportSize(phone)
    await page.goto(`${server.url}${path}`)
    await doubleText(page)
    expect([path, await widthBeyond(page)]).toEqual([path, 0])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(`${server.url}${path}`)
    expect([path, await widthBeyond(page)]).toEqual([path, 0])
  }
  await page.close()
})

test('a status that is on its way changes by itself when kintone is back', async () => {
  const page = await chromium.newPage({ viewport: phone })
  const email = `waiting-${crypto.randomUUID().slice(0, 8)}@example.com`
  await applyAsNewcomer(page, email, false)
  await staff.arm({ name: 'kintone-unavailable' })
  await page.goto(`${server.url}/jobs`)
  await page.locator('#jobs h3 a').first().click()
  await page.getByRole('link', { name: '応募する', exact: true }).click()
  await page.getByRole('button', { name: 'この内容で応募する' }).click()
  await page.getByText('受付済み（担当者へ送信中）').waitFor()
  await staff.disarm()
  await page.locator('#application-status').getByText('応募済み').first().waitFor()
  await page.getByText('受付済み（担当者へ送信中）').waitFor({ state: 'detached' })
  await page.close()
})
