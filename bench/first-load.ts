// bun run bench:first-load [10000 [100000 …]]: how long the first sync of so many jobs takes, on PGlite and on Postgres,
// beside the bare time of reading the same pages. kintone is the sandbox in a process of its own; so is every run.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import type { StartLine } from '../sandbox/start'
import { rootPath } from '../src/root'
import { findPostgres, startCluster } from '../tools/test/postgres'
import type { Measured } from './first-load-run'

/** rest-api-client makes bulk requests of 100 records a part out of them. */
const batch = 2_000
const targets: Record<number, string> = { 10000: '30 s and 60 calls', 100000: '300 s' }

const print = (line: string) => void process.stdout.write(`${line}\n`)
const sizes = process.argv.slice(2).map(Number)
for (const jobs of sizes.length > 0 ? sizes : [10_000, 100_000]) await measure(jobs)

async function measure(jobs: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'first-load-'))
  const kintone = Bun.spawn(
    ['bun', rootPath('sandbox', 'main.ts'), '--port', '0', '--seed', 'empty', '--json', '--data', folder],
    { stdout: 'pipe', stderr: 'inherit' },
  )
  try {
    const line: StartLine = JSON.parse(await firstLine(kintone.stdout))
    await fill(line, jobs)
    print(`\n${jobs} jobs; wanted: ${targets[jobs] ?? 'nothing in particular'}`)
    const floor = await run(line, 'floor', {})
    tell('reading the pages only', floor, floor)
    tell('first sync, PGlite', await run(line, 'sync', { DATA_DIR: join(folder, 'portal') }), floor)
    await onPostgres(async (url) => tell('first sync, Postgres', await run(line, 'sync', { DATABASE_URL: url }), floor))
  } finally {
    kintone.kill()
    await kintone.exited
    await rm(folder, { recursive: true })
  }
}

async function onPostgres(work: (url: string) => Promise<void>): Promise<void> {
  const binaries = findPostgres()
  if (binaries === null) return print('  Postgres is not installed here.')
  const cluster = await startCluster(binaries)
  try {
    await work(cluster.url)
  } finally {
    await cluster.stop()
  }
}

async function fill({ kintone }: StartLine, jobs: number): Promise<void> {
  const { id: app, token } = kintone.apps.job
  const { record } = new KintoneRestAPIClient({ baseUrl: kintone.baseUrl, auth: { apiToken: token }, proxy: false })
  const seed: Record<string, { value: unknown }>[] = await Bun.file(rootPath('sandbox', 'seed', 'jobs.json')).json()
  // Only an administrator of the app may say when a record was made.
  const samples = seed.map(({ 作成日時: _, 更新日時: __, ...sample }) => sample)
  for (let first = 0; first < jobs; first += batch) {
    const records = Array.from({ length: Math.min(batch, jobs - first) }, (_, n) => ({
      ...samples[(first + n) % samples.length],
      案件ID: { value: `BENCH-${first + n}` },
    }))
    await record.addAllRecords({ app, records })
  }
}

async function run(line: StartLine, what: 'floor' | 'sync', database: Record<string, string>): Promise<Measured> {
  const child = Bun.spawn(['bun', rootPath('bench', 'first-load-run.ts'), what, JSON.stringify(line.kintone)], {
    env: { PATH: Bun.env.PATH ?? '', ...database },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  return JSON.parse(await new Response(child.stdout).text())
}

function tell(name: string, { seconds, calls, records, peakMegabytes }: Measured, floor: Measured): void {
  const numbers = [
    `${seconds.toFixed(1)} s`,
    `${calls} calls`,
    `${Math.round(records / seconds)} records/s`,
    `${peakMegabytes} MB at most`,
    `${(seconds / floor.seconds).toFixed(2)} × the reading`,
  ]
  print(`  ${name.padEnd(22)} ${numbers.join(', ')}`)
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = ''
  for await (const chunk of stream) {
    text += new TextDecoder().decode(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0] ?? ''
}
