import { afterAll, beforeAll, describe, expect, spyOn, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { read } from '../support/browser'
import { hanako, taro } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { linkToken, register, signUp, verificationToken } from '../support/register'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
afterAll(() => portal.stop())

describe('signing up', () => {
  test('all mistakes are told at once, and the answers are kept', async () => {
    const response = await portal
      .browser()
      .post('/signup', { familyName: '山川', email: 'hanako', password: 'short', phone: '電話' })
    const page = await response.text()
    expect(response.status).toBe(422)
    for (const words of [
      '名を入力してください',
      'メールアドレスを入力',
      'パスワードはあと10文字必要です',
      '電話番号を数字で',
      '同意が必要',
    ]) {
      expect(page).toContain(words)
    }
    expect(page).toContain('value="山川"')
    expect(page).toContain('value="hanako"')
    expect(page).not.toContain('short')
  })

  test('a new candidate gets a letter, verifies, is signed in and exists in kintone once', async () => {
    const browser = portal.browser()
    expect(await read(await signUp(browser, hanako))).toContain('確認メールを送りました')
    const token = await verificationToken(portal.mailbox, hanako)
    expect((await browser.get(`/verify-email?token=${token}`)).status).toBe(200)
    const verified = await browser.post('/verify-email', { token, password: hanako.password })
    expect(verified.headers.get('location')).toBe('/jobs')
    expect(await read(await browser.get('/mypage'))).toContain('山川 花')
    await browser.post('/verify-email', { token, password: hanako.password })
    await eventually('the record', async () => (await portal.staff.records('talent')).length === 1)
    const [talent] = await portal.staff.records('talent')
    expect(talent?.氏名?.value).toBe('山川 花')
    expect(talent?.メール配信設定?.value).toBe('配信停止')
    await portal.mailbox.letter(hanako.email, 'ご登録が完了')
  })

  test('an address that is taken gets the same page, and its owner a letter', async () => {
    const page = await read(await signUp(portal.browser(), hanako))
    expect(page).toContain('確認メールを送りました')
    expect((await portal.mailbox.letter(hanako.email, 'すでにご登録')).text).toContain('/login')
  })

  test('before the address is verified nobody gets in', async () => {
    const browser = portal.browser()
    await signUp(browser, taro)
    const response = await browser.post('/login', { email: taro.email, password: taro.password })
    expect(response.status).toBe(422)
    expect(await read(response)).toContain('確認がまだ済んでいません')
  })

  test('a forged link is refused and a new one can be asked for', async () => {
    const response = await portal.browser().post('/verify-email', { token: 'forged' })
    expect(response.status).toBe(422)
    expect(await read(response)).toContain('新しいリンクを受け取る')
  })
})

describe('signing in', () => {
  test('a wrong password and an unknown address get the same answer', async () => {
    const [wrong, unknown] = [portal.browser(), portal.browser()]
    const answers = await Promise.all([
      wrong.post('/login', { email: hanako.email, password: 'not the password at all' }),
      unknown.post('/login', { email: 'nobody@example.com', password: 'not the password at all' }),
    ])
    const [first, second] = await Promise.all(answers.map(read))
    expect(answers.map((answer) => answer.status)).toEqual([422, 422])
    expect(first).toBe(second as string)
  })

  test('signing in leads back to the page that asked, and nowhere else', async () => {
    const browser = portal.browser()
    const asked = await browser.get('/mypage/career')
    expect(asked.headers.get('location')).toBe('/login?next=%2Fmypage%2Fcareer')
    const { email, password } = hanako
    expect((await browser.post('/login', { email, password, next: '/mypage/career' })).headers.get('location')).toBe(
      '/mypage/career',
    )
    const foreign = await portal.browser().post('/login', { email, password, next: '//evil.example' })
    expect(foreign.headers.get('location')).toBe('/jobs')
  })

  test('without the wish to stay signed in the cookie ends with the browser', async () => {
    const { email, password } = hanako
    const short = await portal.browser().post('/login', { email, password })
    const long = await portal.browser().post('/login', { email, password, staysSignedIn: 'yes' })
    const sessionCookie = (response: Response) =>
      response.headers.getSetCookie().find((line) => line.includes('session_token')) ?? ''
    expect(sessionCookie(short)).not.toContain('Max-Age')
    expect(sessionCookie(long)).toContain('Max-Age=2592000')
    expect(sessionCookie(long)).toContain('HttpOnly')
  })

  test('signing out ends the session', async () => {
    const browser = portal.browser()
    await browser.post('/login', { email: hanako.email, password: hanako.password })
    const before = new Map(browser.cookies)
    await browser.post('/logout')
    expect((await browser.get('/mypage')).status).toBe(303)
    for (const [name, value] of before) browser.cookies.set(name, value)
    expect((await browser.post('/mypage/profile', {})).status).toBe(303)
  })
})

test('a candidate who registers is known to kintone while kintone is away and comes back', async () => {
  const person = { ...hanako, email: 'later@example.com' }
  await portal.staff.arm({ name: 'kintone-unavailable', count: 3 })
  await register(portal, person)
  expect(await portal.staff.records('talent', `メールアドレス = "${person.email}"`)).toHaveLength(1)
})

test('whoever lost the letter can ask for a new one from the sign-in page', async () => {
  const person = { ...taro, email: 'lost@example.com' }
  const browser = portal.browser()
  await signUp(browser, person)
  await portal.mailbox.letter(person.email, 'メールアドレスの確認')
  const refused = await browser.post('/login', { email: person.email, password: person.password })
  expect(await read(refused)).toContain('確認メールを受け取り直す')
  expect(await read(await browser.get('/verify-email'))).toContain('登録したメールアドレスを入力')
  await browser.post('/verify-email/resend', { email: person.email })
  await eventually('the second letter', async () => (await portal.mailbox.to(person.email)).length === 2)
})

describe('an address that a stranger registered first', () => {
  const owner = { ...hanako, email: 'owner@example.com', password: 'the owner knows this one' }
  const stranger = { ...owner, familyName: '他人', password: 'the stranger knows this one' }

  test('is not completed without the password; the mailbox’s owner takes the registration back', async () => {
    await signUp(portal.browser(), stranger)
    const token = await verificationToken(portal.mailbox, owner)
    const browser = portal.browser()
    const refused = await browser.post('/verify-email', { token, password: owner.password })
    expect(refused.status).toBe(422)
    expect(await read(refused)).toContain('登録したときのパスワードと違います')
    expect((await browser.get('/mypage')).status).toBe(303)
    expect(await read(await browser.post('/verify-email/cancellation', { token }))).toContain('登録を取り消しました')
    const { email } = owner
    expect((await portal.browser().post('/login', { email, password: stranger.password })).status).toBe(422)
    expect((await browser.post('/verify-email', { token, password: stranger.password })).status).toBe(422)
  })

  test('is registered anew with the owner’s own words', async () => {
    const browser = portal.browser()
    await signUp(browser, owner)
    const letters = await eventually('a second letter', async () => {
      const all = await portal.mailbox.to(owner.email)
      return all.length === 2 && all
    })
    const token = /token=([\w.-]+)/.exec(letters.at(-1)?.text ?? '')?.[1] ?? ''
    const done = await browser.post('/verify-email', { token, password: owner.password })
    expect(done.headers.get('location')).toBe('/jobs')
    expect(await read(await browser.get('/mypage'))).toContain(`${owner.familyName} ${owner.givenName}`)
  })

  test('cannot be taken back any more once it is verified', async () => {
    const token = await linkToken(portal.mailbox, owner.email, 'メールアドレスの確認')
    const late = await portal.browser().post('/verify-email/cancellation', { token })
    expect(late.headers.get('location')).toBe('/login?notice=verified')
    expect((await portal.browser().post('/login', { email: owner.email, password: owner.password })).status).toBe(303)
  })
})

test('a failing query is a fault of ours, and nothing of it is printed', async () => {
  const person = { ...taro, email: 'unlucky@example.com' }
  await register(portal, person)
  const { db } = portal.portal.database
  await db.execute(sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'no room'; end $$`)
  await db.execute(sql`create trigger refuse before insert on sessions for each row execute function refuse()`)
  const printed = spyOn(console, 'error')
  const { email, password } = person
  const response = await portal.browser().post('/login', { email, password })
  await db.execute(sql`drop trigger refuse on sessions`)
  expect(response.status).toBe(500)
  expect(printed).not.toHaveBeenCalled()
  printed.mockRestore()
})

test('a name cannot carry a link into our letters', async () => {
  const response = await signUp(portal.browser(), {
    ...taro,
    email: 'x@example.com',
    familyName: '今すぐ https://evil.example/',
  })
  expect(response.status).toBe(422)
})

test('whom staff have closed is a visitor from the next sync on', async () => {
  const person = { ...taro, email: 'closed@example.com' }
  const browser = await register(portal, person)
  const [record] = await portal.staff.records('talent', `メールアドレス = "${person.email}"`)
  await portal.staff.change('talent', record?.$id?.value ?? '', { ST: { value: '退会' } })
  await portal.portal.synchronise()
  expect((await browser.get('/mypage')).status).toBe(303)
  expect((await browser.post('/mypage/profile', {})).status).toBe(303)
})
