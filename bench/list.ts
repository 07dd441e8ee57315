// bun run bench:list [500 10000 100000]: the signed-in job list, each size on a Postgres and a portal of its own, with 1
// and 16 connections; beside it the floor, Bun.serve answering the same bytes. "First" are pages that nobody has asked
// for, by people who are new to the instance; "again" the first pages of some people, who come back to them; "rested"
// the same after a quiet while. Prints a table and, last, JSON.
import { lookEveryMs } from '../src/footprint'
import { configureLog } from '../src/log'
import { findPostgres, startCluster } from '../tools/test/postgres'
import type { Load, LoadOptions, Visit } from './list-load'

configureLog({ level: 'silent' })
const sizes = process.argv.slice(2).map(Number)
const seconds = 5
/** The portal looks twice in it whether there is memory to give back. */
const restMs = 2 * lookEveryMs + 1_000
const print = (line: string) => void process.stdout.write(`${line}\n`)
const binaries = findPostgres()
if (binaries === null) throw new Error('PostgreSQL is not installed.')
const cluster = await startCluster(binaries)
// The tests' database looks at these when it is loaded.
Object.assign(Bun.env, { TEST_DATABASE: 'postgres', TEST_DATABASE_URL: cluster.url })
const { openList } = await import('./list-portal')

type Run = { peer: Load; connections: number; seconds: number }
type Row = { jobs: number; pages: string; connections: number; load: Load; cpuMs: number; ratio: number; rssMb: number }
const rows: Row[] = []
try {
  for (const jobs of sizes.length > 0 ? sizes : [500, 10_000, 100_000]) await measure(jobs)
} finally {
  await cluster.stop()
}
print(JSON.stringify(rows))

async function measure(jobs: number): Promise<void> {
  const portal = await openList(jobs)
  const sample = await fetch(portal.again[0]?.url ?? '', { ...portal.again[0], decompress: false })
  const encoding = sample.headers.get('content-encoding') ?? 'identity'
  const bytes = await sample.bytes()
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': encoding }
  const floor = Bun.serve({ port: 0, fetch: () => new Response(bytes, { headers }) })
  const floorVisits = [{ url: `http://localhost:${floor.port}/`, headers: {} }]
  print(`${jobs} open jobs, ${(bytes.length / 1_024).toFixed(1)} kB of HTML as ${encoding}`)
  const measureOne = async (pages: string, visits: Visit[], first: number, { peer, connections, seconds }: Run) => {
    const before = portal.cpuMs()
    const load = await loaded({ visits, first, connections, seconds })
    const cpuMs = (portal.cpuMs() - before) / load.requests
    const ratio = peer.perSecond / load.perSecond
    rows.push({ jobs, pages, connections, load, cpuMs, ratio, rssMb: portal.rssMb() })
    print(
      `  ${pages.padEnd(6)} ${String(connections).padStart(2)} connections  ${load.perSecond.toFixed(0).padStart(6)} req/s` +
        `  p50 ${load.p50.toFixed(1).padStart(6)} ms  p99 ${load.p99.toFixed(1).padStart(6)} ms` +
        `  CPU ${cpuMs.toFixed(2)} ms a request` +
        `  floor ${peer.perSecond.toFixed(0).padStart(6)} req/s (${ratio.toFixed(1)} ×)  RSS ${portal.rssMb().toFixed(0)} MB`,
    )
    return load.requests
  }
  const rest = async (after: string) => {
    await Bun.sleep(restMs)
    print(`  at rest after ${after}  RSS ${portal.rssMb().toFixed(0)} MB`)
  }
  await rest('the start')
  let asked = 0
  for (const connections of [1, 16]) {
    const run = { peer: await loaded({ visits: floorVisits, first: 0, connections, seconds }), connections, seconds }
    asked += await measureOne('first', portal.first, asked, run)
    for (const { url, headers } of portal.again) await (await fetch(url, { headers })).arrayBuffer()
    await measureOne('again', portal.again, 0, run)
  }
  // What is left of the load when it is over, and what the next visitors pay for that.
  await rest('the load')
  const peer = await loaded({ visits: floorVisits, first: 0, connections: 1, seconds: 1 })
  await measureOne('rested', portal.again, 0, { peer, connections: 1, seconds: 1 })
  await floor.stop(true)
  await portal.remove()
}

/** In a process of its own: the client must not wait for the floor's turn. */
async function loaded(options: LoadOptions): Promise<Load> {
  const child = Bun.spawn(['bun', `${import.meta.dir}/list-load.ts`], {
    stdin: new Response(JSON.stringify(options)),
    stdout: 'pipe',
    stderr: 'inherit',
  })
  return JSON.parse(await new Response(child.stdout).text()) as Load
}
