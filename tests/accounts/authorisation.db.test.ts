import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { assetUrl } from '../../src/assets'
import type { Browser } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { linkToken, register, signUp } from '../support/register'
import { jobFields } from '../support/staff'

/**
 * Who may reach what. `200`, `303:/x` (leads to a path that begins so), `404`, `422` (reached, the empty form refused).
 * The owner's own thing is addressed everywhere, so `other` shows what somebody else gets to see of it.
 */
type Row = Record<'visitor' | 'unverified' | 'owner' | 'other' | 'closed', string>
const everybody = (answer: string): Row => ({
  visitor: answer,
  unverified: answer,
  owner: answer,
  other: answer,
  closed: answer,
})
const signedIn = (owner: string, other = owner): Row => ({ ...everybody('303:/login'), owner, other })
/** Pages that make sense only without a session. */
const signedOut = (answer: string): Row => ({ ...everybody(answer), owner: '303:/jobs', other: '303:/jobs' })

const table: Record<string, Row> = {
  'GET /': everybody('200'),
  'GET /favicon.ico': everybody('200'),
  'GET /healthz': everybody('200'),
  'GET /readyz': everybody('200'),
  'GET /assets/:file': everybody('200'),
  // Machines show a secret; people do not know it.
  'POST /webhooks/kintone/:secret': everybody('404'),
  'POST /internal/tick': everybody('404'),
  'GET /terms': everybody('200'),
  'GET /privacy': everybody('200'),
  'GET /how-matching-works': everybody('200'),
  'GET /feed/jobs.json': everybody('200'),
  'GET /embed/jobs': everybody('200'),
  'GET /sitemap.xml': everybody('200'),
  'GET /sitemaps/:page': everybody('200'),
  'GET /robots.txt': everybody('200'),
  'GET /jobs': everybody('200'),
  'GET /jobs/:id': everybody('200'),
  'GET /signup': signedOut('200'),
  'POST /signup': everybody('422'),
  'GET /login': signedOut('200'),
  'POST /login': everybody('422'),
  'POST /logout': everybody('303:/login'),
  'GET /login/two-factor': everybody('200'),
  'POST /login/two-factor': everybody('303:/login'),
  'POST /login/passkey/options': everybody('200'),
  'POST /login/passkey': everybody('303:/login'),
  'GET /verify-email': everybody('200'),
  'POST /verify-email': everybody('422'),
  'POST /verify-email/cancellation': everybody('422'),
  'POST /verify-email/resend': everybody('422'),
  'GET /.well-known/change-password': everybody('303:/mypage/account/password'),
  'POST /password/strength': everybody('200'),
  'GET /password/forgot': everybody('200'),
  'POST /password/forgot': everybody('422'),
  'GET /password/reset': everybody('200'),
  'POST /password/reset': everybody('422'),
  'GET /email-change': everybody('200'),
  'POST /email-change': everybody('422'),
  'GET /account-closed': everybody('200'),
  'GET /jobs/:id/application/new': signedIn('303:/applications', '200'),
  'POST /jobs/:id/application': signedIn('303:/applications'),
  // A mark without its state, a search without conditions.
  'POST /jobs/:id/bookmark': signedIn('400'),
  'POST /jobs/:id/hidden': signedIn('400'),
  'GET /bookmarks': signedIn('200'),
  'GET /bookmarks/hidden': signedIn('200'),
  'GET /bookmarks/viewed': signedIn('200'),
  'POST /bookmarks/viewed/deletion': signedIn('303:/bookmarks/viewed'),
  'GET /bookmarks/searches': signedIn('200'),
  'POST /bookmarks/searches': signedIn('400'),
  'GET /bookmarks/searches/new': signedIn('303:/jobs'),
  'GET /bookmarks/searches/:id/name': signedIn('200', '404'),
  'POST /bookmarks/searches/:id/name': signedIn('422', '404'),
  'GET /bookmarks/searches/:id/deletion': signedIn('200', '404'),
  'POST /bookmarks/searches/:id/deletion': signedIn('303:/bookmarks/searches', '404'),
  'GET /applications': signedIn('200'),
  'GET /applications/:id': signedIn('200', '404'),
  'GET /applications/:id/departure': signedIn('200', '404'),
  'POST /applications/:id/departure': signedIn('422', '404'),
  'GET /mypage': signedIn('200'),
  'GET /mypage/profile': signedIn('200'),
  'POST /mypage/profile': signedIn('422'),
  'GET /question': signedIn('200'),
  'POST /question': signedIn('400'),
  // Without htmx it is the list itself.
  'GET /evaluation': signedIn('303:/jobs'),
  'POST /jobs/:id/feedback': signedIn('422'),
  'GET /mypage/career': signedIn('200'),
  'POST /mypage/career': signedIn('303:/mypage/career'),
  'GET /mypage/preferences': signedIn('200'),
  'POST /mypage/preferences': signedIn('303:/mypage/preferences'),
  'GET /mypage/conflicts': signedIn('303:/mypage'),
  'POST /mypage/conflicts': signedIn('400'),
  'GET /terms/consent': signedIn('303:/jobs'),
  'POST /terms/consent': signedIn('303:/jobs'),
  'GET /mypage/account': signedIn('200'),
  'GET /mypage/account/password': signedIn('200'),
  'POST /mypage/account/password': signedIn('422'),
  'GET /mypage/account/email': signedIn('200'),
  'POST /mypage/account/email': signedIn('422'),
  'POST /mypage/account/email/cancellation': signedIn('303:/mypage/account/email'),
  'GET /mypage/account/sessions': signedIn('200'),
  'POST /mypage/account/sessions/end': signedIn('404'),
  'GET /mypage/account/two-factor': signedIn('200'),
  'POST /mypage/account/two-factor/setup': signedIn('422'),
  'POST /mypage/account/two-factor/activation': signedIn('422'),
  'POST /mypage/account/two-factor/removal': signedIn('422'),
  'POST /mypage/account/two-factor/recovery-codes': signedIn('422'),
  'GET /mypage/account/passkeys': signedIn('200'),
  'POST /mypage/account/passkeys': signedIn('422'),
  'POST /mypage/account/passkeys/options': signedIn('422'),
  'POST /mypage/account/passkeys/removal': signedIn('422'),
  'GET /mypage/account/consents': signedIn('200'),
  'POST /mypage/account/consents': signedIn('303:/mypage/account/consents'),
  'GET /mypage/account/export': signedIn('200'),
  'GET /mypage/account/closure': signedIn('200'),
  'POST /mypage/account/closure': signedIn('422'),
  'POST /mypage/account/closure/confirmation': signedIn('422'),
}

let portal: TestPortal
let applicationId: string
let searchId: string
const people = {} as Record<keyof Row, Browser>

beforeAll(async () => {
  portal = await openTestPortal()
  await portal.staff.add('job', jobFields('J-1'))
  await portal.portal.synchronise()
  people.visitor = portal.browser()
  people.unverified = portal.browser()
  await signUp(people.unverified, { ...taro, email: 'unverified@example.com' })
  people.owner = await register(portal, hanako)
  people.other = await register(portal, taro)
  people.closed = await register(portal, { ...taro, email: 'closed@example.com' })
  const applied = await people.owner.post('/jobs/J-1/application')
  applicationId = /applications\/([0-9a-f-]+)/.exec(applied.headers.get('location') ?? '')?.[1] ?? ''
  await people.owner.post('/bookmarks/searches', { name: 'Goの案件', conditions: 'skill=Go' })
  const searches = await (await people.owner.get('/bookmarks/searches')).text()
  searchId = /id="search-([0-9a-f-]+)"/.exec(searches)?.[1] ?? ''
  const [record] = await portal.staff.records('talent', 'メールアドレス = "closed@example.com"')
  await portal.staff.change('talent', record?.$id?.value ?? '', { ST: { value: '退会' } })
  await portal.portal.synchronise()
})
afterAll(() => portal.stop())

const addressOf = (pattern: string) => {
  if (pattern === '/assets/:file') return assetUrl('app.css')
  if (pattern.startsWith('/bookmarks/')) return pattern.replace(':id', searchId)
  return pattern.replace(':page', '1.xml').replace(':id', pattern.startsWith('/applications/') ? applicationId : 'J-1')
}

async function answerTo(browser: Browser, route: string): Promise<string> {
  const [method, pattern = ''] = route.split(' ')
  const address = addressOf(pattern)
  const response = method === 'GET' ? await browser.get(address) : await browser.post(address)
  const location = response.headers.get('location')
  return location === null ? String(response.status) : `${response.status}:${location}`
}

test('every route of the portal has its row', () => {
  const routes = portal.portal.app.routes.map(({ method, path }) => `${method} ${path}`)
  expect([...new Set(routes)].sort()).toEqual(Object.keys(table).sort())
})

// Signing out ends the session that the other rows need, so it comes last.
const rows = Object.entries(table).sort(([a], [b]) => Number(a.includes('logout')) - Number(b.includes('logout')))
describe.each(rows)('%s', (route, row) => {
  test.each(Object.entries(row))(`answers the %s with %s`, async (who, expected) => {
    const answer = await answerTo(people[who as keyof Row], route)
    expect(answer.startsWith(expected) ? expected : answer).toBe(expected)
  })
})

test('an account that is gone is a visitor everywhere', async () => {
  const person = { ...hanako, email: 'gone@example.com' }
  const browser = await register(portal, person)
  const { password } = person
  await browser.post('/mypage/account/closure/confirmation', { reason: 'その他', comment: '', password })
  for (const [route, row] of Object.entries(table)) {
    if (row.owner === row.visitor) continue
    const answer = await answerTo(browser, route)
    expect(answer.startsWith(row.visitor) ? row.visitor : `${route}: ${answer}`).toBe(row.visitor)
  }
  await eventually('the end in kintone', async () =>
    (await portal.mailbox.to(person.email)).some(({ subject }) => subject.includes('退会')),
  )
})

test('a link of the registration does not open an account that has one already', async () => {
  const token = await linkToken(portal.mailbox, hanako.email, 'メールアドレスの確認')
  const response = await portal.browser().post('/verify-email', { token, password: hanako.password })
  expect(response.headers.get('location')).toStartWith('/login')
})
