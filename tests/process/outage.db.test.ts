import { afterEach, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { type Candidate, registerCandidates, signedIn } from '../drill/candidates'
import { waiting } from '../drill/compare'
import { type Browser, read } from '../support/browser'
import { databaseKind } from '../support/database'
import { eventually } from '../support/eventually'
import { formFields } from '../support/form'
import { openTestPortal, type TestPortal } from '../support/portal'
import { jobFields } from '../support/staff'

let portal: TestPortal
afterEach(() => portal.stop())

const stepSeconds = 300
const people = 12

test.skipIf(databaseKind !== 'postgres')(
  'kintone away for an hour: pages are served, writes wait, and drain in order when it is back',
  async () => {
    let passedMs = 0
    const startedAt = Date.now()
    const clock = () => new Date(startedAt + passedMs)
    const kintone = { clock: () => performance.now() + passedMs, sleep: async () => undefined }
    const pass = async (seconds: number) => {
      passedMs += seconds * 1_000
      // The queue's clock is the database's: what it waits for comes nearer by as much.
      await portal.portal.database.db.execute(
        sql`update pgboss.job set start_after = start_after - make_interval(secs => ${seconds}) where state in ('created', 'retry')`,
      )
    }
    portal = await openTestPortal({ syncIntervalSeconds: 60, time: { clock, kintone } })
    const { staff } = portal
    const { database, queue } = portal.portal
    for (const id of ['J-1', 'J-2']) await staff.add('job', jobFields(id))
    await portal.portal.synchronise()
    const candidates = await registerCandidates(database, queue, people)
    await eventually('the talents', async () => (await staff.records('talent', 'limit 100')).length === people)
    await eventually('nothing to wait for', async () => (await waiting(database)) === 0)

    await staff.arm({ name: 'kintone-unavailable' })
    await staff.forgetCalls()
    const browsers = candidates.map((candidate) => signedIn(candidate, portal.browser()))
    for (let step = 0; passedMs < 3_600_000; step += 1) {
      await act(browsers, step)
      await pass(stepSeconds)
      await eventually('a quiet queue', async () => (await queue.dueTasks()) === 0)
    }
    // A probe of the circuit at each step and a little around it, however many writes wait.
    expect((await staff.calls()).kintone).toBeLessThan(60)
    expect(await waiting(database)).toBe(people * 2)

    await staff.disarm()
    await staff.arm({ name: 'kintone-slow', ms: 40 })
    await staff.forgetCalls()
    // The first probe that succeeds closes the circuit; what it turned away meanwhile comes back within half a minute.
    await eventually('the last write', async () => {
      if ((await queue.dueTasks()) === 0) await pass(30)
      return (await waiting(database)) === 0
    })
    const peak = await staff.peakCalls()
    expect(peak).toBeGreaterThan(1)
    expect(peak).toBeLessThanOrEqual(10)
    await expectLastSteps(candidates)
  },
)

/** What happens within five minutes: somebody edits, applies, and changes their mind; everybody looks at the pages. */
async function act(browsers: Browser[], step: number): Promise<void> {
  const browser = browsers[step % people]
  if (browser === undefined) return
  const shown = formFields(await (await browser.get('/mypage/career')).text(), 'career')
  for (const selfPr of ['一回目', '二回目'])
    expect((await browser.post('/mypage/career', { seen: shown.seen ?? '', selfPr })).status).toBe(303)
  const applied = await browser.post('/jobs/J-1/application', { message: 'お願いします' })
  const path = (applied.headers.get('location') ?? '').replace(/\?.*$/, '')
  expect(await read(await browser.get(path))).toContain('受付済み（担当者へ送信中）')
  if (step % 2 === 0) await browser.post(`${path}/departure`, { departure: 'withdrawn' })
  expect(await read(await browser.get('/mypage'))).toContain('反映待ち')
  expect((await browser.get('/jobs')).status).toBe(200)
}

/** kintone has what each of them did last, once. */
async function expectLastSteps(candidates: Candidate[]): Promise<void> {
  const talents = await portal.staff.records('talent', 'limit 100')
  const applications = await portal.staff.records('application', 'limit 100')
  expect(talents.map((record) => record.主な実績_PR_職務経歴?.value)).toEqual(Array(people).fill('二回目'))
  expect(applications).toHaveLength(people)
  for (const [n, { id }] of candidates.entries()) {
    const [own] = applications.filter((record) => record.auth_user_id?.value === id)
    expect(own?.対応状況?.value).toBe(n % 2 === 0 ? '応募取消し' : '応募済み')
  }
}
