// bun run bench:list [500 10000 100000]: the signed-in job list, each size on a Postgres and a portal of its own, with 1
// and 16 connections; beside it the floor, Bun.serve answering the same bytes. Prints a table and, last, JSON.
import { configureLog } from '../src/log'
import { findPostgres, startCluster } from '../tools/test/postgres'
import type { Load } from './list-load'

configureLog({ level: 'silent' })
const sizes = process.argv.slice(2).map(Number)
const seconds = 5
const print = (line: string) => void process.stdout.write(`${line}\n`)
const binaries = findPostgres()
if (binaries === null) throw new Error('PostgreSQL is not installed.')
const cluster = await startCluster(binaries)
// The tests' database looks at these when it is loaded.
Object.assign(Bun.env, { TEST_DATABASE: 'postgres', TEST_DATABASE_URL: cluster.url })
const { openList } = await import('./list-portal')

type Row = { jobs: number; connections: number; list: Load; floor: Load; ratio: number; rssMb: number; htmlKb: number }
const rows: Row[] = []
try {
  for (const jobs of sizes.length > 0 ? sizes : [500, 10_000, 100_000]) await measure(jobs)
} finally {
  await cluster.stop()
}
print(JSON.stringify(rows))

async function measure(jobs: number): Promise<void> {
  const portal = await openList(jobs)
  const page = await (await fetch(portal.url, { headers: portal.headers })).text()
  const floor = Bun.serve({
    port: 0,
    fetch: () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  })
  print(
    `${jobs} open jobs, ${(page.length / 1_024).toFixed(0)} kB of HTML, gzip ${(Bun.gzipSync(page).length / 1_024).toFixed(1)} kB`,
  )
  for (const connections of [1, 16]) {
    const list = await load(portal.url, portal.headers, connections)
    const peer = await load(`http://localhost:${floor.port}/`, {}, connections)
    const ratio = peer.perSecond / list.perSecond
    rows.push({ jobs, connections, list, floor: peer, ratio, rssMb: portal.rssMb(), htmlKb: page.length / 1_024 })
    print(
      `  ${String(connections).padStart(2)} connections  ${list.perSecond.toFixed(0).padStart(6)} req/s  p50 ${list.p50.toFixed(1).padStart(6)} ms  p99 ${list.p99.toFixed(1).padStart(6)} ms` +
        `   floor ${peer.perSecond.toFixed(0).padStart(6)} req/s (${ratio.toFixed(1)} ×)   RSS ${portal.rssMb().toFixed(0)} MB`,
    )
  }
  await floor.stop(true)
  await portal.remove()
}

/** In a process of its own: the client must not wait for the floor's turn. */
async function load(url: string, headers: Record<string, string>, connections: number): Promise<Load> {
  const options = JSON.stringify({ url, headers, connections, seconds })
  const child = Bun.spawn(['bun', `${import.meta.dir}/list-load.ts`, options], { stdout: 'pipe', stderr: 'inherit' })
  return JSON.parse(await new Response(child.stdout).text()) as Load
}
