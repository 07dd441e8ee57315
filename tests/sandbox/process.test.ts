import { afterAll, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import { type StartLine, startSandbox } from '../../sandbox/start'
import { job } from './cast'

const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
afterAll(() => rm(folder, { recursive: true }))

const main = join(import.meta.dir, '../../sandbox/main.ts')
const run = (...args: string[]) => Bun.spawn([process.execPath, main, ...args], { stdout: 'pipe', stderr: 'pipe' })

async function startProcess(...args: string[]): Promise<{ child: ReturnType<typeof run>; startLine: StartLine }> {
  const child = run('--json', '--port', '0', ...args)
  const reader = child.stdout.getReader()
  let text = ''
  while (!text.includes('\n')) {
    const { value, done } = await reader.read()
    if (done) throw new Error(await new Response(child.stderr).text())
    text += new TextDecoder().decode(value)
  }
  return { child, startLine: JSON.parse(text) }
}

const jobsOf = ({ kintone }: StartLine) =>
  new KintoneRestAPIClient({ baseUrl: kintone.baseUrl, auth: { apiToken: kintone.apps.job.token }, proxy: false })
    .record

test('the first line names every address, app and token', async () => {
  const { child, startLine } = await startProcess('--data', join(folder, 'line'), '--seed', 'empty')
  expect(startLine.kintone.baseUrl).toMatch(/^http:\/\/localhost:\d+$/)
  expect(Object.keys(startLine.kintone.apps)).toEqual([
    'talent',
    'job',
    'application',
    'recommendation',
    'inquiry',
    'announcement',
  ])
  expect(startLine.kintone.apps.talent).toMatchObject({ id: '1', token: 'sandbox-talent-token' })
  expect(startLine.control).toBe(`${startLine.kintone.baseUrl}/_sandbox`)
  expect((await fetch(startLine.mailbox)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await child.exited).toBe(0)
})

test('every acknowledged record is there after kill -9, and nothing is seeded twice', async () => {
  const data = join(folder, 'killed')
  const first = await startProcess('--data', data, '--seed', 'demo')
  const acknowledged: string[] = []
  const record = jobsOf(first.startLine)
  const write = async (writer: number) => {
    for (let index = 0; ; index += 1) {
      const ids = [`K-${writer}-${index}-a`, `K-${writer}-${index}-b`]
      await record.addRecords({ app: 2, records: ids.map((id) => job(id)) })
      acknowledged.push(...ids)
      if (writer === 0 && index === 40) first.child.kill('SIGKILL')
    }
  }
  const ends = await Promise.allSettled([0, 1, 2, 3].map(write))
  expect(ends.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  const second = await startProcess('--data', data, '--seed', 'demo')
  const found = await jobsOf(second.startLine).getAllRecordsWithId({ app: 2, fields: ['案件ID'] })
  const keys = found.map((one) => String(one.案件ID?.value))
  expect(keys).toEqual(expect.arrayContaining(acknowledged))
  expect(keys.filter((key) => key.startsWith('PW-'))).toHaveLength(160)
  // A pair was written in one call: both or neither.
  expect(keys.filter((key) => key.endsWith('-a')).length).toBe(keys.filter((key) => key.endsWith('-b')).length)
  second.child.kill('SIGKILL')
})

test('a mail that was sent is in the mailbox after kill -9', async () => {
  const data = join(folder, 'mail')
  const first = await startProcess('--data', data, '--seed', 'empty')
  const mail = { FromEmailAddress: 'a@example.com', Destination: { ToAddresses: ['b@example.com'] } }
  const body = { ...mail, Content: { Simple: { Subject: { Data: '残る' }, Body: { Text: { Data: '本文' } } } } }
  const url = `${first.startLine.ses.endpoint}/v2/email/outbound-emails`
  expect((await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status).toBe(200)
  first.child.kill('SIGKILL')
  await first.child.exited
  const second = await startProcess('--data', data)
  const { emails } = await (await fetch(`${second.startLine.ses.endpoint}/store`)).json()
  expect(emails).toMatchObject([{ subject: '残る' }])
  second.child.kill('SIGKILL')
})

test('a call that hangs does not keep the sandbox from stopping', async () => {
  const { child, startLine } = await startProcess('--data', join(folder, 'hanging'), '--seed', 'empty')
  await fetch(`${startLine.control}/faults`, { method: 'POST', body: JSON.stringify({ name: 'kintone-timeout' }) })
  const hanging = jobsOf(startLine)
    .getRecords({ app: 2 })
    .then(
      () => 'answered',
      () => 'cut off',
    )
  const arrived = async () => (await (await fetch(`${startLine.control}/requests`)).json()).total.kintone === 1
  while (!(await arrived()));
  child.kill('SIGTERM')
  expect(await child.exited).toBe(0)
  expect(await hanging).toBe('cut off')
})

test('a folder that is in use is refused with one clear line', async () => {
  const data = join(folder, 'shared')
  const first = await startProcess('--data', data, '--seed', 'empty')
  const second = run('--port', '0', '--data', data)
  expect(await second.exited).toBe(1)
  expect(await new Response(second.stderr).text()).toBe(`sandbox: another sandbox is using the data folder ${data}\n`)
  first.child.kill('SIGKILL')
})

test('an unknown option ends with 2 and the usage, a taken port with 1', async () => {
  const unknown = run('--colour', 'blue')
  expect(await unknown.exited).toBe(2)
  expect(await new Response(unknown.stderr).text()).toContain('usage: ')
  const { child, startLine } = await startProcess('--data', join(folder, 'first'), '--seed', 'empty')
  const taken = run('--port', new URL(startLine.kintone.baseUrl).port, '--data', join(folder, 'second'))
  expect(await taken.exited).toBe(1)
  expect(await new Response(taken.stderr).text()).toMatch(/^sandbox: port .* in use.*\n$/)
  child.kill('SIGKILL')
})

test('two sandboxes side by side do not see each other', async () => {
  const start = (name: string) => startSandbox({ seed: 'empty', dataDir: join(folder, name) })
  const [one, two] = await Promise.all([start('left'), start('right')])
  await fetch(`${one.startLine.control}/faults`, { method: 'POST', body: '{"name":"kintone-lock","app":"talent"}' })
  await jobsOf(one.startLine).addRecord({ app: 2, record: job('only here') })
  expect((await jobsOf(two.startLine).getRecords({ app: 2 })).records).toEqual([])
  const { armed } = await (await fetch(two.startLine.control)).json()
  expect(armed).toEqual([])
  await one.stop()
  expect((await jobsOf(two.startLine).addRecord({ app: 2, record: job('still here') })).id).toBe('1')
  await two.stop()
})
