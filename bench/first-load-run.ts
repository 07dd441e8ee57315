// One run of bench/first-load.ts, in a process of its own so that its memory is its own. Prints one line of JSON.
import { readFileSync } from 'node:fs'
import type { StartLine } from '../sandbox/start'
import { openDatabase } from '../src/db/client'
import { configureLog } from '../src/log'
import { type Kintone, openKintone } from '../src/services/kintone/client'
import { readPage, recordsPerPage } from '../src/services/kintone/records'
import { syncedApps } from '../src/sync/store'
import { synchronise } from '../src/sync/synchronise'

export type Measured = { seconds: number; calls: number; records: number; peakMegabytes: number }

// Some of the seed's jobs lack a legal item on purpose, and each is a warning.
configureLog({ level: 'error', write: (line) => void process.stderr.write(`${line}\n`) })
const [what, given = ''] = process.argv.slice(2)
const { baseUrl, apps }: StartLine['kintone'] = JSON.parse(given)
let calls = 0
const kintone = openKintone(
  { baseUrl, apps, syncIntervalSeconds: 60, dailyCallSharePercent: 50 },
  {
    watch: ({ kind }) => {
      if (kind === 'sent') calls += 1
    },
  },
)
process.stdout.write(`${JSON.stringify(await (what === 'floor' ? readOnly() : loadFirst()))}\n`)
process.exit(0)

async function loadFirst(): Promise<Measured> {
  const { DATABASE_URL: url, DATA_DIR: directory = '' } = Bun.env
  const database = await openDatabase(url ? { url } : { directory })
  const startedAt = performance.now()
  await synchronise({ database, kintone }, new Date())
  const seconds = (performance.now() - startedAt) / 1_000
  const { rows } = await database.db.execute('select count(*)::int as count from jobs')
  await database.close()
  return { seconds, calls, records: Number(rows[0]?.count), peakMegabytes: peakMegabytes() }
}

/** What nobody can be faster than: the same pages, one after the other, and nothing done with them. */
async function readOnly(): Promise<Measured> {
  const startedAt = performance.now()
  let records = 0
  for (const app of syncedApps) records += await readAll(kintone, app)
  return { seconds: (performance.now() - startedAt) / 1_000, calls, records, peakMegabytes: peakMegabytes() }
}

async function readAll(from: Kintone, app: (typeof syncedApps)[number]): Promise<number> {
  let [records, afterId] = [0, 0]
  while (true) {
    const page = await readPage(from, app, { afterId, changedSince: null })
    records += page.length
    afterId = page.at(-1)?.recordId ?? afterId
    if (page.length < recordsPerPage) return records
  }
}

/** The most that was resident at once, as Linux keeps it. */
function peakMegabytes(): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1_024)
}
