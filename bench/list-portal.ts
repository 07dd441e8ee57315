import { readFileSync } from 'node:fs'
import { openDatabase } from '../src/db/client'
import { lockJobs, storeJobs } from '../src/db/jobs'
import { searchEntry } from '../src/jobs/search-text'
import { openQueue } from '../src/queue/queue'
import { registerCandidates, signedIn } from '../tests/drill/candidates'
import { demoJobs } from '../tests/jobs/generated-jobs'
import { Browser } from '../tests/support/browser'
import { createRandom } from '../tests/support/random'
import { startSandboxProcess } from '../tests/support/sandbox-process'
import { openMachine } from '../tests/support/server'

const batch = 1_000

/** A portal with so many open jobs and a candidate with a profile, signed in. */
export async function openList(jobs: number) {
  const sandbox = await startSandboxProcess()
  // No sync: the jobs stand in the read model only.
  const machine = await openMachine(sandbox, { KINTONE_SYNC_INTERVAL_SECONDS: '3600', LOG_LEVEL: 'error' })
  const first = await machine.start()
  await first.end('SIGTERM')
  const database = await openDatabase(machine.location)
  await fill(database, jobs)
  const queue = await openQueue(database.queueConnection, database)
  const [candidate] = await registerCandidates(database, queue, 1)
  await queue.stop(1_000)
  await database.close()
  if (candidate === undefined) throw new Error('Nobody was registered')
  const server = await machine.start()
  const browser = signedIn(candidate, new Browser((request) => fetch(request), candidate.address, server.url))
  await browser.post('/mypage/career', {
    'skills.0.name': 'Go',
    'skills.0.years': '5',
    'skills.1.name': 'AWS',
    'skills.1.years': '3',
  })
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    url: `${server.url}/jobs`,
    headers: { cookie, 'x-forwarded-for': candidate.address },
    rssMb: () => residentMb(server.pid),
    remove: async () => {
      await machine.remove()
      await sandbox.stop()
    },
  }
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

/** What the kernel counts as the process's memory at this moment; Linux only, 0 elsewhere. */
function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
  } catch {
    return 0
  }
}
