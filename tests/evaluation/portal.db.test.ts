import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { evaluationsOf } from '../../src/db/evaluations'
import { findMatchingState } from '../../src/db/matching-states'
import { findTalent } from '../../src/db/talents'
import { findUserByEmail } from '../../src/db/users'
import { paths } from '../../src/paths'
import { changeTalent } from '../../src/profile/save-profile'
import type { Browser } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal, testSecret } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'

let portal: TestPortal
let browser: Browser
let id: string
beforeAll(async () => {
  // A sync every second is a task in line nearly all the time, and the queue would hardly ever be seen empty.
  portal = await openTestPortal({ asksGemini: true, syncIntervalSeconds: 3_600 })
  for (let n = 1; n <= 21; n += 1) await portal.staff.add('job', jobFields(`J-${n}`, job(n)))
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
  id = (await findUserByEmail(portal.portal.database.db, hanako.email))?.id ?? ''
})
afterEach(() => portal.staff.disarm())
afterAll(() => portal.stop())

const topics = ['テスト戦略の策定', '採用面接の担当', '障害対応の指揮', '要員計画の立案', '移行手順の設計']
const job = (n: number) => ({ 必須スキル: `・Goでの開発経験\n・${topics[n % topics.length]}経験 ${n}回` })
const db = () => portal.portal.database.db
const calls = async () => (await portal.staff.calls()).gemini
const change = (selfPr: string, also = async (_tx: ReturnType<typeof db>) => {}) =>
  portal.portal.database.transaction(async (tx) => {
    await changeTalent(tx, portal.portal.queue, {
      id,
      change: { selfPr, skills: [{ rowId: null, name: 'Go', years: 5, lastUsedYear: 2026, level: 'independent' }] },
    })
    await also(tx)
  })
const evaluated = () =>
  eventually('the evaluation', async () => {
    const [talent, state] = [await findTalent(db(), id), await findMatchingState(db(), id)]
    return talent?.version === state?.talentVersion && (await portal.portal.queue.dueTasks()) === 0 && state
  })
const rows = () => evaluationsOf(db(), id)

test('a profile is evaluated after it changed, with three calls at most, and looking at the list costs none', async () => {
  await portal.staff.forgetCalls()
  await change('テスト戦略を策定した。\n採用面接を担当した。')
  const { evaluationVersion } = await evaluated()
  expect(await calls()).toBeGreaterThan(0)
  expect(await calls()).toBeLessThanOrEqual(3)
  expect(await rows()).toHaveLength(20)
  await portal.staff.forgetCalls()
  for (const path of ['/jobs', '/jobs?page=2', '/jobs?sort=new']) expect((await browser.get(path)).status).toBe(200)
  expect(await evaluated()).toMatchObject({ evaluationVersion })
  expect(await calls()).toBe(0)
})

test('two who evaluate somebody at the same time do not both pay', async () => {
  await portal.staff.forgetCalls()
  await portal.staff.arm({ name: 'gemini-slow', ms: 200 })
  await change('移行手順を設計した。')
  for (let n = 0; n < 5; n += 1) await portal.portal.queue.send(db(), 'evaluate', { talentId: id }, { key: id })
  await evaluated()
  expect(await calls()).toBe(1)
})

test('a task that was lost is found by the next look', async () => {
  await change('障害対応を指揮した。', async (tx) => {
    await tx.execute(sql`delete from pgboss.job where name = 'evaluate'`)
  })
  const answer = await browser.post('/internal/tick', {}, { 'x-tick-secret': testSecret })
  expect(answer.status).toBe(200)
  const { talentVersion } = await evaluated()
  expect(talentVersion).toBe((await findTalent(db(), id))?.version ?? 0)
})

test('who looks at jobs that came meanwhile has them evaluated', async () => {
  await portal.staff.add('job', jobFields('J-99', { ...job(2), 掲載日: '2026-11-20', スキル: ['Go', 'AWS'] }))
  await portal.portal.synchronise()
  const before = new Set((await rows()).map(({ jobId }) => jobId))
  await eventually('a new job', async () => {
    await browser.get('/jobs')
    return (await rows()).some(({ jobId }) => !before.has(jobId))
  })
  await evaluated()
})

test('while Gemini is away the whole list is there, and it is done afterwards', async () => {
  const scores = async () => (await (await browser.get('/jobs')).text()).match(/id="job-J-\d+"/g) ?? []
  const all = (await scores()).length
  await portal.staff.arm({ name: 'gemini-unavailable' })
  await change('要員計画を立案した。\nテスト戦略を策定した。')
  await eventually('a failure', async () => (await findMatchingState(db(), id))?.failures)
  expect(await scores()).toHaveLength(all)
  await portal.staff.disarm()
  await change('要員計画を立案した。\nテスト戦略を策定した。\n障害対応を指揮した。')
  expect(await evaluated()).toMatchObject({ failures: 0, retryAt: null })
})

test('who turns the use of AI off is judged by rules alone', async () => {
  await portal.staff.forgetCalls()
  await browser.post(paths.consents(), { wantsMail: 'yes' })
  await evaluated()
  expect([await rows(), await calls()]).toEqual([[], 0])
  expect((await browser.get('/jobs')).status).toBe(200)
  expect(await calls()).toBe(0)
})
