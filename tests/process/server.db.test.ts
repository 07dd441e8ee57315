import { afterEach, beforeEach, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { read } from '../support/browser'
import { hanako } from '../support/cast'
import { databaseKind } from '../support/database'
import { eventually } from '../support/eventually'
import { openMailbox } from '../support/mailbox'
import { register } from '../support/register'
import { type Machine, openMachine } from '../support/server'
import { jobFields, openStaff, type Staff } from '../support/staff'

let sandbox: Sandbox
let staff: Staff
let machine: Machine
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
  staff = openStaff(sandbox)
  await staff.add('job', jobFields('J-1'))
  machine = await openMachine(sandbox)
})
afterEach(async () => {
  await machine.remove()
  await sandbox.stop()
})

test('killed between "applied" and the worker’s write: one application and one letter after the restart', async () => {
  const mailbox = openMailbox(sandbox)
  const first = await machine.start()
  await eventually('the job', async () => (await read(await first.browser().get('/jobs'))).includes('J-1'))
  const browser = await register({ browser: first.browser, mailbox }, hanako)
  await staff.arm({ name: 'kintone-unavailable', path: '/k/v1/record.json' })
  await staff.arm({ name: 'mail-throttled' })
  const applied = await browser.post('/jobs/J-1/application')
  expect(applied.headers.get('location')).toContain('applied=1')
  await first.end('SIGKILL')
  await staff.disarm()
  expect(await staff.records('application')).toEqual([])
  await machine.start()
  await eventually('the record', async () => (await staff.records('application')).length > 0)
  const letters = () =>
    mailbox.to(hanako.email).then((mails) => mails.filter((mail) => mail.subject.includes('ご応募')))
  await eventually('the letter', async () => (await letters()).length > 0)
  // A task that is run a second time would show itself while the sync, four calls each, comes round a few times.
  await staff.forgetCalls()
  await eventually('four more syncs', async () => (await staff.calls()).kintone >= 16)
  expect(await staff.records('application')).toHaveLength(1)
  expect(await letters()).toHaveLength(1)
})

test('SIGTERM finishes what runs and ends with 0 within ten seconds', async () => {
  const server = await machine.start()
  const half = await halfRequest(server.url)
  const startedAt = Date.now()
  const ended = server.end('SIGTERM')
  await eventually('the stop', () => server.log().includes('server.stopping'))
  expect(await half.finish()).toStartWith('HTTP/1.1 422')
  expect(await ended).toBe(0)
  expect(Date.now() - startedAt).toBeLessThan(10_000)
  expect(server.log()).toContain('server.stopped')
})

/** A sign-in form of which the server has the first half; `finish` sends the rest and hands back the answer. */
async function halfRequest(url: string) {
  const { hostname, port, origin } = new URL(url)
  const [first, second] = ['email=nobody%40example.com&', 'password=wrong+on+purpose']
  const length = first.length + second.length
  const head = `POST /login HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${origin}\r\nConnection: close\r\n`
  const type = `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`
  const answer = Promise.withResolvers<string>()
  let text = ''
  const socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      data: (_, chunk) => {
        text += chunk.toString()
      },
      close: () => answer.resolve(text),
      error: (_, error) => answer.reject(error),
    },
  })
  socket.write(head + type + first)
  // Answered after the bytes before it were read.
  await fetch(`${url}/healthz`)
  const finish = () => {
    socket.write(second)
    return answer.promise
  }
  return { finish }
}

test('personal data never reaches the log', async () => {
  const server = await machine.start()
  await register({ browser: server.browser, mailbox: openMailbox(sandbox) }, hanako)
  for (const secret of [hanako.email, hanako.familyName, hanako.password, 'token=', 'sandbox-'])
    expect(server.log()).not.toContain(secret)
  expect(server.log()).toContain('"route":"/verify-email"')
})

if (databaseKind === 'pglite') {
  test('a second server on the same data directory is refused with one line', async () => {
    await machine.start()
    await expect(machine.start()).rejects.toThrow('is in use by another process')
  })
}
