import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { openTestPortal, type TestPortal } from '../support/portal'
import { linkToken, register, signIn } from '../support/register'
import { totp, unusedTotp } from '../support/totp'

let portal: TestPortal
let browser: Browser
let secret: string
let recoveryCodes: string[]
const { password } = hanako

const used = new Set<string>()
/** Each code signs in once. */
const nextCode = () => unusedTotp(secret, used)

beforeAll(async () => {
  portal = await openTestPortal()
  browser = await register(portal, hanako)
})
afterAll(() => portal.stop())

describe('switching on', () => {
  test('needs the password', async () => {
    const refused = await browser.post('/mypage/account/two-factor/setup', { password: 'not the password at all' })
    expect(refused.status).toBe(422)
    expect(await read(refused)).toContain('パスワードが違います')
  })

  test('shows the key as a picture and as text, and ten recovery codes', async () => {
    const page = await (await browser.post('/mypage/account/two-factor/setup', { password })).text()
    expect(page).toContain('<svg')
    secret = (/class="key">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '')
    recoveryCodes = [...page.matchAll(/<li><code>([^<]+)</g)].map((match) => match[1] ?? '')
    expect(secret).not.toBe('')
    expect(recoveryCodes).toHaveLength(10)
  })

  test('takes effect with the first right code, in any width, and renames the session', async () => {
    const uri = `otpauth://totp/PRO%20WORKS:x?secret=${secret}`
    const wrong = await browser.post('/mypage/account/two-factor/activation', { code: '000000', uri, recoveryCodes })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain(recoveryCodes[0] ?? 'nothing')
    expect(await read(await browser.get('/mypage/account'))).toContain('2段階認証 無効')
    const before = browser.cookies.get('proworks.session_token')
    const code = [...(await nextCode())].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    const done = await browser.post('/mypage/account/two-factor/activation', { code })
    expect(done.headers.get('location')).toBe('/mypage/account/two-factor?done=on')
    expect(browser.cookies.get('proworks.session_token')).not.toBe(before)
    expect(await read(await browser.get('/mypage/account'))).toContain('2段階認証 有効')
    const { text } = await portal.mailbox.letter(hanako.email, 'ログイン方法が変わりました')
    expect(text).toContain('2段階認証を有効にしました')
  })
})

describe('signing in with a second factor', () => {
  const firstStep = async () => {
    const fresh = portal.browser()
    const response = await fresh.post('/login', { email: hanako.email, password, next: '/mypage/career' })
    expect(response.headers.get('location')).toBe('/login/two-factor?next=%2Fmypage%2Fcareer')
    return fresh
  }
  const secondStep = (fresh: Browser, code: string) => fresh.post('/login/two-factor', { code, next: '/mypage/career' })
  const recover = (fresh: Browser, recoveryCode: string) =>
    fresh.post('/login/two-factor', { recoveryCode, next: '/mypage/career' })

  test('the password alone opens nothing', async () => {
    const fresh = await firstStep()
    expect((await fresh.get('/mypage')).status).toBe(303)
  })

  test('the code of the app opens the page that was asked for', async () => {
    const fresh = await firstStep()
    expect((await secondStep(fresh, '123456')).status).toBe(422)
    const done = await secondStep(fresh, await nextCode())
    expect(done.headers.get('location')).toBe('/mypage/career')
    expect((await fresh.get('/mypage')).status).toBe(200)
  })

  test('the code of the app works once', async () => {
    const first = await firstStep()
    const second = await firstStep()
    const code = await nextCode()
    expect((await secondStep(first, code)).headers.get('location')).toBe('/mypage/career')
    expect((await secondStep(second, code)).status).toBe(422)
    expect((await second.get('/mypage')).status).toBe(303)
  })

  test('a recovery code works once', async () => {
    const [code = ''] = recoveryCodes
    const done = await recover(await firstStep(), code.replace('-', ' '))
    expect(done.headers.get('location')).toBe('/mypage/career')
    expect((await recover(await firstStep(), code)).status).toBe(422)
  })

  test('without the first step the second leads back to the first', async () => {
    const response = await secondStep(portal.browser(), await totp(secret))
    expect(response.headers.get('location')).toStartWith('/login')
  })

  test('guessing codes ends the attempt', async () => {
    const fresh = await firstStep()
    const statuses: number[] = []
    for (let n = 0; n < 8; n += 1) statuses.push((await secondStep(fresh, `00000${n}`)).status)
    expect(statuses.filter((status) => status === 422).length).toBeLessThanOrEqual(5)
    expect(statuses.at(-1)).not.toBe(422)
    expect((await fresh.get('/mypage')).status).toBe(303)
  })
})

test('the reset letter does not go round the second factor', async () => {
  await portal.browser().post('/password/forgot', { email: hanako.email })
  const token = await linkToken(portal.mailbox, hanako.email, 'パスワードの再設定')
  const fresh = portal.browser()
  const done = await fresh.post('/password/reset', { token, newPassword: password })
  expect(done.headers.get('location')).toBe('/login/two-factor')
  expect((await fresh.get('/mypage')).status).toBe(303)
})

test('switching off needs the password and ends the question', async () => {
  const fresh = portal.browser()
  await fresh.post('/login', { email: hanako.email, password })
  const [, code = ''] = recoveryCodes
  await fresh.post('/login/two-factor', { recoveryCode: code })
  const refused = await fresh.post('/mypage/account/two-factor/removal', { password: 'not the password at all' })
  expect(refused.status).toBe(422)
  const again = await fresh.post('/mypage/account/two-factor/recovery-codes', { password })
  expect([...(await again.text()).matchAll(/<li><code>/g)]).toHaveLength(10)
  const done = await fresh.post('/mypage/account/two-factor/removal', { password })
  expect(done.headers.get('location')).toBe('/mypage/account/two-factor?done=off')
  await signIn(portal, hanako)
})
