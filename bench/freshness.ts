// bun run bench:freshness: how long until a change of staff's is on the job list, on the instance that got kintone's
// notice, on another one, and where no notice comes. Two portals, the sandbox and Postgres, each a process of its own.
import { configureLog } from '../src/log'
import { findPostgres, startCluster } from '../tools/test/postgres'
import { quantile } from './statistics'

const changes = 20
const syncSeconds = 5

configureLog({ level: 'silent' })
const binaries = findPostgres()
if (binaries === null) throw new Error('PostgreSQL is not installed.')
const cluster = await startCluster(binaries)
// The tests' database looks at these when it is loaded.
Object.assign(Bun.env, { TEST_DATABASE: 'postgres', TEST_DATABASE_URL: cluster.url })
const { openMachine } = await import('../tests/support/server')
const { startSandboxProcess } = await import('../tests/support/sandbox-process')
const { jobFields, openStaff } = await import('../tests/support/staff')
const { testSecret } = await import('../tests/support/portal')

const print = (line: string) => void process.stdout.write(`${line}\n`)
const sandbox = await startSandboxProcess()
const staff = openStaff(sandbox)
try {
  print(`${changes} changes each, in ms; wanted: 3000 with a notice, 2000 more for another instance`)
  await measure('with notices', { KINTONE_SYNC_INTERVAL_SECONDS: '3600' }, true)
  await measure(`without, every ${syncSeconds} s`, { KINTONE_SYNC_INTERVAL_SECONDS: String(syncSeconds) }, false)
} finally {
  await sandbox.stop()
  await cluster.stop()
}

async function measure(name: string, environment: Record<string, string>, hasNotices: boolean): Promise<void> {
  const machine = await openMachine(sandbox, { ...environment, WEBHOOK_SECRET: testSecret, LOG_LEVEL: 'error' })
  const [told, other] = [await machine.start(), await machine.start()]
  await setWebhook(hasNotices ? `${told.url}/webhooks/kintone/${testSecret}` : null)
  const id = await staff.add('job', jobFields(`F-${crypto.randomUUID()}`))
  await shown(told.url, 'の開発')
  const times: [number[], number[]] = [[], []]
  for (let n = 0; n < changes; n += 1) {
    const title = `変更 ${name} ${n}番`
    const startedAt = performance.now()
    await staff.change('job', id, { 案件名: { value: title } })
    const since = () => performance.now() - startedAt
    const both = [told, other].map(async (server, index) => {
      await shown(server.url, title)
      times[index === 0 ? 0 : 1].push(since())
    })
    await Promise.all(both)
  }
  for (const [index, who] of ['the instance told', 'another instance'].entries()) {
    const sample = times[index === 0 ? 0 : 1]
    const [half, most] = [quantile(sample, 0.5), Math.max(...sample)].map((ms) => ms.toFixed(0).padStart(6))
    print(`  ${name.padEnd(22)} ${who.padEnd(18)} median ${half}   most ${most}`)
  }
  await staff.remove('job', id)
  await machine.remove()
}

async function shown(url: string, words: string): Promise<void> {
  while (!(await (await fetch(`${url}/jobs`)).text()).includes(words)) await Bun.sleep(20)
}

async function setWebhook(url: string | null): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(`${sandbox.startLine.control}/webhook`, { method: 'POST', headers, body: JSON.stringify({ url }) })
}
