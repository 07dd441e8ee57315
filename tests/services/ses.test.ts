import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { type MailService, openMail } from '../../src/services/ses/client'
import { openMailbox } from '../support/mailbox'
import { testConfig } from '../support/portal'
import { openStaff } from '../support/staff'

let sandbox: Sandbox
let mail: MailService
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
  mail = openMail(testConfig(sandbox).mail)
})
afterAll(() => sandbox.stop())

const letter = { id: 'letter-1', subject: '件名 ①', text: '本文\n二行目', html: '<p>本文</p>' }

test('a letter arrives with its subject, both parts and the id by which a repeated one is told', async () => {
  await mail.send('hanako@example.com', letter)
  expect(await openMailbox(sandbox).to('hanako@example.com')).toEqual([{ to: 'hanako@example.com', ...letter }])
})

test('a throttled letter may be sent again, a rejected address may not', async () => {
  const staff = openStaff(sandbox)
  const failure = () => mail.send('taro@example.com', letter).catch((error: unknown) => error)
  await staff.arm({ name: 'mail-throttled', count: 1 })
  expect(await failure()).toMatchObject({ isFinal: false })
  await staff.arm({ name: 'mail-rejected-address', count: 1 })
  expect(await failure()).toMatchObject({ isFinal: true, code: 'MessageRejected' })
})
