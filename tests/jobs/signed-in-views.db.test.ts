import { expect, test } from 'bun:test'
import { hashPassword } from '../../src/accounts/password'
import { termsVersion } from '../../src/accounts/terms'
import { accounts, users } from '../../src/db/schema'
import { openTestPortal } from '../support/portal'

test('a signed-in candidate’s pages call no vendor either', async () => {
  const portal = await openTestPortal({ seed: 'demo', workers: false })
  const { db } = portal.portal.database
  const user = {
    id: 'demo-tanaka',
    email: 'ichiro.tanaka@example.com',
    name: '田中 一郎',
    familyName: '田中',
    givenName: '一郎',
  }
  await db.insert(users).values({ ...user, emailVerified: true, termsVersion })
  const password = await hashPassword('demo-proworks-2026')
  await db.insert(accounts).values({ id: 'a', accountId: user.id, providerId: 'credential', userId: user.id, password })
  const browser = portal.browser()
  await browser.post('/login', { email: user.email, password: 'demo-proworks-2026' })
  await portal.staff.forgetCalls()
  const own = /\/applications\/[0-9a-f-]{36}/.exec(await (await browser.get('/applications')).text())?.[0] ?? ''
  const paths = [
    '/jobs',
    '/jobs?page=2',
    '/jobs/PW-2026-0001',
    '/applications',
    own,
    '/mypage',
    '/mypage/profile',
    '/mypage/career',
    '/mypage/preferences',
  ]
  for (const path of paths) expect([path, (await browser.get(path)).status]).toEqual([path, 200])
  expect(await portal.staff.calls()).toEqual({ kintone: 0, gemini: 0, ses: 0 })
  await portal.stop()
})
