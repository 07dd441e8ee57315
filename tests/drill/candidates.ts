import { createHmac } from 'node:crypto'
import { termsVersion } from '../../src/accounts/terms'
import type { Database } from '../../src/db/client'
import { sessions, users } from '../../src/db/schema'
import { createTalent } from '../../src/profile/create-talent'
import type { Queue } from '../../src/queue/queue'
import { Browser } from '../support/browser'
import { formFields } from '../support/form'
import type { Server } from '../support/server'
import { testAuthSecret } from '../support/server'
import type { Instances } from './instances'

/** What a candidate was told is done; the drill ends by comparing kintone and Postgres with it. */
export type Candidate = {
  id: string
  cookie: string
  address: string
  /** The last profile text whose save was answered; null before the first. */
  selfPr: string | null
  /** job id → what was answered last, and how often it was applied to. */
  applications: Map<
    string,
    { path: string; message: string; hasLeft: boolean; timesApplied: number; timesLeft: number }
  >
}

const perStatement = 500

/** Verified accounts with a session each; their talents are made the way a verification makes them. */
export async function registerCandidates(database: Database, queue: Queue, count: number): Promise<Candidate[]> {
  const ids = Array.from({ length: count }, (_, n) => `drill-${String(n).padStart(5, '0')}`)
  const expiresAt = new Date(Date.now() + 7 * 86_400_000)
  for (let at = 0; at < count; at += perStatement) {
    const some = ids.slice(at, at + perStatement)
    await database.db.insert(users).values(some.map(account))
    await database.db
      .insert(sessions)
      .values(some.map((id) => ({ id: `session-${id}`, token: `token-${id}`, userId: id, expiresAt })))
  }
  for (const id of ids) await createTalent({ database, queue }, id)
  return ids.map((id, n) => ({
    id,
    cookie: signed(`token-${id}`),
    address: `10.${2 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`,
    selfPr: null,
    applications: new Map(),
  }))
}

const account = (id: string) => ({
  id,
  name: '演習 花',
  familyName: '演習',
  givenName: '花',
  email: `${id}@example.com`,
  emailVerified: true,
  termsVersion,
})

/** As Better Auth signs its session cookie. */
const signed = (token: string) =>
  encodeURIComponent(`${token}.${createHmac('sha256', testAuthSecret).update(token).digest('base64')}`)

/** Does a step until it is answered, on whatever instance is up: what a person does with a page that did not load. */
async function until<T>(instances: Instances, candidate: Candidate, step: (browser: Browser) => Promise<T | null>) {
  const deadline = performance.now() + stepWithinMs
  for (let tries = 1; performance.now() < deadline; tries += 1) {
    const server = instances.any()
    const answer = server && (await step(browserOf(candidate, server)).catch(() => null))
    if (answer !== null) return answer
    // Slower each time: the portal allows a person 30 changes a minute.
    await Bun.sleep(Math.min(100 * tries, 3_000))
  }
  throw new Error(`${candidate.id} was not answered for ${stepWithinMs / 1_000} s.`)
}

/** Far longer than any instance is away. */
const stepWithinMs = 120_000

const browserOf = (candidate: Candidate, server: Server) =>
  signedIn(candidate, new Browser((request) => fetch(request), candidate.address, server.url))

export function signedIn({ cookie }: Candidate, browser: Browser): Browser {
  browser.cookies.set('proworks.session_token', cookie)
  return browser
}

/** Opens the form, changes one text that only the candidate writes and one field that staff write too, and saves. */
export async function editProfile(instances: Instances, candidate: Candidate, text: string): Promise<void> {
  await until(instances, candidate, async (browser) => {
    const basics = await browser.get('/mypage/profile')
    const career = await browser.get('/mypage/career')
    if (basics.status !== 200 || career.status !== 200) return null
    const form = { ...formFields(await basics.text(), 'basics'), nearestStation: `駅${text}` }
    const shown = formFields(await career.text(), 'career')
    const first = await browser.post('/mypage/profile', form)
    const second = await browser.post('/mypage/career', { seen: shown.seen ?? '', selfPr: text })
    return first.status === 303 && second.status === 303 ? text : null
  })
  candidate.selfPr = text
}

/** Applies; nothing where an earlier withdrawal became a turning down meanwhile, and the portal said that this stands. */
export async function applyTo(instances: Instances, candidate: Candidate, jobId: string, message: string) {
  const before = candidate.applications.get(jobId)
  let wentUnanswered = false
  const { path, isNew } = await until(instances, candidate, async (browser) => {
    const response = await browser.post(`/jobs/${jobId}/application`, { message }).catch(() => null)
    if (response?.status !== 303) {
      wentUnanswered = true
      return null
    }
    const [path = '', query] = (response.headers.get('location') ?? '').split('?')
    return { path, isNew: query === 'applied=1' || wentUnanswered }
  })
  if (before?.hasLeft && !isNew) return
  const timesApplied = (before?.timesApplied ?? 0) + 1
  candidate.applications.set(jobId, { path, message, hasLeft: false, timesApplied, timesLeft: before?.timesLeft ?? 0 })
}

/** False where a withdrawal became a turning down, because staff had gone on: that is for good. */
export function canApply(instances: Instances, candidate: Candidate, jobId: string): Promise<boolean> {
  return until(instances, candidate, async (browser) => {
    const { status } = await browser.get(`/jobs/${jobId}/application/new`)
    return status === 200 || status === 303 ? status === 200 : null
  })
}

/** Leaves the way that is open at that moment; nothing where staff have decided. Returns whether it was a leaving. */
export async function leaveJob(instances: Instances, candidate: Candidate, jobId: string): Promise<boolean> {
  const application = candidate.applications.get(jobId)
  if (application === undefined) return false
  let wentUnanswered = false
  const outcome = await until(instances, candidate, async (browser) => {
    const page = await browser.get(`${application.path}/departure`)
    if (page.status === 303 && !wentUnanswered) return 'decided'
    if (page.status !== 200 && page.status !== 303) return null
    const { departure = 'withdrawn' } = formFields(await page.text())
    const form = { departure, reason: 'その他' }
    const response = await browser.post(`${application.path}/departure`, form).catch(() => null)
    // 409: the selection went on since the page was shown. That is an answer, and nothing has changed.
    if (response?.status !== 303) wentUnanswered ||= response?.status !== 409
    return response?.status === 303 ? departureTold(response) : null
  })
  if (outcome === 'decided') return false
  candidate.applications.set(jobId, { ...application, hasLeft: true, timesLeft: application.timesLeft + 1 })
  return true
}

const departureTold = (response: Response) =>
  response.headers.get('location')?.endsWith('?left=1') ? 'left' : 'decided'
