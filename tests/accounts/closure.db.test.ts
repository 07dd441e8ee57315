import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { deleteAbandonedUsers } from '../../src/db/users'
import { type Browser, read } from '../support/browser'
import { hanako, type Person, taro } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register, signUp } from '../support/register'
import { jobFields } from '../support/staff'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
  for (const id of ['J-1', 'J-2', 'J-3']) await portal.staff.add('job', jobFields(id))
  await portal.portal.synchronise()
})
afterAll(() => portal.stop())

const reason = '希望に合う案件がない'
const close = (browser: Browser, password: string) =>
  browser.post('/mypage/account/closure/confirmation', { reason, comment: '', password })
const idOf = async ({ email }: Person) => {
  const [record] = await portal.staff.records('talent', `メールアドレス = "${email}"`)
  return record?.auth_user_id?.value ?? ''
}
const receipt = ({ email }: Person) => portal.mailbox.letter(email, '退会の手続きが完了しました')

/** Tables in which anything names this person; found by reading every row of every table. */
async function tablesThatKnow(userId: string): Promise<string[]> {
  const { db } = portal.portal.database
  const { rows } = await db.execute(sql`select table_name from information_schema.tables where table_schema = 'public'`)
  const known: string[] = []
  for (const { table_name: table } of rows as { table_name: string }[]) {
    const name = sql.identifier(table)
    const found = await db.execute(sql`select 1 from ${name} t where t::text like ${`%${userId}%`} limit 1`)
    if (found.rows.length > 0) known.push(table)
  }
  return known.sort()
}

describe('closing an account', () => {
  const person = { ...hanako, email: 'leaver@example.com' }
  let browser: Browser
  let id: string

  beforeAll(async () => {
    browser = await register(portal, person)
    id = await idOf(person)
    await browser.post('/mypage/profile', { ...person, phone: '090-1111-2222', address: '千代田区見本町1-2-3' })
    for (const job of ['J-1', 'J-2', 'J-3']) await browser.post(`/jobs/${job}/application`, { message: '秘密の話' })
    await eventually('the applications in kintone', async () => (await applications()).length === 3)
    const [, second, third] = await applications()
    await portal.staff.change('application', second?.$id?.value ?? '', { 対応状況: { value: '面談調整中' } })
    await portal.staff.change('application', third?.$id?.value ?? '', { 対応状況: { value: '見送り' } })
    await portal.staff.add('recommendation', {
      推薦キー: { value: `${id}:J-1` },
      人材ID: { value: id },
      案件ID: { value: 'J-1' },
      担当者おすすめ: { value: 'おすすめ' },
      担当者コメント: { value: '花さんにどうぞ' },
    })
    await portal.portal.synchronise()
  })
  const applications = () => portal.staff.records('application', `auth_user_id = "${id}" order by 案件ID asc`)

  test('asks why, then for the password', async () => {
    const first = await browser.post('/mypage/account/closure', { reason: '', comment: '' })
    expect(first.status).toBe(422)
    expect(await read(first)).toContain('退会の理由を選択してください')
    const second = await read(await browser.post('/mypage/account/closure', { reason, comment: '' }))
    expect(second).toContain('残すもの')
    const refused = await close(browser, 'not the password at all')
    expect(await read(refused)).toContain('パスワードが違います')
    expect((await browser.get('/mypage')).status).toBe(200)
  })

  test('ends every way in at once, also while kintone is away', async () => {
    await portal.staff.arm({ name: 'kintone-unavailable' })
    const done = await close(browser, person.password)
    expect(done.headers.get('location')).toBe('/account-closed')
    expect((await browser.get('/mypage')).status).toBe(303)
    const { email, password } = person
    expect((await portal.browser().post('/login', { email, password })).status).toBe(422)
    expect(await tablesThatKnow(id)).toEqual(['account_closures'])
    await portal.staff.disarm()
  })

  test('leaves nothing personal in kintone and withdraws what is open', async () => {
    await receipt(person)
    const [talent] = await portal.staff.records('talent', `auth_user_id = "${id}"`)
    const content = JSON.stringify(talent)
    for (const trace of [person.email, '山川', '090-1111-2222', '見本町']) expect(content).not.toContain(trace)
    expect(talent?.ST?.value).toBe('退会')
    const ended = await applications()
    expect(ended.map((record) => record.対応状況?.value)).toEqual(['応募取消し', '辞退', '見送り'])
    expect(JSON.stringify(ended)).not.toContain('秘密の話')
    expect(await portal.staff.records('recommendation')).toEqual([])
    const [inquiry] = await portal.staff.records('inquiry')
    expect(inquiry?.退会理由?.value).toBe(reason)
  })

  test('stays closed when the sync reads kintone again', async () => {
    await portal.portal.synchronise()
    expect(await tablesThatKnow(id)).toEqual(['account_closures', 'letters'])
    const { rows } = await portal.portal.database.db.execute(sql`select email from account_closures`)
    expect(rows).toEqual([{ email: null }])
  })

  test('lets the same address register again, as somebody new', async () => {
    await portal.portal.database.db.execute(sql`delete from letters`)
    const fresh = await signUp(portal.browser(), person)
    expect(fresh.status).toBe(200)
    const again = await eventually('a new letter', async () => {
      const letters = (await portal.mailbox.to(person.email)).filter((mail) => mail.subject.includes('確認をお願い'))
      return letters.length === 2 && letters.at(-1)
    })
    const token = /token=([\w.-]+)/.exec(again.text)?.[1] ?? ''
    const done = await portal.browser().post('/verify-email', { token, password: person.password })
    expect(done.status).toBe(303)
    await eventually('the new record', async () => (await idOf(person)) !== '')
    expect(await idOf(person)).not.toBe(id)
  })
})

/** The calls of a closure, one by one; apps by the sandbox's numbers. */
const calls: [string, { app: string; path: string }][] = [
  ['looking for the report', { app: '5', path: '/k/v1/records.json' }],
  ['adding the report', { app: '5', path: '/k/v1/record.json' }],
  ['emptying the record', { app: '1', path: '/k/v1/record.json' }],
  ['ending applications', { app: '3', path: '/k/v1/records.json' }],
  ['deleting recommendations', { app: '4', path: '/k/v1/records.json' }],
]

test.each(calls)('a closure that fails at %s is finished by the next attempt, with one receipt', async (_, call) => {
  const person = { ...taro, email: `fails-at-${calls.findIndex(([, it]) => it === call)}@example.com` }
  const browser = await register(portal, person)
  const id = await idOf(person)
  await browser.post('/jobs/J-1/application')
  const applied = () => portal.staff.records('application', `auth_user_id = "${id}"`)
  const reports = () => portal.staff.records('inquiry', `ユーザーID = "${id}"`)
  await eventually('the application', async () => (await applied()).length === 1)
  // As often as the call repeats itself.
  await portal.staff.arm({ name: 'kintone-unavailable', count: 3, ...call })
  await close(browser, person.password)
  await receipt(person)
  // Asked of the database: a look at kintone would take up the fault that the portal is to meet.
  await eventually('the report', async () => {
    const query = sql`select 1 from account_closures where talent_id = ${id} and is_reported`
    return (await portal.portal.database.db.execute(query)).rows.length === 1
  })
  await portal.staff.disarm()
  const [talent] = await portal.staff.records('talent', `auth_user_id = "${id}"`)
  expect(talent?.氏名?.value).toBe('退会済み')
  expect((await applied())[0]?.対応状況?.value).toBe('応募取消し')
  expect(await reports()).toHaveLength(1)
  const receipts = (await portal.mailbox.to(person.email)).filter(({ subject }) => subject.includes('退会'))
  expect(receipts).toHaveLength(1)
})

test('two tabs that close at the same moment close once', async () => {
  const person = { ...taro, email: 'two-tabs@example.com' }
  const browser = await register(portal, person)
  const answers = await Promise.all([close(browser, person.password), close(browser, person.password)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  await receipt(person)
})

test('an application that was on its way at that very moment is withdrawn by the second look', async () => {
  const person = { ...taro, email: 'on-its-way@example.com' }
  const browser = await register(portal, person)
  const id = await idOf(person)
  await close(browser, person.password)
  await receipt(person)
  await portal.staff.add('application', {
    応募キー: { value: `${id}:J-2` },
    auth_user_id: { value: id },
    案件ID: { value: 'J-2' },
    応募メッセージ: { value: '遅れて届いた話' },
  })
  const { db } = portal.portal.database
  await db.execute(
    sql`update account_closures set completed_at = now() - interval '11 minutes' where talent_id = ${id}`,
  )
  await portal.portal.sweep()
  await eventually('the second look', async () => {
    const [record] = await portal.staff.records('application', `auth_user_id = "${id}"`)
    return record?.対応状況?.value === '応募取消し' && record.応募メッセージ?.value === ''
  })
})

test('a receipt that SES refuses leaves no address behind', async () => {
  const person = { ...taro, email: 'refused-receipt@example.com' }
  const browser = await register(portal, person)
  const id = await idOf(person)
  await portal.staff.arm({ name: 'mail-rejected-address' })
  await close(browser, person.password)
  await eventually('the refusal', async () => {
    const query = sql`select recipient from letters where user_id = ${id} and refusal is not null`
    const { rows } = await portal.portal.database.db.execute(query)
    return rows.length === 1 && rows[0]?.recipient === null
  })
  await portal.staff.disarm()
})

test('the agency’s own note does not hold up the deletion', async () => {
  const person = { ...taro, email: 'no-inquiries@example.com' }
  const browser = await register(portal, person)
  const id = await idOf(person)
  await portal.staff.arm({ name: 'kintone-unavailable', app: '5' })
  await close(browser, person.password)
  await receipt(person)
  const [talent] = await portal.staff.records('talent', `auth_user_id = "${id}"`)
  expect(talent?.氏名?.value).toBe('退会済み')
  await portal.staff.disarm()
})

test('registrations that nobody completes are forgotten after a week', async () => {
  const person = { ...taro, email: 'abandoned@example.com' }
  const { db } = portal.portal.database
  await signUp(portal.browser(), person)
  await db.execute(sql`update users set created_at = now() - interval '8 days' where email = ${person.email}`)
  expect(await deleteAbandonedUsers(db)).toBe(1)
  expect((await db.execute(sql`select 1 from users where email = ${person.email}`)).rows).toEqual([])
  expect((await db.execute(sql`select 1 from users`)).rows.length).toBeGreaterThan(0)
})
