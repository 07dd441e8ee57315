import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register, signIn, signUp, verificationToken } from '../support/register'

let portal: TestPortal
let browser: Browser
beforeAll(async () => {
  portal = await openTestPortal()
  browser = await register(portal, hanako)
})
afterAll(() => portal.stop())

const isIn = async (someone: Browser) => (await read(await someone.get('/jobs'))).includes('マイページ')
const withCookies = (cookies: Map<string, string>) => {
  const thief = portal.browser()
  for (const [name, value] of cookies) thief.cookies.set(name, value)
  return thief
}

describe('a session', () => {
  test('that was signed out is worth nothing to whoever copied its cookies, not even on the job list', async () => {
    const mine = await signIn(portal, hanako)
    const thief = withCookies(mine.cookies)
    expect(await isIn(thief)).toBe(true)
    await mine.post('/logout')
    expect(await isIn(thief)).toBe(false)
    expect((await thief.get('/mypage')).status).toBe(303)
    expect(thief.cookies.has('proworks.session_token')).toBe(false)
  })

  test('gets a new name at every sign-in, whatever cookie was planted before', async () => {
    const attacker = await register(portal, { ...taro, email: 'planter@example.com' })
    const planted = attacker.cookies.get('proworks.session_token') ?? ''
    const victim = portal.browser()
    victim.cookies.set('proworks.session_token', planted)
    await victim.post('/login', { email: hanako.email, password: hanako.password })
    expect(victim.cookies.get('proworks.session_token')).not.toBe(planted)
    expect(await read(await victim.get('/mypage/account'))).toContain(hanako.email)
    expect(await read(await attacker.get('/mypage/account'))).toContain('planter@example.com')
  })

  test('cannot be made up or altered', async () => {
    const token = browser.cookies.get('proworks.session_token') ?? ''
    for (const value of [
      'x',
      `${token}x`,
      token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      `${token.split('.')[0]}.forged`,
    ]) {
      const forger = portal.browser()
      forger.cookies.set('proworks.session_token', value)
      expect(await isIn(forger)).toBe(false)
    }
  })

  test('is listed, and ended from another one at once', async () => {
    const other = await signIn(portal, hanako)
    const page = await (await browser.get('/mypage/account/sessions')).text()
    expect(page).toContain('この端末')
    const ids = [...page.matchAll(/name="id" value="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(ids.length).toBeGreaterThan(0)
    expect(page).not.toContain((other.cookies.get('proworks.session_token') ?? '').split('.')[0] ?? 'nothing')
    for (const id of ids) await browser.post('/mypage/account/sessions/end', { id })
    expect(await isIn(other)).toBe(false)
    expect(await isIn(browser)).toBe(true)
  })

  test('of somebody else cannot be ended', async () => {
    const stranger = await register(portal, { ...taro, email: 'stranger@example.com' })
    const other = await signIn(portal, hanako)
    const page = await (await browser.get('/mypage/account/sessions')).text()
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(page) ?? []
    expect((await stranger.post('/mypage/account/sessions/end', { id })).status).toBe(404)
    expect(await isIn(other)).toBe(true)
    await browser.post('/mypage/account/sessions/end', { others: 'yes' })
    expect(await isIn(other)).toBe(false)
    expect(await isIn(stranger)).toBe(true)
  })
})

test('whom staff have closed cannot sign in, and is told so only with the right password', async () => {
  const person = { ...taro, email: 'blocked@example.com' }
  await register(portal, person)
  const [record] = await portal.staff.records('talent', `メールアドレス = "${person.email}"`)
  await portal.staff.change('talent', record?.$id?.value ?? '', { ST: { value: '利用停止' } })
  await portal.portal.synchronise()
  const { email, password } = person
  expect(await read(await portal.browser().post('/login', { email, password }))).toContain('ご利用いただけません')
  const wrong = await portal.browser().post('/login', { email, password: 'not the password at all' })
  expect(await read(wrong)).not.toContain('ご利用いただけません')
})

describe('where somebody wanted to go', () => {
  test('is never another site', async () => {
    const tries = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/jobs\r\nx: y',
      '/\t/e',
    ]
    for (const next of tries) {
      const { email, password } = hanako
      const response = await portal.browser().post('/login', { email, password, next })
      expect(response.headers.get('location')).toBe('/jobs')
    }
  })

  test('survives the registration', async () => {
    const person = { ...taro, email: 'came-for-a-job@example.com' }
    const someone = portal.browser()
    await signUp(someone, person, { next: '/applications' })
    const token = await verificationToken(portal.mailbox, person)
    const done = await someone.post('/verify-email', { token, password: person.password })
    expect(done.headers.get('location')).toBe('/applications')
  })
})
