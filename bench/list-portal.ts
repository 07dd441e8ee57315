import { readFileSync } from 'node:fs'
import { openDatabase } from '../src/db/client'
import { lockJobs, storeJobs } from '../src/db/jobs'
import { searchEntry } from '../src/jobs/search-text'
import { openQueue } from '../src/queue/queue'
import { rootPath } from '../src/root'
import { registerCandidates, signedIn } from '../tests/drill/candidates'
import { demoJobs } from '../tests/jobs/generated-jobs'
import { Browser } from '../tests/support/browser'
import { createRandom } from '../tests/support/random'
import { startSandboxProcess } from '../tests/support/sandbox-process'
import { openMachine } from '../tests/support/server'
import { runCommand } from '../tools/check/command'
import type { Visit } from './list-load'

const batch = 1_000

/** What the image tells the engine (Dockerfile); read there, so that it is the same. */
const engine = { BUN_JSC_forceRAMSize: ramSizeOfImage() }
const candidates = 20
/** Each candidate's pages of the list's first part, in every order and with and without two conditions. */
const pagesEach = 20
const sorts = ['', 'newest', 'rate', 'start']
const conditions = ['', 'new=1', 'applied=1', 'new=1&applied=1']

/** A portal with so many open jobs and candidates with a profile, signed in. */
export async function openList(jobs: number) {
  const sandbox = await startSandboxProcess()
  // No sync: the jobs stand in the read model only.
  const changes = { ...engine, KINTONE_SYNC_INTERVAL_SECONDS: '3600', LOG_LEVEL: 'error' }
  const machine = await openMachine(sandbox, changes, await builtPortal())
  const first = await machine.start()
  await first.end('SIGTERM')
  const database = await openDatabase(machine.location)
  await fill(database, jobs)
  const queue = await openQueue(database.queueConnection, database)
  const people = await registerCandidates(database, queue, candidates)
  await queue.stop(1_000)
  await database.close()
  const server = await machine.start()
  const visitors: Visit['headers'][] = []
  for (const person of people) {
    const browser = signedIn(person, new Browser((request) => fetch(request), person.address, server.url))
    await browser.post('/mypage/career', {
      'skills.0.name': 'Go',
      'skills.0.years': '5',
      'skills.1.name': 'AWS',
      'skills.1.years': '3',
    })
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    visitors.push({ cookie, 'x-forwarded-for': person.address, 'accept-encoding': 'gzip, deflate, br, zstd' })
  }
  const queries = sorts.flatMap((sort) =>
    conditions.flatMap((condition) =>
      Array.from({ length: pagesEach }, (_, page) => `sort=${sort}&${condition}&page=${page + 1}`),
    ),
  )
  return {
    again: visitors.map((headers): Visit => ({ url: `${server.url}/jobs`, headers })),
    first: queries.flatMap((query) =>
      visitors.map((headers): Visit => ({ url: `${server.url}/jobs?${query}`, headers })),
    ),
    /** The portal's own, all threads. */
    cpuMs: () => cpuMs(server.pid),
    rssMb: () => residentMb(server.pid),
    remove: async () => {
      await machine.remove()
      await sandbox.stop()
    },
  }
}

function ramSizeOfImage(): string {
  const size = /BUN_JSC_forceRAMSize=(\d+)/.exec(readFileSync(rootPath('Dockerfile'), 'utf8'))?.[1]
  if (size === undefined) throw new Error('The Dockerfile sets no BUN_JSC_forceRAMSize')
  return size
}

/** What the image runs: bundled, as its memory is another than that of the sources. */
async function builtPortal(): Promise<string> {
  const { code, output } = await runCommand(['bun', 'run', 'build'])
  if (code !== 0) throw new Error(`The portal could not be built:\n${output}`)
  return rootPath('dist', 'server.js')
}

async function fill(database: Awaited<ReturnType<typeof openDatabase>>, count: number): Promise<void> {
  const chance = createRandom(3)
  for (let first = 0; first < count; first += batch) {
    const rows = Array.from({ length: Math.min(batch, count - first) }, (_, n) => {
      const sample = demoJobs[Math.floor(chance() * demoJobs.length)] ?? demoJobs[0]
      if (sample === undefined) throw new Error('There is no job to copy')
      const job = { ...sample, id: `L-${first + n}`, isOpen: true, isPublished: true, deadline: null }
      return { recordId: first + n + 1, revision: 1, job, search: searchEntry(job) }
    })
    await database.transaction(async (tx) => {
      await lockJobs(tx)
      await storeJobs(tx, rows)
    })
  }
}

/** Hundredths of a second are what the kernel counts in; Linux only, NaN elsewhere. */
function cpuMs(pid: number): number {
  try {
    // The program's name, which may hold anything, ends with the last parenthesis; user and system time follow it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.NaN
  }
}

/** What the kernel counts as the process's memory at this moment; Linux only, 0 elsewhere. */
function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
  } catch {
    return 0
  }
}
