import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Browser, BrowserContext, Locator, Page } from 'playwright'
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

/** Goes on with the Tab key until it is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`The Tab key never came to ${target}`)
}

const fillSignUp = async (page: Page, email: string) => {
  await page.goto(`${server.url}/signup`)
  await page.locator('[name=familyName]').fill('山川')
  await page.locator('[name=givenName]').fill('花')
  await page.getByLabel('メールアドレス').fill(email)
  await page.locator('[name=password]').fill(hanako.password)
  await page.getByRole('checkbox', { name: /同意する/ }).check()
}

/** Switches it on for whoever is signed in; gives the key of the app. */
async function switchOnTwoFactor(page: Page, password: string): Promise<string> {
  await page.goto(`${server.url}/mypage/account/two-factor`)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: '設定を始める' }).click()
  const key = await keyOn(page)
  await page.getByRole('button', { name: 'コピー' }).click()
  await page.getByText('コピーしました').waitFor()
  await page.getByLabel('認証アプリの6桁のコード').fill(await totp(key))
  await page.getByRole('button', { name: '2段階認証を有効にする' }).click()
  await page.getByText('2段階認証を有効にしました').waitFor()
  return key
}
const keyOn = async (page: Page) => ((await page.locator('code.key').textContent()) ?? '').replaceAll(' ', '')

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
  await page.locator('[name=password][aria-invalid=true]:focus').waitFor()
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
  await page.getByText('削除する：わたしの電話').click()
  await page.locator('details [name=password]').fill(person.password)
  await page.getByRole('button', { name: 'このパスキーを削除する' }).click()
  await page.getByText('パスキーを削除しました').waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('two-factor is switched on and used with the keyboard alone', async () => {
  const person = await newcomer('keyboard@example.com')
  const context = await chromium.newContext({ viewport: desktop })
  const page = await context.newPage()
  const type = async (target: Locator, text: string) => {
    await tabTo(page, target)
    await page.keyboard.type(text)
  }
  const signInWithKeys = async () => {
    await page.goto(`${server.url}/login`)
    await type(page.getByLabel('メールアドレス'), person.email)
    await type(page.locator('[name=password]'), person.password)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname !== '/login')
  }
  await signInWithKeys()
  await page.goto(`${server.url}/mypage/account`)
  await tabTo(page, page.getByRole('link', { name: /2段階認証/ }))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${server.url}/mypage/account/two-factor`)
  await type(page.locator('[name=password]'), person.password)
  await page.keyboard.press('Enter')
  const key = await keyOn(page)
  await type(page.getByLabel('認証アプリの6桁のコード'), await totp(key))
  await page.keyboard.press('Enter')
  await page.getByText('2段階認証を有効にしました').waitFor()
  await context.clearCookies()
  await signInWithKeys()
  await type(page.getByLabel('認証アプリの6桁のコード'), await totp(key))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${server.url}/jobs`)
  await context.close()
})

test('each password of the two-factor page does what its own form says, and a new recovery code signs in', async () => {
  const person = await newcomer('two-forms@example.com')
  const context = await chromium.newContext({ viewport: phone })
  const page = await context.newPage()
  await signIn(page, person)
  await switchOnTwoFactor(page, person.password)
  await page.locator('#password').fill(person.password)
  await page.locator('#password').press('Enter')
  await page.getByText('2段階認証を無効にしました').waitFor()
  await switchOnTwoFactor(page, person.password)
  await page.locator('#codesPassword').fill(person.password)
  await page.locator('#codesPassword').press('Enter')
  await page.getByRole('heading', { name: '新しいリカバリーコード' }).waitFor()
  const code = await page.locator('#codes code').first().innerText()
  await context.clearCookies()
  await signIn(page, person)
  await page.getByText('認証アプリが使えない場合').click()
  await page.getByLabel('リカバリーコード', { exact: false }).fill('not-a-code')
  await page.getByRole('button', { name: 'リカバリーコードでログイン' }).click()
  await page.getByRole('alert').waitFor()
  // It stands open, with its message.
  await page.locator('[name=recoveryCode][aria-invalid=true]').fill(code)
  await page.getByRole('button', { name: 'リカバリーコードでログイン' }).click()
  await page.waitForURL(`${server.url}/jobs`)
  await context.close()
})

test('while signing in waits, its button says so and cannot be pressed; the password can still be shown', async () => {
  const context = await chromium.newContext({ viewport: phone })
  const page = await context.newPage()
  const { promise: answer, resolve: letGo } = Promise.withResolvers<void>()
  await page.route('**/login', async (route) => {
    if (route.request().method() === 'POST') await answer
    await route.continue()
  })
  await page.goto(`${server.url}/login`)
  await page.getByRole('button', { name: 'ログイン', exact: true }).click()
  const button = page.getByRole('button', { name: '確認しています…' })
  await button.waitFor()
  expect(await button.isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: /^表示 ?：パスワード/ }).isEnabled()).toBe(true)
  letGo()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('button', { name: 'ログイン', exact: true }).isEnabled()).toBe(true)
  await context.close()
})

test('after signing up the page begins at its heading', async () => {
  const context = await chromium.newContext({ viewport: phone })
  const page = await context.newPage()
  await fillSignUp(page, 'top@example.com')
  await page.getByRole('button', { name: '登録して確認メールを受け取る' }).click()
  await page.locator('h1:focus', { hasText: '確認メールを送りました' }).waitFor()
  await page.waitForFunction(() => scrollY === 0)
  await context.close()
})

test('whoever tries too often is told for how long to wait, and led back', async () => {
  const person = await newcomer('impatient@example.com')
  const context = await chromium.newContext({ viewport: phone })
  const page = await context.newPage()
  await signIn(page, person)
  const tryOnce = async () => {
    await page.goto(`${server.url}/mypage/account/email`)
    await page.locator('[name=newEmail]').fill('other@example.com')
    await page.locator('[name=password]').fill('not the password at all')
    await page.getByRole('button', { name: '確認のメールを送る' }).click()
    await page.getByRole('heading', { name: /入力内容を確認|少し時間をおいて/ }).waitFor()
  }
  for (let tries = 0; tries < 11; tries++) await tryOnce()
  await page.getByText(/(約\d+分|\d+秒)おいて、もう一度お試しください/).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'マイページ' }).waitFor()
  await page.getByRole('link', { name: '前のページへ戻る' }).click()
  await page.waitForURL(`${server.url}/mypage/account/email`)
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
    await lookAtStates(page, person, look)
    expect(found).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})

/** What no address alone shows. */
async function lookAtStates(page: Page, person: { email: string; password: string }, look: () => Promise<void>) {
  await switchOnTwoFactor(page, person.password)
  await look()
  await page.goto(`${server.url}/mypage/account/closure`)
  await page.getByLabel('退会の理由').selectOption('その他')
  await page.getByRole('button', { name: '確認へ進む' }).click()
  await page.getByRole('heading', { name: '削除するもの' }).waitFor()
  await look()
  await page.context().clearCookies()
  for (const [path, button] of [
    ['/login', 'ログイン'],
    ['/signup', '登録して確認メールを受け取る'],
  ] as const) {
    await page.goto(`${server.url}${path}`)
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('alert').waitFor()
    await look()
  }
  await page.goto(`${server.url}/login/two-factor`)
  await page.getByText('認証アプリが使えない場合').click()
  await look()
}

test('a device among several is signed out by its name', async () => {
  const person = await newcomer('several@example.com')
  const contexts = [await chromium.newContext({ viewport: phone }), await chromium.newContext({ viewport: desktop })]
  const pages = await Promise.all(contexts.map((context) => context.newPage()))
  for (const page of pages) await signIn(page, person)
  const [page] = pages
  if (!page) throw new Error('There is no page')
  await page.goto(`${server.url}/mypage/account/sessions`)
  expect(await violationsOf(page)).toEqual([])
  const buttons = page.getByRole('button', { name: /^この端末をログアウトする ?：./ })
  const count = await buttons.count()
  expect(count).toBeGreaterThan(0)
  await buttons.first().click()
  await page
    .getByRole('status')
    .filter({ hasText: '終了' })
    .or(page.getByRole('status').filter({ hasText: 'ログアウト' }))
    .first()
    .waitFor()
  expect(await buttons.count()).toBe(count - 1)
  for (const context of contexts) await context.close()
})

test('without JavaScript no passkey is offered, the password is changed and the account closed', async () => {
  const person = await newcomer('no-script@example.com')
  const context = await chromium.newContext({ viewport: phone, javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page, person)
  await page.goto(`${server.url}/mypage/account/passkeys`)
  await page.locator('noscript .notice').waitFor()
  expect(await page.getByRole('button', { name: 'パスキーを追加する' }).count()).toBe(0)
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
