import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from 'bun:test'
import type { Browser, Page } from 'playwright'
import { complaintsOf, desktop, launchChromium, phone, violationsOf } from '../support/chromium'
import { openTestPortal, type TestPortal } from '../support/portal'

// axe takes its time on a busy machine.
setDefaultTimeout(120_000)

let portal: TestPortal
let server: ReturnType<typeof Bun.serve>
let browser: Browser
const complaints: string[][] = []
/** What stands between the browser and the portal: nothing, or something that answers in its place. */
let inBetween: (request: Request) => Promise<Response | null> = async () => null

beforeAll(async () => {
  portal = await openTestPortal({ seed: 'demo', workers: false })
  server = Bun.serve({
    port: 0,
    fetch: async (request) => (await inBetween(request)) ?? portal.portal.app.handle(request),
  })
  browser = await launchChromium()
})
beforeEach(() => {
  inBetween = async () => null
})
afterAll(async () => {
  await browser.close()
  await server.stop(true)
  await portal.stop()
  // What fails here fails on purpose, and the browser says so.
  expect(complaints.flat().filter((one) => !/status of 50\d|ERR_|Failed to fetch/.test(one))).toEqual([])
})

async function open(path: string, viewport = desktop): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport })
  complaints.push(complaintsOf(context))
  const page = await context.newPage()
  await page.goto(`http://localhost:${server.port}${path}`)
  return page
}

const isCovered = (page: Page) =>
  page
    .locator('#jobs .card h3')
    .first()
    .evaluate((title) => getComputedStyle(title).visibility === 'hidden')

test('a list that is long in coming shows outlines after a moment, and the jobs when they are there', async () => {
  const page = await open('/jobs')
  const waiting = Promise.withResolvers<null>()
  inBetween = () => waiting.promise
  await page.locator('input[name=remote][value=full]').check()
  await page.locator('#job-list[aria-busy=true]').waitFor()
  await page.waitForFunction(() => {
    const title = document.querySelector('#jobs .card h3')
    return title !== null && getComputedStyle(title).visibility === 'hidden'
  })
  waiting.resolve(null)
  await page.locator('.chips.active').getByText('フルリモート').waitFor()
  expect(await isCovered(page)).toBe(false)
  expect(await page.locator('#job-list').getAttribute('aria-busy')).toBeNull()
  await page.context().close()
})

for (const viewport of [phone, desktop])
  test(`a list that cannot be brought up to date says so, keeps what was typed, and tries again, at ${viewport.width} pixels`, async () => {
    const page = await open('/jobs', viewport)
    inBetween = async () => new Response('', { status: 503 })
    await page.locator('#q').fill('java')
    await page.getByRole('alert').getByText('一覧を更新できませんでした').waitFor()
    expect(await page.locator('#q').inputValue()).toBe('java')
    expect(await page.locator('#jobs .card').count()).toBeGreaterThan(5)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'もう一度試す' }).click()
    await page.locator('#job-list:not([aria-busy])').waitFor()
    expect(await page.getByRole('alert').count()).toBe(1)
    inBetween = async () => null
    await page.getByRole('button', { name: 'もう一度試す' }).press('Enter')
    await page.locator('.chips.active').getByText('「java」').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.context().close()
  })

test('without a connection the list stays, and the next page can be asked for again', async () => {
  const page = await open('/jobs')
  await page.context().setOffline(true)
  await page.locator('input[name=remote][value=full]').check()
  await page.getByRole('alert').getByText('一覧を更新できませんでした').waitFor()
  await page.locator('.more a').click()
  const again = page.getByRole('link', { name: '読み込めませんでした。もう一度試す' })
  await again.waitFor()
  await page.context().setOffline(false)
  const before = await page.locator('#jobs .card').count()
  await again.click()
  await page.waitForFunction((count) => document.querySelectorAll('#jobs .card').length > count, before)
  await page.context().close()
})
