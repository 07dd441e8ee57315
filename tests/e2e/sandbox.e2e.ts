import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import type { Browser, Page } from 'playwright'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { complaintsOf, desktop, launchChromium, phone, violationsOf } from '../support/chromium'

// axe takes its time on a busy machine.
setDefaultTimeout(120_000)

let sandbox: Sandbox
let browser: Browser
const complaints: string[][] = []

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await sandbox.stop()
  // The browser itself reports the refused change of one test.
  expect(complaints.flat().filter((complaint) => !complaint.includes('409'))).toEqual([])
})

async function open(path: string, viewport = desktop): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport })
  complaints.push(complaintsOf(context))
  const page = await context.newPage()
  await page.goto(path.startsWith('http') ? path : `${sandbox.startLine.kintone.baseUrl}${path}`)
  return page
}

function sendMail(subject: string) {
  const content = { Simple: { Subject: { Data: subject }, Body: { Text: { Data: '本文' } } } }
  const mail = { FromEmailAddress: 'a@example.com', Destination: { ToAddresses: ['b@example.com'] }, Content: content }
  const url = `${sandbox.startLine.ses.endpoint}/v2/email/outbound-emails`
  return fetch(url, { method: 'POST', body: JSON.stringify(mail) })
}

// Short lists: axe weighs the colours of every row.
const lists = ['/apps/1?q=tanaka', '/apps/3?q=tanaka', '/apps/4?q=tanaka']
const pages = ['/', ...lists, '/apps/1/records/1', '/apps/3/records/new', '/control']

for (const viewport of [phone, desktop]) {
  test(`axe finds nothing on the pages at ${viewport.width} pixels, and none scrolls sideways`, async () => {
    const { mailbox } = sandbox.startLine
    const { MessageId } = await (await sendMail('見本')).json()
    for (const path of [...pages, mailbox, `${mailbox}mails/${MessageId}`]) {
      const page = await open(path, viewport)
      expect(await violationsOf(page)).toEqual([])
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, width]).toEqual([path, viewport.width])
      await page.context().close()
    }
  })
}

test('the list follows what is typed, without leaving the page', async () => {
  const page = await open('/apps/1')
  await page.getByLabel('検索').pressSequentially('田中 go')
  await page.waitForURL(/q=/)
  await page.getByText('demo-suzuki').waitFor({ state: 'detached' })
  expect(await page.getByText('demo-tanaka').count()).toBe(1)
  expect(await page.getByLabel('検索').inputValue()).toBe('田中 go')
})

test('対応状況 is changed and 担当者おすすめ ticked in the list', async () => {
  const applications = await open('/apps/3')
  await applications.getByLabel('対応状況（レコード 60）').selectOption('面談調整中')
  await applications.getByText('レコード 60 の対応状況を保存しました。').waitFor()
  await applications.getByLabel('対応状況（レコード 60）').selectOption('面談予定')
  await applications.locator('#record-60 [name=revision][value="3"]').waitFor({ state: 'attached' })
  const recommendations = await open('/apps/4')
  await recommendations.getByLabel('担当者おすすめ（レコード 40）').check()
  await recommendations.getByText('レコード 40 の担当者おすすめを保存しました。').waitFor()
  await recommendations.reload()
  expect(await recommendations.getByLabel('担当者おすすめ（レコード 40）').isChecked()).toBe(true)
})

test('a change somebody else overtook is refused beside the record', async () => {
  const [first, second] = [await open('/apps/3'), await open('/apps/3')]
  await first.getByLabel('対応状況（レコード 59）').selectOption('面談調整中')
  await first.getByText('レコード 59 の対応状況を保存しました。').waitFor()
  await second.getByLabel('対応状況（レコード 59）').selectOption('辞退')
  await second.getByText('保存できませんでした。').waitFor()
  expect(await second.getByLabel('対応状況（レコード 59）').inputValue()).toBe('面談調整中')
})

test('a comment and a file are added without leaving the record', async () => {
  const page = await open('/apps/1/records/2')
  await page.getByLabel('コメントを書く').fill('電話しました')
  await page.getByRole('button', { name: '書き込む' }).click()
  await page.getByRole('article').getByText('電話しました').waitFor()
  expect(await page.getByLabel('コメントを書く').inputValue()).toBe('')
  const file = { name: '経歴.txt', mimeType: 'text/plain', buffer: Buffer.from('経歴') }
  await page.getByLabel('職務経歴書データ').setInputFiles(file)
  await page.getByText('経歴.txt を預かりました。').waitFor()
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByText('保存しました。').waitFor()
  expect(await page.getByRole('link', { name: '経歴.txt' }).count()).toBe(1)
})

test('a mail shows up in the open mailbox by itself', async () => {
  const page = await open(sandbox.startLine.mailbox)
  await sendMail('いま届いた')
  await page.getByText('いま届いた').waitFor({ timeout: 6_000 })
})

test('the webhook log shows up by itself', async () => {
  const page = await open('/control')
  const { control, kintone } = sandbox.startLine
  await fetch(`${control}/webhook`, { method: 'POST', body: JSON.stringify({ url: `${kintone.baseUrl}/nobody` }) })
  const headers = { 'x-cybozu-api-token': kintone.apps.job.token, 'content-type': 'application/json' }
  const record = { 案件ID: { value: 'E2E-1' }, 案件名: { value: '通知' } }
  const body = JSON.stringify({ app: kintone.apps.job.id, record })
  await fetch(`${kintone.baseUrl}/k/v1/record.json`, { method: 'POST', headers, body })
  await page.getByText('レコードの追加').waitFor({ timeout: 6_000 })
})
