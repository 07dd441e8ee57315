import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import type { Browser, Page } from 'playwright'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { hanako, type Person, taro } from '../support/cast'
import { complaintsOf, desktop, launchChromium, phone, signInThere, violationsOf } from '../support/chromium'
import { eventually } from '../support/eventually'
import { openMailbox } from '../support/mailbox'
import { register } from '../support/register'
import { type Machine, openMachine, type Server } from '../support/server'

// axe takes its time on a busy machine.
setDefaultTimeout(120_000)

let sandbox: Sandbox
let machine: Machine
let server: Server
let chromium: Browser
const complaints: string[][] = []

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' })
  machine = await openMachine(sandbox, { TRUSTED_PROXY_COUNT: '0' })
  server = await machine.start()
  chromium = await launchChromium()
  await eventually('the jobs', async () => (await (await fetch(`${server.url}/jobs`)).text()).includes('PW-2026'))
  for (const person of [hanako, taro])
    await register({ browser: () => server.browser(), mailbox: openMailbox(sandbox) }, person)
})
afterAll(async () => {
  await chromium.close()
  await machine.remove()
  await sandbox.stop()
  expect(complaints.flat()).toEqual([])
})

/** The list, in a browser of their own. */
async function signedIn(
  person: Person,
  options: { viewport: typeof phone; javaScriptEnabled?: boolean },
): Promise<Page> {
  const context = await chromium.newContext({ locale: 'ja-JP', ...options })
  complaints.push(complaintsOf(context))
  const page = await context.newPage()
  await signInThere(page, server.url, person)
  return page
}

const card = (page: Page, at: number) => page.locator('#jobs > li').nth(at)
const titleOf = async (page: Page, at: number) => (await card(page, at).locator('h3').textContent()) ?? ''
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')
const count = async (page: Page) => Number(await page.locator('#job-count b').textContent())

test('a job is kept, another hidden and taken back, all by keyboard, and the focus never gets lost', async () => {
  const page = await signedIn(hanako, { viewport: desktop })
  const all = await count(page)
  const [kept, hidden] = [await titleOf(page, 0), await titleOf(page, 1)]
  const star = card(page, 0).getByRole('button', { name: '気になる' })
  await star.focus()
  await page.keyboard.press('Enter')
  await card(page, 0).locator('[aria-pressed=true]:focus').waitFor()
  await card(page, 1).getByRole('button', { name: '興味なし' }).focus()
  await page.keyboard.press('Enter')
  await card(page, 1).getByText(`「${hidden}」を一覧から隠しました。`).waitFor()
  await card(page, 1).locator('button:focus').waitFor()
  expect(await focused(page)).toBe('元に戻す')
  expect(await count(page)).toBe(all - 1)
  expect(await violationsOf(page)).toEqual([])
  await page.locator('#list-news', { hasText: `検索結果 ${all - 1}件` }).waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  await card(page, 1).locator('h3 a:focus').waitFor()
  expect(await focused(page)).toBe(hidden)
  expect(await count(page)).toBe(all)
  await page.getByRole('link', { name: '保存', exact: true }).click()
  await page.waitForURL('**/bookmarks')
  expect(await page.locator('h3').allInnerTexts()).toEqual([kept])
  await page.context().close()
})

test('a double click keeps a job, and もっと見る skips none after one was hidden', async () => {
  const page = await signedIn(taro, { viewport: phone })
  const star = card(page, 2).getByRole('button', { name: '気になる' })
  await star.dblclick()
  await card(page, 2).locator('[aria-pressed=true]').waitFor()
  await page.reload()
  expect(await star.getAttribute('aria-pressed')).toBe('true')
  await page.goto(`${server.url}/jobs?page=2`)
  const next = await titleOf(page, 0)
  await page.goto(`${server.url}/jobs`)
  await card(page, 0).getByRole('button', { name: '興味なし' }).click()
  await page.locator('.put-aside').waitFor()
  await page.getByRole('link', { name: /もっと見る/ }).click()
  await card(page, 30).waitFor()
  expect(await titleOf(page, 21)).toBe(next)
  await page.locator('.put-aside button').click()
  await card(page, 0).locator('h3').waitFor()
  await page.context().close()
})

test('conditions are saved where they are chosen, and a name that is taken is said there', async () => {
  const page = await signedIn(hanako, { viewport: phone })
  for (const attempt of [1, 2]) {
    await page.goto(`${server.url}/jobs?skill=AWS&remote=full`)
    await page.getByRole('link', { name: 'この条件を保存' }).click()
    await page.locator('#name:focus').waitFor()
    expect(await page.locator('#name').inputValue()).toBe('フルリモート・AWS')
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    if (attempt === 1) await page.getByText('を保存しました').waitFor()
    else await page.locator('#error-summary:focus').getByText('同じ名前の条件があります').waitFor()
    expect(await violationsOf(page)).toEqual([])
  }
  await page.locator('#name').fill('在宅のAWS')
  await page.getByRole('button', { name: 'この条件を保存する' }).click()
  await page.getByRole('link', { name: '保存した条件を見る' }).click()
  await page.getByRole('link', { name: /件の案件を見る.*在宅のAWS/ }).click()
  await page.waitForURL('**/jobs?remote=full&skill=AWS')
  await page.context().close()
})

test('without JavaScript every button works and leads back to where it stood', async () => {
  const page = await signedIn(taro, { viewport: phone, javaScriptEnabled: false })
  await page.goto(`${server.url}/jobs?remote=full`)
  const star = page.locator('#jobs [aria-pressed=false]').first()
  const name = (await star.getAttribute('aria-label')) ?? ''
  await star.click()
  await page.getByRole('button', { name, pressed: true }).waitFor()
  expect(new URL(page.url()).search).toBe('?remote=full')
  const title = await titleOf(page, 0)
  await card(page, 0).getByRole('button', { name: '興味なし' }).click()
  await page.getByText(`「${title}」を一覧から隠しました。`).waitFor()
  expect(await titleOf(page, 0)).not.toBe(title)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await page.waitForURL('**/jobs?remote=full')
  expect(await titleOf(page, 0)).toBe(title)
  await page.getByRole('link', { name: 'この条件を保存' }).click()
  await page.getByRole('button', { name: 'この条件を保存する' }).click()
  await page.getByText('条件を保存しました').waitFor()
  await page.getByRole('link', { name: /名前を変更/ }).click()
  await page.locator('[name=name]').fill('在宅')
  await page.getByRole('button', { name: '変更する' }).click()
  await page.getByRole('link', { name: /削除.*在宅/ }).click()
  await page.getByRole('button', { name: '削除する' }).click()
  await page.getByText('条件を削除しました').waitFor()
  await page.context().close()
})

for (const viewport of [phone, desktop])
  test(`axe finds nothing on the pages of what is kept, full or empty, at ${viewport.width} pixels`, async () => {
    for (const person of [hanako, taro]) {
      const page = await signedIn(person, { viewport })
      const job = await card(page, 3).locator('h3 a').getAttribute('href')
      for (const path of [
        '/jobs',
        job,
        '/bookmarks',
        '/bookmarks/hidden',
        '/bookmarks/viewed',
        '/bookmarks/searches',
      ]) {
        await page.goto(`${server.url}${path}`)
        expect(await violationsOf(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      }
      await page.context().close()
    }
  })
