import { afterEach, beforeEach, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { type Mailbox, openMailbox } from '../support/mailbox'
import { linkToken, register, signUp, verificationToken } from '../support/register'
import { type Machine, openMachine, type Server } from '../support/server'
import { jobFields, openStaff, type Staff } from '../support/staff'

// Every step below ends with kill -9, at a moment when its background work has not been done: mail and kintone refuse
// until the next start. Nothing half-done may stay, and nothing may happen twice.

let sandbox: Sandbox
let staff: Staff
let mailbox: Mailbox
let machine: Machine
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
  staff = openStaff(sandbox)
  mailbox = openMailbox(sandbox)
  await staff.add('job', jobFields('J-1'))
  machine = await openMachine(sandbox)
})
afterEach(async () => {
  await machine.remove()
  await sandbox.stop()
})

const { email, password } = hanako
const lettersAbout = async (address: string, words: string) =>
  (await mailbox.to(address)).filter(({ subject }) => subject.includes(words))

/** Does something while mail and kintone are away, then kills the server. */
async function killedAfter<T>(server: Server, work: () => Promise<T>): Promise<T> {
  await staff.arm({ name: 'kintone-unavailable' })
  await staff.arm({ name: 'mail-throttled' })
  const result = await work()
  await server.end('SIGKILL')
  await staff.disarm()
  return result
}

test('a registration that is killed after each step is finished by the next start', async () => {
  const first = await machine.start()
  await killedAfter(first, () => signUp(first.browser(), hanako))
  const second = await machine.start()
  const token = await verificationToken(mailbox, hanako)
  await killedAfter(second, () => second.browser().post('/verify-email', { token, password }))
  const third = await machine.start()
  await eventually('the talent in kintone', async () => (await staff.records('talent')).length === 1)
  await mailbox.letter(email, 'ご登録が完了しました')
  const browser = third.browser()
  expect((await browser.post('/login', { email, password })).headers.get('location')).toBe('/jobs')
  expect(await lettersAbout(email, 'メールアドレスの確認')).toHaveLength(1)
  expect(await lettersAbout(email, 'ご登録が完了しました')).toHaveLength(1)
  expect(await staff.records('talent')).toHaveLength(1)
})

test('a change of address that is killed after each step is finished by the next start', async () => {
  const newEmail = 'new-address@example.com'
  const first = await machine.start()
  const browser = await register({ browser: first.browser, mailbox }, hanako)
  await killedAfter(first, () => browser.post('/mypage/account/email', { newEmail, password }))
  const second = await machine.start()
  const old = await linkToken(mailbox, email, 'いまのアドレス')
  const fresh = await linkToken(mailbox, newEmail, '新しいアドレス')
  await killedAfter(second, () => second.browser().post('/email-change', { token: old }))
  const third = await machine.start()
  await killedAfter(third, () => third.browser().post('/email-change', { token: fresh }))
  const fourth = await machine.start()
  await mailbox.letter(email, 'メールアドレスを変更しました')
  await eventually('the new address in kintone', async () => {
    const [record] = await staff.records('talent')
    return record?.メールアドレス?.value === newEmail
  })
  const signedIn = await fourth.browser().post('/login', { email: newEmail, password })
  expect(signedIn.headers.get('location')).toBe('/jobs')
  expect((await fourth.browser().post('/login', { email, password })).status).toBe(422)
  for (const words of ['いまのアドレス', 'メールアドレスを変更しました'])
    expect(await lettersAbout(email, words)).toHaveLength(1)
})

test('a closure that is killed is finished by the next start, with one receipt', async () => {
  const first = await machine.start()
  await eventually('the job', async () => (await read(await first.browser().get('/jobs'))).includes('J-1'))
  const browser = await register({ browser: first.browser, mailbox }, hanako)
  await browser.post('/jobs/J-1/application')
  await eventually('the application', async () => (await staff.records('application')).length === 1)
  const closing = { reason: 'その他', comment: '', password }
  await killedAfter(first, () => browser.post('/mypage/account/closure/confirmation', closing))
  const second = await machine.start()
  expect((await second.browser().post('/login', { email, password })).status).toBe(422)
  // Killed once more in the middle: the record is emptied, the applications are not.
  await staff.arm({ name: 'kintone-unavailable', app: '3', path: '/k/v1/records.json' })
  await eventually('the emptied record', async () => (await staff.records('talent'))[0]?.氏名?.value === '退会済み')
  await second.end('SIGKILL')
  await staff.disarm()
  await machine.start()
  await mailbox.letter(email, '退会の手続きが完了しました')
  expect((await staff.records('application'))[0]?.対応状況?.value).toBe('応募取消し')
  expect(await staff.records('inquiry')).toHaveLength(1)
  expect(await lettersAbout(email, '退会')).toHaveLength(1)
})
