import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { termsVersion } from '../../src/accounts/terms'
import { type Browser, read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

let portal: TestPortal
let browser: Browser
beforeAll(async () => {
  portal = await openTestPortal()
  await portal.staff.add('job', jobFields('J-1'))
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
})
afterAll(() => portal.stop())

type Ledger = { kind: string; is_granted: boolean; version: string; address_hash: string }
const ledgerOf = async (email: string) => {
  const query = sql`select kind, is_granted, version, address_hash from consents join users on users.id = user_id where email = ${email} order by consents.id`
  return (await portal.portal.database.db.execute(query)).rows as Ledger[]
}

describe('the ledger of consents', () => {
  test('begins with the registration: what, which version, from where, without the address', async () => {
    const ledger = await ledgerOf(hanako.email)
    expect(ledger.map(({ kind, is_granted }) => [kind, is_granted])).toEqual([
      ['terms', true],
      ['privacy', true],
      ['mail', false],
      ['ai', true],
    ])
    for (const { version, address_hash } of ledger) {
      expect(version).toBe(termsVersion)
      expect(address_hash).toMatch(/^[0-9a-f]{32}$/)
    }
  })

  test('notes what was changed, and kintone hears of it', async () => {
    await browser.post('/mypage/account/consents', { wantsMail: 'yes' })
    await browser.post('/mypage/account/consents', { wantsMail: 'yes' })
    const added = (await ledgerOf(hanako.email)).slice(4)
    expect(added.map(({ kind, is_granted }) => [kind, is_granted])).toEqual([
      ['mail', true],
      ['ai', false],
    ])
    await eventually('the choice in kintone', async () => {
      const [record] = await portal.staff.records('talent', `メールアドレス = "${hanako.email}"`)
      return record?.メール配信設定?.value === '配信中' && record.AI利用?.value === '利用しない'
    })
    const page = await read(await browser.get('/mypage/account/consents'))
    expect(page).toContain('AIによるマッチ度の評価 同意しない')
  })
})

describe('after new terms', () => {
  test('the portal asks again before anything else, and leaving stays possible', async () => {
    await portal.portal.database.db.execute(sql`update users set terms_version = '2020-01-01'`)
    const asked = await browser.get('/mypage/career')
    expect(asked.headers.get('location')).toBe('/terms/consent?next=%2Fmypage%2Fcareer')
    expect((await browser.post('/jobs/J-1/application')).headers.get('location')).toStartWith('/terms/consent')
    for (const path of ['/mypage/account', '/mypage/account/export', '/mypage/account/closure'])
      expect((await browser.get(path)).status).toBe(200)
    expect(await read(await browser.get('/terms/consent'))).toContain('同意して続ける')
  })

  test('agreeing leads on and is noted', async () => {
    const agreed = await browser.post('/terms/consent', { next: '/mypage/career' })
    expect(agreed.headers.get('location')).toBe('/mypage/career')
    expect((await browser.get('/mypage/career')).status).toBe(200)
    const last = (await ledgerOf(hanako.email)).slice(-2)
    expect(last.map(({ kind, is_granted }) => [kind, is_granted])).toEqual([
      ['terms', true],
      ['privacy', true],
    ])
  })
})

describe('the export', () => {
  type Export = {
    account: { email: string }
    profile: { familyName: string }
    applications: { jobId: string; message: string; history: unknown[] }[]
    scores: { engine: string; jobs: { jobId: string }[] }
    consents: unknown[]
    sessions: unknown[]
    letters: { kind: string }[]
  }

  test('holds everything of this person, readable, and nobody else', async () => {
    await register(portal, { ...taro, email: 'other@example.com' })
    await browser.post('/jobs/J-1/application', { message: 'よろしくお願いします' })
    const response = await browser.get('/mypage/account/export')
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="proworks-\d{4}-\d\d-\d\d.json"$/,
    )
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const text = await response.text()
    const data = JSON.parse(text) as Export
    expect(data.account.email).toBe(hanako.email)
    expect(data.profile.familyName).toBe(hanako.familyName)
    expect(data.applications[0]).toMatchObject({ jobId: 'J-1', message: 'よろしくお願いします' })
    expect(data.applications[0]?.history).toHaveLength(1)
    expect(data.scores.jobs.map(({ jobId }) => jobId)).toEqual(['J-1'])
    expect(data.consents.length).toBeGreaterThan(5)
    expect(data.sessions).toHaveLength(1)
    expect(data.letters.map(({ kind }) => kind)).toContain('welcome')
    expect(text).not.toContain('other@example.com')
    expect(text).not.toMatch(/\$argon2|session_token|"token"/)
  })
})
