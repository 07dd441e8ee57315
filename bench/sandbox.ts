// bun bench/sandbox.ts: how fast the sandbox takes 100,000 jobs through its API and answers from them.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import { startSandbox } from '../sandbox/start'

const jobs = 100_000
const batch = 2_000
const rounds = 20

const folder = await mkdtemp(join(tmpdir(), 'sandbox-bench-'))
const sandbox = await startSandbox({ seed: 'empty', dataDir: folder })
const { baseUrl, apps } = sandbox.startLine.kintone
const app = apps.job.id
const { record } = new KintoneRestAPIClient({ baseUrl, auth: { apiToken: apps.job.token }, proxy: false })
const print = (line: string) => process.stdout.write(`${line}\n`)

const industries = ['保険', '製造']

const jobOf = (number: number) => ({
  案件ID: { value: `BENCH-${String(number).padStart(6, '0')}` },
  案件名: { value: `見本の案件 ${number}` },
  概要: { value: '要件の整理から設計、開発、運用までを担当します。'.repeat(4) },
  業界: { value: industries[number % industries.length] },
  掲載単価: { value: 40 + ((number * 7919) % 80) },
  掲載日: { value: `2026-${String(1 + (number % 11)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}` },
})

const started = performance.now()
for (let first = 0; first < jobs; first += batch) {
  const records = Array.from({ length: batch }, (_, index) => jobOf(first + index))
  await record.addAllRecords({ app, records })
}
const seconds = (performance.now() - started) / 1000
print(`${jobs} jobs added in ${seconds.toFixed(1)} s (${Math.round(jobs / seconds)} a second); wanted: 60 s`)

const queries = [
  '掲載単価 >= 60 order by 掲載日 desc, $id asc limit 500',
  '業界 in ("保険") and 掲載単価 < 100 order by 掲載単価 desc limit 500',
  '案件名 like "見本" order by 更新日時 desc, $id asc limit 500 offset 9500',
]
for (const query of queries) {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now()
    const { records } = await record.getRecords({ app, query })
    if (records.length !== 500) throw new Error(`${query} found ${records.length}`)
    times.push(performance.now() - before)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (rounds - 1))] ?? 0).toFixed(0)
  print(`${at(0.5)} ms median, ${at(0.95)} ms at 95 %, ${at(1)} ms at most; wanted: 200 ms  ${query}`)
}

await sandbox.stop()
await rm(folder, { recursive: true })
