// bun run drill:writes [--candidates 2000] [--kills 25] [--instances 2] [--share 0.1]: whether anything a candidate was
// told is done is ever lost or done twice. Needs PostgreSQL's binaries, or TEST_DATABASE_URL.
import { parseArgs } from 'node:util'
import { configureLog } from '../../src/log'
import { findPostgres, startCluster } from '../../tools/test/postgres'

const { values } = parseArgs({
  options: {
    candidates: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '25' },
    instances: { type: 'string', default: '2' },
    share: { type: 'string', default: '0.1' },
  },
})

configureLog({ level: 'silent' })
const binaries = Bun.env.TEST_DATABASE_URL ? null : findPostgres()
if (!Bun.env.TEST_DATABASE_URL && binaries === null)
  throw new Error('PostgreSQL is not installed: set TEST_DATABASE_URL.')
const cluster = binaries === null ? null : await startCluster(binaries)
// The tests' database looks at these when it is loaded.
Bun.env.TEST_DATABASE = 'postgres'
if (cluster) Bun.env.TEST_DATABASE_URL = cluster.url
const { runDrill } = await import('./run')

const print = (line: string) => void process.stdout.write(`${line}\n`)
const startedAt = performance.now()
const report = (line: string) => print(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s  ${line}`)
let isClean = false
try {
  const { lost, doubled, different, ...figures } = await runDrill({
    candidates: Number(values.candidates),
    kills: Number(values.kills),
    instances: Number(values.instances),
    share: Number(values.share),
    report,
  })
  for (const [name, value] of Object.entries(figures)) print(`${name.padEnd(16)} ${Math.round(value * 10) / 10}`)
  for (const [name, list] of Object.entries({ lost, doubled, different })) {
    print(`${name.padEnd(16)} ${list.length}`)
    for (const line of list.slice(0, 20)) print(`  ${line}`)
  }
  isClean = lost.length + doubled.length + different.length === 0
} finally {
  await cluster?.stop()
}
process.exit(isClean ? 0 : 1)
