import { type Database, openDatabase } from '../../src/db/client'
import { openQueue } from '../../src/queue/queue'
import { openKintone } from '../../src/services/kintone/client'
import { synchronise } from '../../src/sync/synchronise'
import { eventually } from '../support/eventually'
import { openMailbox } from '../support/mailbox'
import { testConfig, testSecret } from '../support/portal'
import { startSandboxProcess } from '../support/sandbox-process'
import { jobFields, openStaff } from '../support/staff'
import { openAgency } from './agency'
import { applyTo, type Candidate, canApply, editProfile, leaveJob, registerCandidates } from './candidates'
import { type Comparison, compare, waiting } from './compare'
import { armEverything } from './faults'
import { type Instances, openInstances } from './instances'

export type DrillOptions = {
  candidates: number
  kills: number
  instances: number
  /** Of calls, for each kind of fault. */
  share: number
  report: (line: string) => void
}

export type DrillResult = Comparison & {
  kills: number
  steps: number
  staffChanges: number
  kintoneCalls: number
  seconds: number
  drainSeconds: number
}

const jobIds = Array.from({ length: 20 }, (_, n) => `DRILL-${n}`)
/** Candidates who do something at the same moment. */
const atOnce = 12
const drainWithinMs = 900_000

/**
 * Candidates edit, apply and leave while everything fails and instances are killed; at the end, when all is quiet,
 * kintone, Postgres, the mailbox and what the candidates were told are compared.
 */
export async function runDrill(options: DrillOptions): Promise<DrillResult> {
  const startedAt = performance.now()
  const sandbox = await startSandboxProcess()
  const staff = openStaff(sandbox)
  for (const id of jobIds) await staff.add('job', jobFields(id))
  const environment = { WEBHOOK_SECRET: testSecret, KINTONE_SYNC_INTERVAL_SECONDS: '2', LOG_LEVEL: 'warn' }
  const instances = await openInstances(sandbox, options.instances, environment)
  const database = await openDatabase(instances.database)
  const relay = relayWebhooks(instances)
  await fetch(`${sandbox.startLine.control}/webhook`, json({ url: relay.url, bulk: true }))
  try {
    await eventually(
      'the jobs',
      async () =>
        (
          await instances
            .any()
            ?.browser()
            .get(`/jobs/${jobIds.at(-1)}`)
        )?.status === 200,
    )
    const kinds = await armEverything(staff, options.share)
    options.report(`${kinds} kinds of fault are armed, each for ${options.share * 100} % of the calls`)
    const queue = await openQueue(database.queueConnection, database)
    const candidates = await registerCandidates(database, queue, options.candidates)
    await queue.stop(1_000)
    options.report(`${candidates.length} candidates are registered`)
    const { steps, staffChanges } = await storm(sandbox, instances, { candidates, options })
    await staff.disarm()
    const quietAt = performance.now()
    await quiet(database)
    const drainSeconds = (performance.now() - quietAt) / 1_000
    const kintone = openKintone(testConfig(sandbox).kintone)
    // The portals' own may be a quarter of an hour away: the drill spends more calls than a day has.
    await synchronise({ database, kintone }, new Date())
    const tools = { database, kintone, mails: await openMailbox(sandbox).all() }
    const { kintone: kintoneCalls } = await staff.calls()
    const comparison = await compare(tools, candidates)
    const seconds = (performance.now() - startedAt) / 1_000
    return { ...comparison, kills: instances.kills(), steps, staffChanges, kintoneCalls, seconds, drainSeconds }
  } finally {
    await relay.stop()
    await database.close()
    await instances.remove()
    await sandbox.stop()
  }
}

const json = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Hands kintone's notices to whichever portal is up, as a load balancer does. */
function relayWebhooks(instances: Instances) {
  const server = Bun.serve({
    port: 0,
    fetch: async (request) => {
      const portal = instances.any()
      if (portal === null) return new Response(null, { status: 502 })
      const headers = { 'content-type': 'application/json' }
      const body = await request.text()
      return fetch(`${portal.url}/webhooks/kintone/${testSecret}`, { method: 'POST', headers, body }).then(
        ({ status }) => new Response(null, { status }),
        () => new Response(null, { status: 502 }),
      )
    },
  })
  return { url: `http://localhost:${server.port}/`, stop: () => server.stop(true) }
}

type Storm = { candidates: Candidate[]; options: DrillOptions }

/** The rounds of steps, with staff at work and kills spread over them. */
async function storm(
  sandbox: Parameters<typeof openAgency>[0],
  instances: Instances,
  { candidates, options }: Storm,
): Promise<{ steps: number; staffChanges: number }> {
  const agency = openAgency(sandbox)
  const rounds = roundsOf(instances)
  const total = rounds.length * candidates.length
  let steps = 0
  let isOver = false
  const work = async () => {
    while (!isOver) {
      await agency.act()
      await Bun.sleep(50)
    }
  }
  const kill = async () => {
    while (!isOver || instances.kills() < options.kills) {
      const isDue = instances.kills() < Math.ceil((options.kills * (steps + 1)) / total)
      if (isDue && instances.kills() < options.kills) await instances.killOne()
      await Bun.sleep(50)
    }
  }
  const others = Promise.all([work(), kill()])
  for (const [name, step] of rounds) {
    await eachOf(candidates, async (candidate, n) => {
      await step(candidate, n)
      steps += 1
    })
    options.report(`${name}: ${steps} steps of candidates, ${instances.kills()} kills`)
  }
  isOver = true
  await others
  return { steps, staffChanges: agency.changes() }
}

type Step = (candidate: Candidate, n: number) => Promise<unknown>

function roundsOf(instances: Instances): [string, Step][] {
  const job = (n: number, offset: number) => jobIds[(n + offset) % jobIds.length] ?? ''
  return [
    ['first profile', (candidate, n) => editProfile(instances, candidate, `${n}の一回目`)],
    ['first application', (candidate, n) => applyTo(instances, candidate, job(n, 0), `${n}の応募`)],
    ['second profile', (candidate, n) => editProfile(instances, candidate, `${n}の二回目`)],
    ['departures', async (candidate, n) => n % 2 === 0 && leaveJob(instances, candidate, job(n, 0))],
    ['second application', (candidate, n) => applyTo(instances, candidate, job(n, 1), `${n}の次の応募`)],
    ['third profile', (candidate, n) => editProfile(instances, candidate, `${n}の三回目`)],
    ['applying again', (candidate, n) => applyAgain(instances, candidate, { jobId: job(n, 0), n })],
  ]
}

async function applyAgain(instances: Instances, candidate: Candidate, { jobId, n }: { jobId: string; n: number }) {
  const before = candidate.applications.get(jobId)
  if (n % 4 !== 0 || !before?.hasLeft) return
  if (!(await canApply(instances, candidate, jobId))) return
  await applyTo(instances, candidate, jobId, `${n}の再応募`)
}

async function eachOf(candidates: Candidate[], work: Step): Promise<void> {
  const rest = candidates.entries()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [n, candidate] of rest) await work(candidate, n)
    }),
  )
}

/** Waits until nothing is under way any more. What still waits then is found by the comparison. */
async function quiet(database: Database): Promise<void> {
  const deadline = performance.now() + drainWithinMs
  while ((await waiting(database)) > 0 && performance.now() < deadline) await Bun.sleep(500)
}
