import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Browser, BrowserContext, Page } from 'playwright'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { hanako } from '../support/cast'
import { complaintsOf, desktop, launchChromium, phone, violationsOf } from '../support/chromium'
import { openMailbox } from '../support/mailbox'
import { register } from '../support/register'
import { type Machine, openMachine, type Server } from '../support/server'
import { totp } from '../support/totp'

let sandbox: Sandbox
let machine: Machine
let server: Server
let chromium: Browser

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
  machine = await openMachine(sandbox, { TRUSTED_PROXY_COUNT: '0' })
  server = await machine.start()
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium.close()
  await machine.remove()
  await sandbox.stop()
})

const newcomer = async (email: string) => {
  const person = { ...hanako, email }
  await register({ browser: server.browser, mailbox: openMailbox(sandbox) }, person)
  return person
}

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto(`${server.url}/login`)
  await page.getByLabel('メールアドレス').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: 'ログイン', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
}

/** A device with a screen lock that its owner has just opened. */
async function addAuthenticator(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2' as const,
    transport: 'internal' as const,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  }
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options })
  return {
    lock: () => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
    unlock: () => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true }),
  }
}

test('a passkey is added with the password, signs in without one, and can be removed', async () => {
  const person = await newcomer('passkey@example.com')
  const context = await chromium.newContext({ viewport: phone })
  const complaints = complaintsOf(context)
  const page = await context.newPage()
  const device = await addAuthenticator(context, page)
  await signIn(page, person)
  await page.goto(`${server.url}/mypage/account/passkeys`)
  await page.getByLabel('名前').fill('わたしの電話')
  await page.locator('[name=password]').fill('not the password at all')
  await page.getByRole('button', { name: 'パスキーを追加する' }).click()
  await page.getByText('パスワードが違います').waitFor()
  await page.locator('[name=password]').fill(person.password)
  await page.getByRole('button', { name: 'パスキーを追加する' }).click()
  await page.getByText('パスキーを追加しました').waitFor()
  expect(await page.getByText('わたしの電話', { exact: true }).count()).toBe(1)
  await page.goto(`${server.url}/mypage/account`)
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await device.lock()
  await page.getByRole('button', { name: 'パスキーでログイン' }).click()
  await page.getByText('パスキーの操作が完了しませんでした').waitFor()
  await device.unlock()
  await page.getByRole('button', { name: 'パスキーでログイン' }).click()
  await page.waitForURL(`${server.url}/jobs`)
  await page.goto(`${server.url}/mypage/account/passkeys`)
  await page.getByRole('button', { name: /削除する/ }).click()
  await page.getByText('パスキーを削除しました').waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('two-factor is switched on and used with the keyboard alone', async () => {
  const person = await newcomer('keyboard@example.com')
  const context = await chromium.newContext({ viewport: desktop })
  const page = await context.newPage()
  await signIn(page, person)
  await page.goto(`${server.url}/mypage/account/two-factor`)
  await page.locator('[name=password]').focus()
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  const key = await page.locator('code.key').textContent()
  await page.getByLabel('認証アプリの6桁のコード').focus()
  await page.keyboard.type(await totp(key ?? ''))
  await page.keyboard.press('Enter')
  await page.getByText('2段階認証を有効にしました').waitFor()
  await context.clearCookies()
  await signIn(page, person)
  await page.getByLabel('認証アプリの6桁のコード').focus()
  await page.keyboard.type(await totp(key ?? ''))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${server.url}/jobs`)
  await context.close()
})

test('the strength of a new password is told in words while it is typed', async () => {
  const context = await chromium.newContext({ viewport: phone })
  const page = await context.newPage()
  await page.goto(`${server.url}/signup`)
  await page.locator('[name=password]').pressSequentially('passwordpassword')
  await page.getByText('同じ言葉の繰り返し').waitFor()
  await page.locator('[name=password]').fill('')
  await page.locator('[name=password]').pressSequentially('月夜のうさぎが三匹はねる野原')
  await page.getByText(/あと|使えるパスワード|強いパスワード/).waitFor()
  await context.close()
})

const pages = [
  '/login',
  '/login/two-factor',
  '/signup',
  '/verify-email',
  '/password/forgot',
  '/password/reset?token=none',
  '/email-change?token=none',
  '/account-closed',
  '/mypage',
  '/mypage/account',
  '/mypage/account/password',
  '/mypage/account/email',
  '/mypage/account/sessions',
  '/mypage/account/two-factor',
  '/mypage/account/passkeys',
  '/mypage/account/consents',
  '/mypage/account/closure',
]

describe.each([
  ['phone', phone],
  ['desktop', desktop],
] as const)('on a %s', (name, viewport) => {
  test('no page of an account has anything for axe to find, or scrolls sideways', async () => {
    const person = await newcomer(`${name}@example.com`)
    const context = await chromium.newContext({ viewport })
    const complaints = complaintsOf(context)
    const page = await context.newPage()
    const found: string[] = []
    const look = async () => {
      found.push(...(await violationsOf(page)))
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (overflow > 0) found.push(`${page.url()} is ${overflow} px too wide`)
    }
    for (const path of pages.filter((path) => !path.startsWith('/mypage'))) {
      await page.goto(`${server.url}${path}`)
      await look()
    }
    await signIn(page, person)
    await page.waitForURL(`${server.url}/jobs`)
    for (const path of pages.filter((path) => path.startsWith('/mypage'))) {
      await page.goto(`${server.url}${path}`)
      await look()
    }
    await page.goto(`${server.url}/mypage/account/two-factor`)
    await page.locator('[name=password]').fill(person.password)
    await page.getByRole('button', { name: '設定を始める' }).click()
    await page.locator('code.key').waitFor()
    await look()
    expect(found).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})

test('without JavaScript the password is changed and the account closed', async () => {
  const person = await newcomer('no-script@example.com')
  const context = await chromium.newContext({ viewport: phone, javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page, person)
  await page.goto(`${server.url}/mypage/account/password`)
  await page.locator('[name=password]').fill(person.password)
  await page.locator('[name=newPassword]').fill('月夜の うさぎが 三匹 はねる')
  await page.getByRole('button', { name: 'パスワードを変更する' }).click()
  await page.getByText('パスワードを変更しました').waitFor()
  await page.goto(`${server.url}/mypage/account/closure`)
  await page.getByLabel('退会の理由').selectOption('その他')
  await page.getByRole('button', { name: '確認へ進む' }).click()
  await page.locator('[name=password]').fill('月夜の うさぎが 三匹 はねる')
  await page.getByRole('button', { name: '退会する' }).click()
  await page.getByRole('heading', { name: '退会を受け付けました' }).waitFor()
  await openMailbox(sandbox).letter(person.email, '退会の手続きが完了しました')
  await context.close()
})
