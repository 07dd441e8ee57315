import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { verificationToken as makeToken } from '../../src/accounts/verification'
import { Browser } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { openTestPortal, type TestPortal, testConfig } from '../support/portal'
import { signUp, verificationToken } from '../support/register'

const appUrl = 'https://app.example.jp'
let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ changes: { appUrl } })
})
afterAll(() => portal.stop())

const browser = (address: string) => new Browser((request) => portal.portal.app.handle(request), address, appUrl)

describe('over https', () => {
  test('every cookie is for this host alone, unreadable for scripts, and not sent along from other sites', async () => {
    const someone = browser('10.1.0.1')
    await signUp(someone, hanako, { next: '/applications' })
    const token = await verificationToken(portal.mailbox, hanako)
    const verified = await someone.post('/verify-email', { token, password: hanako.password, staysSignedIn: 'yes' })
    const lines = verified.headers.getSetCookie()
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) {
      expect(line).toStartWith('__Host-proworks.')
      for (const word of [/; Path=\/(;|$)/i, /; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i]) expect(line).toMatch(word)
      expect(line).not.toMatch(/Domain=/i)
    }
    expect((await someone.get('/mypage')).status).toBe(200)
  })

  test('leaving takes back every cookie', async () => {
    const someone = browser('10.1.0.2')
    await someone.post('/login', { email: hanako.email, password: hanako.password })
    expect(someone.cookies.size).toBeGreaterThan(2)
    const { password } = hanako
    await someone.post('/mypage/account/closure/confirmation', { reason: 'その他', comment: '', password })
    expect([...someone.cookies.keys()]).toEqual([])
  })
})

describe('the verification link', () => {
  test('that is expired, tampered with or for somebody else opens nothing', async () => {
    const someone = browser('10.1.0.3')
    await signUp(someone, taro)
    const token = await verificationToken(portal.mailbox, taro)
    const { rows } = await portal.portal.database.db.execute(sql`select id from users where email = ${taro.email}`)
    const user = { id: String(rows[0]?.id), email: taro.email }
    const foreign = await makeToken('another secret of thirty-two characters', user)
    const stale = await makeToken(testConfig(portal.sandbox).authSecret, user, -1)
    const elsewhere = await makeToken(testConfig(portal.sandbox).authSecret, { ...user, email: 'x@example.com' })
    for (const bad of [foreign, stale, elsewhere, `${token}x`, token.replace(/\.[^.]+$/, '.AAAA')]) {
      const response = await someone.post('/verify-email', { token: bad, password: taro.password })
      expect(response.status).toBe(422)
    }
  })

  test('is sent again at most once in ten minutes, however often it is asked for', async () => {
    const someone = browser('10.1.0.4')
    for (const _ of [1, 2, 3, 4]) await someone.post('/verify-email/resend', { email: taro.email })
    const { rows } = await portal.portal.database.db.execute(
      sql`select count(*)::int as count from letters where kind = 'verify-address' and user_id in (select id from users where email = ${taro.email})`,
    )
    // One from the registration, one asked for; two when the ten minutes turned in between.
    expect(Number(rows[0]?.count)).toBeGreaterThanOrEqual(2)
    expect(Number(rows[0]?.count)).toBeLessThanOrEqual(3)
  })
})
