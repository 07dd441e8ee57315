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

test('on a phone the open choices say how many jobs there are, and lead to them', async () => {
  const page = await open('/jobs', { viewport: phone })
  await page.locator('#filter-list > summary').click()
  const show = page.getByRole('button', { name: 'この条件で探す' })
  for (const name of ['remote', 'interviews']) {
    await page.locator(`input[name=${name}]`).first().check()
    await page.locator(`.chips.active li:nth-child(${name === 'remote' ? 2 : 3})`).waitFor()
  }
  expect(await show.textContent()).toContain(`（${await count(page)}件）`)
  expect((await show.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await page.locator('#list-news', { hasText: `検索結果 ${await count(page)}件` }).waitFor({ state: 'attached' })
  await show.click()
  await page.locator('#job-count:focus').waitFor()
  expect(await page.locator('#filter-list').getAttribute('open')).toBeNull()
  expect(await page.locator('#chosen-words').textContent()).toContain('、')
  const top = (await page.locator('#job-count').boundingBox())?.y ?? -1
  expect(top).toBeGreaterThanOrEqual(0)
  expect(top).toBeLessThan(200)
  await page.context().close()
})

test('the way back from a job leads to the card it was opened from, also beyond もっと見る', async () => {
  const page = await open('/jobs?sort=newest', { viewport: phone })
  await page.locator('.more a').click()
  await page.waitForURL('**/jobs?sort=newest&from=1&page=2')
  const card = page.locator('#jobs h3 a').nth(30)
  const title = (await card.textContent()) ?? ''
  for (const goBack of [() => page.goBack(), () => page.getByRole('link', { name: '案件一覧へ戻る' }).click()]) {
    await card.click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await goBack()
    await page.waitForURL('**/jobs?sort=newest&from=1&page=2')
    expect(await card.textContent()).toBe(title)
    await page.waitForFunction(() => scrollY > 3_000)
  }
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
      // To the end, where the button that floats above the choices covers none of them.
      await page.locator('#facet-groups').evaluate((groups) => groups.scrollIntoView({ block: 'end' }))
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      await page.context().close()
    }
  })
