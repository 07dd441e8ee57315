import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { linkToken, register, signIn, signUp } from '../support/register'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
afterAll(() => portal.stop())

const newPassword = '月夜の うさぎが 三匹 はねる'
const wrong = 'not the password at all'
const isIn = async (browser: Browser) => (await browser.get('/mypage')).status === 200

describe('a forgotten password', () => {
  const person = { ...hanako, email: 'forgot@example.com' }

  test('is told the same whether or not the address is registered', async () => {
    await register(portal, person)
    const ask = async (email: string) => {
      const response = await portal.browser().post('/password/forgot', { email })
      return { status: response.status, page: (await read(response)).replace(email, '') }
    }
    expect(await ask(person.email)).toEqual(await ask('nobody@example.com'))
  })

  test('is replaced with the link, which signs in and ends every other session', async () => {
    const other = await signIn(portal, person)
    const token = await linkToken(portal.mailbox, person.email, 'パスワードの再設定')
    const browser = portal.browser()
    expect(await read(await browser.get(`/password/reset?token=${token}`))).toContain(person.email)
    const refused = await browser.post('/password/reset', { token, newPassword: 'passwordpassword' })
    expect(refused.status).toBe(422)
    expect(await read(refused)).toContain('同じ言葉の繰り返し')
    const done = await browser.post('/password/reset', { token, newPassword })
    expect(done.headers.get('location')).toBe('/mypage/account?done=reset')
    expect(await read(await browser.follow(done))).toContain('見覚えのないパスキー')
    expect(await isIn(browser)).toBe(true)
    expect(await isIn(other)).toBe(false)
    await portal.mailbox.letter(person.email, 'パスワードを変更しました')
  })

  test('cannot be replaced twice with one link, in another tab or by somebody else', async () => {
    const token = await linkToken(portal.mailbox, person.email, 'パスワードの再設定')
    expect(await read(await portal.browser().get(`/password/reset?token=${token}`))).toContain('このリンクは使えません')
    const again = await portal.browser().post('/password/reset', { token, newPassword: 'もう一度 変えようと する 人' })
    expect(again.status).toBe(422)
    await signIn(portal, { ...person, password: newPassword })
  })

  test('a tampered, expired or foreign token is worth nothing', async () => {
    const expired = { ...taro, email: 'expired@example.com' }
    await register(portal, expired)
    await portal.browser().post('/password/forgot', { email: expired.email })
    const token = await linkToken(portal.mailbox, expired.email, 'パスワードの再設定')
    await portal.portal.database.db.execute(sql`update verifications set expires_at = now() - interval '1 second'`)
    const verification = await linkToken(portal.mailbox, expired.email, 'メールアドレスの確認')
    for (const bad of [token, `${token}x`, token.slice(1), '', verification, '%00', `' or 1=1 --`]) {
      const response = await portal.browser().post('/password/reset', { token: bad, newPassword })
      expect(response.status).toBe(422)
      expect(await read(response)).toContain('このリンクは使えません')
    }
    await signIn(portal, expired)
  })

  test('tokens cannot be read out of the database', async () => {
    const person = { ...taro, email: 'stolen-dump@example.com' }
    await register(portal, person)
    await portal.browser().post('/password/forgot', { email: person.email })
    const token = await linkToken(portal.mailbox, person.email, 'パスワードの再設定')
    const { rows } = await portal.portal.database.db.execute(sql`select identifier from verifications`)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('whoever never verified gets the letter that completes the registration', async () => {
    const person = { ...taro, email: 'unverified@example.com' }
    await signUp(portal.browser(), person)
    await portal.mailbox.letter(person.email, 'メールアドレスの確認')
    await portal.browser().post('/password/forgot', { email: person.email })
    await eventually('the second letter', async () => (await portal.mailbox.to(person.email)).length === 2)
    for (const { subject } of await portal.mailbox.to(person.email)) expect(subject).toContain('メールアドレスの確認')
  })
})

describe('changing the password', () => {
  const person = { ...hanako, email: 'change@example.com' }

  test('needs the current one, ends the other sessions, keeps this one under a new name', async () => {
    const browser = await register(portal, person)
    const other = await signIn(portal, person)
    const stolen = new Map(browser.cookies)
    const refused = await browser.post('/mypage/account/password', { password: wrong, newPassword })
    expect(refused.status).toBe(422)
    expect(await read(refused)).toContain('パスワードが違います')
    const changed = await browser.post('/mypage/account/password', { password: person.password, newPassword })
    expect(changed.headers.get('location')).toBe('/mypage/account?done=password')
    expect(await isIn(browser)).toBe(true)
    expect(await isIn(other)).toBe(false)
    const thief = portal.browser()
    for (const [name, value] of stolen) thief.cookies.set(name, value)
    expect(await isIn(thief)).toBe(false)
    await portal.mailbox.letter(person.email, 'パスワードを変更しました')
  })

  test('password managers find the page', async () => {
    const response = await portal.browser().get('/.well-known/change-password')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/mypage/account/password')
  })
})

describe('guessing passwords', () => {
  const person = { ...hanako, email: 'target@example.com' }
  let ownersBrowser: Browser

  test('a thousand tries from many addresses against one account are slowed down', async () => {
    ownersBrowser = await register(portal, person)
    await ownersBrowser.post('/logout')
    const tries = Array.from({ length: 1_000 }, () =>
      portal.browser().post('/login', { email: person.email, password: wrong }),
    )
    const pages = await Promise.all((await Promise.all(tries)).map(read))
    const judged = pages.filter((page) => page.includes('メールアドレスまたはパスワードが正しくありません'))
    expect(judged.length).toBeGreaterThanOrEqual(10)
    expect(judged.length).toBeLessThanOrEqual(12)
    expect(pages.filter((page) => page.includes('お待ちください'))).toHaveLength(1_000 - judged.length)
  })

  test('the owner still gets in where they signed in before', async () => {
    const response = await ownersBrowser.post('/login', { email: person.email, password: person.password })
    expect(response.headers.get('location')).toBe('/jobs')
  })

  test('the owner still gets in from anywhere through the letter', async () => {
    const stranger = portal.browser()
    const wait = await stranger.post('/login', { email: person.email, password: person.password })
    expect(await read(wait)).toContain('メールでパスワードを再設定')
    await stranger.post('/password/forgot', { email: person.email })
    const token = await linkToken(portal.mailbox, person.email, 'パスワードの再設定')
    const done = await stranger.post('/password/reset', { token, newPassword })
    expect(done.headers.get('location')).toBe('/mypage/account?done=reset')
    expect(await isIn(stranger)).toBe(true)
  })

  test('an unknown address is slowed down in the same words', async () => {
    const tries = Array.from({ length: 15 }, () =>
      portal.browser().post('/login', { email: 'nobody-at-all@example.com', password: wrong }),
    )
    const pages = await Promise.all((await Promise.all(tries)).map(read))
    expect(pages.filter((page) => page.includes('お待ちください')).length).toBeGreaterThanOrEqual(3)
  })

  test('a thousand tries from one address against many accounts are slowed down', async () => {
    const browser = portal.browser()
    const tries = Array.from({ length: 1_000 }, (_, n) =>
      browser.post('/login', { email: `person-${n}@example.com`, password: wrong }),
    )
    const answers = await Promise.all(tries)
    const pages = await Promise.all(answers.map(read))
    const judged = pages.filter((page) => page.includes('メールアドレスまたはパスワードが正しくありません'))
    expect(judged.length).toBeGreaterThanOrEqual(1)
    expect(judged.length).toBeLessThanOrEqual(62)
  })
})

describe('after an intrusion', () => {
  const person = { ...hanako, email: 'intruded@example.com' }

  test('the password cannot be guessed through a session, wherever it is asked for', async () => {
    const browser = await register(portal, person)
    const asked = ['/mypage/account/password', '/mypage/account/two-factor/setup', '/mypage/account/email']
    const statuses: number[] = []
    for (let n = 0; n < 12; n += 1) {
      const path = asked[n % asked.length] ?? ''
      statuses.push((await browser.post(path, { password: wrong, newPassword, newEmail: 'x@example.com' })).status)
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(422))
    expect(statuses.slice(10)).toEqual([429, 429])
    // Another session of the same account is not held back.
    const owner = await signIn(portal, person)
    const changed = await owner.post('/mypage/account/password', { password: person.password, newPassword })
    expect(changed.status).toBe(303)
  })

  test('a new password ends reset links, half-finished sign-ins and changes of address', async () => {
    const owner = await signIn(portal, { ...person, password: newPassword })
    await owner.post('/mypage/account/email', { newEmail: 'intruder@example.com', password: newPassword })
    await owner.post('/password/forgot', { email: person.email })
    const reset = await linkToken(portal.mailbox, person.email, 'パスワードの再設定')
    const links = [
      await linkToken(portal.mailbox, person.email, 'いまのアドレス'),
      await linkToken(portal.mailbox, 'intruder@example.com', '新しいアドレス'),
    ]
    const next = 'もう一つの 長い 合い言葉 です'
    await owner.post('/mypage/account/password', { password: newPassword, newPassword: next })
    expect((await portal.browser().post('/password/reset', { token: reset, newPassword: wrong })).status).toBe(422)
    for (const token of links) expect((await portal.browser().post('/email-change', { token })).status).toBe(422)
    const { rows } = await portal.portal.database.db.execute(
      sql`select count(*)::int as count from letters where kind = 'password-changed' and user_id in (select id from users where email = ${person.email})`,
    )
    expect(rows[0]?.count).toBe(2)
  })
})
