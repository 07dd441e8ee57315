import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { emailChangeToken } from '../../src/accounts/email-change-token'
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

const [oldWords, newWords] = ['いまのアドレス', '新しいアドレス']
const ask = (browser: Browser, newEmail: string, password = hanako.password) =>
  browser.post('/mypage/account/email', { newEmail, password })
const confirm = async (token: string) => portal.browser().post('/email-change', { token })
const addressIn = async (browser: Browser) =>
  /\S+@example\.com/.exec(await read(await browser.get('/mypage/account')))?.[0]

describe('a change of address', () => {
  const person = { ...hanako, email: 'before@example.com' }
  const newEmail = 'after@example.com'
  let browser: Browser

  test('asks for the password and sends a link to both addresses', async () => {
    browser = await register(portal, person)
    const refused = await ask(browser, newEmail, 'not the password at all')
    expect(await read(refused)).toContain('パスワードが違います')
    const asked = await ask(browser, newEmail)
    expect(asked.headers.get('location')).toBe('/mypage/account/email?done=requested')
    const page = await read(await browser.get('/mypage/account/email'))
    expect(page).toContain(`${newEmail} 確認待ち`)
    const letter = await portal.mailbox.letter(newEmail, newWords)
    expect(letter.text).not.toContain(person.familyName)
  })

  test('opening a link changes nothing, one confirmation alone neither', async () => {
    const token = await linkToken(portal.mailbox, person.email, oldWords)
    expect(await read(await portal.browser().get(`/email-change?token=${token}`))).toContain('この変更を認める')
    expect(await read(await browser.get('/mypage/account/email'))).toContain(`${person.email} 確認待ち`)
    expect(await read(await confirm(token))).toContain('新しいメールアドレスに届いたリンク')
    expect(await addressIn(browser)).toBe(person.email)
  })

  test('both together change account, kintone, and tell the old address', async () => {
    const token = await linkToken(portal.mailbox, newEmail, newWords)
    expect(await read(await confirm(token))).toContain('メールアドレスを変更しました')
    expect(await addressIn(browser)).toBe(newEmail)
    await portal.mailbox.letter(person.email, 'メールアドレスを変更しました')
    await eventually('the new address in kintone', async () => {
      const records = await portal.staff.records('talent', `メールアドレス = "${newEmail}"`)
      return records.length === 1
    })
    await signIn(portal, { ...person, email: newEmail })
    const old = await portal.browser().post('/login', { email: person.email, password: person.password })
    expect(old.status).toBe(422)
  })

  test('used links are worth nothing', async () => {
    for (const [address, words] of [
      [person.email, oldWords],
      [newEmail, newWords],
    ] as const) {
      const response = await confirm(await linkToken(portal.mailbox, address, words))
      expect(response.status).toBe(422)
    }
  })
})

test('a newer request overtakes the links of an older one, and taking it back ends them', async () => {
  const person = { ...hanako, email: 'twice@example.com' }
  const browser = await register(portal, person)
  await ask(browser, 'first@example.com')
  const first = await linkToken(portal.mailbox, 'first@example.com', newWords)
  await ask(browser, 'second@example.com')
  expect((await confirm(first)).status).toBe(422)
  const second = await linkToken(portal.mailbox, 'second@example.com', newWords)
  await browser.post('/mypage/account/email/cancellation')
  expect((await confirm(second)).status).toBe(422)
  expect(await addressIn(browser)).toBe(person.email)
})

test('forged, foreign and expired links are worth nothing', async () => {
  const person = { ...taro, email: 'forged@example.com' }
  const browser = await register(portal, person)
  await ask(browser, 'forged-new@example.com', person.password)
  const token = await linkToken(portal.mailbox, person.email, oldWords)
  const verification = await linkToken(portal.mailbox, person.email, 'メールアドレスの確認をお願い')
  const change = { userId: 'somebody', id: crypto.randomUUID() }
  const forged = await emailChangeToken('another secret of thirty-two characters', change, 'new')
  for (const bad of [`${token}x`, verification, forged, '', 'a.b.c']) expect((await confirm(bad)).status).toBe(422)
  await portal.portal.database.db.execute(sql`update email_changes set expires_at = now() - interval '1 second'`)
  expect((await confirm(token)).status).toBe(422)
})

test('an address of somebody else is not told to the asker; its owner gets a letter without a link to it', async () => {
  const owner = { ...taro, email: 'taken@example.com' }
  await register(portal, owner)
  const browser = await register(portal, { ...hanako, email: 'asker@example.com' })
  const asked = await ask(browser, owner.email)
  expect(asked.headers.get('location')).toBe('/mypage/account/email?done=requested')
  const { text } = await portal.mailbox.letter(owner.email, 'このメールアドレスはすでに登録されています')
  expect(text).not.toContain('token=')
})

test('an address that was taken in the meantime stays with its owner', async () => {
  const person = { ...hanako, email: 'slow@example.com' }
  const browser = await register(portal, person)
  await ask(browser, 'fast@example.com')
  const [old, fresh] = [
    await linkToken(portal.mailbox, person.email, oldWords),
    await linkToken(portal.mailbox, 'fast@example.com', newWords),
  ]
  await register(portal, { ...taro, email: 'fast@example.com' })
  await confirm(old)
  const response = await confirm(fresh)
  expect(response.status).toBe(422)
  expect(await read(response)).toContain('すでに登録されています')
  expect(await addressIn(browser)).toBe(person.email)
})

test('both links pressed at the same moment change the address once', async () => {
  const person = { ...hanako, email: 'at-once@example.com' }
  const browser = await register(portal, person)
  await ask(browser, 'at-once-new@example.com')
  const tokens = [
    await linkToken(portal.mailbox, person.email, oldWords),
    await linkToken(portal.mailbox, 'at-once-new@example.com', newWords),
  ]
  await Promise.all([...tokens, ...tokens].map(confirm))
  expect(await addressIn(browser)).toBe('at-once-new@example.com')
})

test('line breaks and Unicode in an address are refused before anything is sent', async () => {
  const browser = await register(portal, { ...hanako, email: 'injected@example.com' })
  for (const bad of ['x@example.com\r\nBcc: y@example.com', '太郎@example.com', `${'a'.repeat(250)}@example.com`])
    expect((await ask(browser, bad)).status).toBe(422)
})

test('a reset link that lies in the old mailbox ends with the address', async () => {
  const person = { ...hanako, email: 'old-mailbox@example.com' }
  const newEmail = 'new-mailbox@example.com'
  const browser = await register(portal, person)
  await portal.browser().post('/password/forgot', { email: person.email })
  const reset = await linkToken(portal.mailbox, person.email, 'パスワードの再設定')
  await ask(browser, newEmail)
  await confirm(await linkToken(portal.mailbox, person.email, oldWords))
  await confirm(await linkToken(portal.mailbox, newEmail, newWords))
  const late = await portal.browser().post('/password/reset', { token: reset, newPassword: '月夜の うさぎが 三匹' })
  expect(late.status).toBe(422)
  await signIn(portal, { ...person, email: newEmail })
})

test('an address that somebody registered and never proved goes to whoever proves it', async () => {
  const person = { ...hanako, email: 'prover@example.com' }
  const squatted = { ...taro, familyName: '至急お電話', email: 'squatted@example.com' }
  await signUp(portal.browser(), squatted)
  await portal.mailbox.letter(squatted.email, 'メールアドレスの確認をお願い')
  const browser = await register(portal, person)
  await ask(browser, squatted.email)
  const letter = await portal.mailbox.letter(squatted.email, newWords)
  expect(letter.text).not.toContain(squatted.familyName)
  await confirm(await linkToken(portal.mailbox, person.email, oldWords))
  await confirm(await linkToken(portal.mailbox, squatted.email, newWords))
  expect(await addressIn(browser)).toBe(squatted.email)
})
