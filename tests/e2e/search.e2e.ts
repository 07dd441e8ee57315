import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import type { Browser, Page } from 'playwright'
import { complaintsOf, desktop, launchChromium, phone, violationsOf } from '../support/chromium'
import { openTestPortal, type TestPortal } from '../support/portal'

// axe takes its time on a busy machine.
setDefaultTimeout(120_000)

let portal: TestPortal
let server: ReturnType<typeof Bun.serve>
let browser: Browser
const complaints: string[][] = []

beforeAll(async () => {
  portal = await openTestPortal({ seed: 'demo', workers: false })
  server = Bun.serve({ port: 0, fetch: (request) => portal.portal.app.handle(request) })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await server.stop(true)
  await portal.stop()
  expect(complaints.flat()).toEqual([])
})

async function open(
  path: string,
  options: { viewport?: typeof phone; javaScriptEnabled?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: desktop, ...options })
  complaints.push(complaintsOf(context))
  const page = await context.newPage()
  await page.goto(`http://localhost:${server.port}${path}`)
  return page
}

const count = (page: Page) => page.locator('#job-count b').textContent()
/** The address changes before the page does. */
const shows = (page: Page, total: string | null) =>
  page.locator('#job-count b', { hasText: new RegExp(`^${total}$`) }).waitFor()

test('the list follows what is typed and chosen, keeps the focus, and goes back with the browser', async () => {
  const page = await open('/jobs')
  const all = await count(page)
  await page.locator('#q').pressSequentially('java', { delay: 30 })
  await page.waitForURL('**/jobs?q=java')
  await page.locator('.chips.active').getByText('「java」').waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
  const found = await count(page)
  await page.locator('input[name=remote][value=full]').check()
  await page.waitForURL('**/jobs?q=java&remote=full')
  await page.locator('.chips.active').getByText('フルリモート').waitFor()
  expect(Number(await count(page))).toBeLessThan(Number(found))
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('remote')
  await page.goBack()
  await page.waitForURL('**/jobs?q=java')
  await shows(page, found)
  expect(await page.locator('input[name=remote][value=full]').isChecked()).toBe(false)
  await page.getByRole('link', { name: 'すべて外す' }).click()
  await page.waitForURL('**/jobs')
  await shows(page, all)
  await page.context().close()
})

test('half-composed Japanese searches nothing; what it becomes is found', async () => {
  const page = await open('/jobs')
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('q=') && asked.push(request.url()))
  const session = await page.context().newCDPSession(page)
  await page.locator('#q').focus()
  for (const text of ['よ', 'よう', 'ようけん'])
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await page.waitForTimeout(600)
  expect(asked).toEqual([])
  await session.send('Input.insertText', { text: '要件' })
  await page.waitForURL(`**/jobs?q=${encodeURIComponent('要件')}`)
  await page.context().close()
})

test('a job found by typing opens at the first press', async () => {
  const page = await open('/jobs', { viewport: phone })
  await page.locator('#q').pressSequentially('java')
  await page.locator('.chips.active').getByText('「java」').waitFor()
  const job = page.locator('#jobs h3 a').nth(3)
  const title = (await job.textContent()) ?? ''
  await job.click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await page.context().close()
})

test('a word is one step back, however it was typed and sent', async () => {
  const page = await open('/jobs')
  const all = await count(page)
  for (const letters of ['ja', 'java']) {
    await page.locator('#q').fill(letters)
    await page.locator('.chips.active').getByText(`「${letters}」`).waitFor()
  }
  const answered = page.waitForResponse('**/jobs?q=java')
  await page.locator('#q').press('Enter')
  await answered
  await page.goBack()
  await page.waitForURL('**/jobs')
  await shows(page, all)
  await page.context().close()
})

test('without JavaScript the button sends the conditions', async () => {
  const page = await open('/jobs', { javaScriptEnabled: false, viewport: phone })
  await page.locator('#q').fill('AWS')
  await page.locator('#filter-list > summary').click()
  await page.locator('input[name=remote][value=full]').check()
  await page.getByRole('button', { name: 'この条件で探す' }).click()
  await page.waitForURL('**q=AWS**')
  expect(await page.locator('.chips.active').textContent()).toContain('フルリモート')
  await page.context().close()
})

for (const viewport of [phone, desktop])
  test(`axe finds nothing on a narrowed list, nor on an empty one, at ${viewport.width} pixels`, async () => {
    for (const path of ['/jobs?q=java&remote=full', `/jobs?q=${encodeURIComponent('存在しない言葉')}&remote=full`]) {
      const page = await open(path, { viewport })
      if (viewport === phone) await page.locator('#filter-list > summary').click()
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      await page.context().close()
    }
  })
