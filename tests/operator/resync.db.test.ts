import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { applicationsOf } from '../../src/db/applications'
import { forgetRevisions } from '../../src/db/forget-revisions'
import { findJob } from '../../src/db/jobs'
import { callsToday } from '../../src/db/kintone-calls'
import { saveSyncState, syncStatesOf } from '../../src/db/sync-states'
import { findTalent } from '../../src/db/talents'
import { reloadNow } from '../../src/operator/resync'
import { requestResync } from '../../src/sync/resync'
import { type SyncedApp, syncedApps } from '../../src/sync/store'
import { type Browser, read } from '../support/browser'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'
import { command, overheard } from './cast'

let portal: TestPortal
let browser: Browser
let talentId: string
let application: string

beforeAll(async () => {
  portal = await openTestPortal({ syncIntervalSeconds: 3_600 })
  for (const id of ['Y-0', 'Y-1']) await portal.staff.add('job', jobFields(id))
  await portal.portal.synchronise()
  browser = await register(portal, hanako)
  application = (await browser.post('/jobs/Y-1/application')).headers.get('location')?.replace(/\?.*/, '') ?? ''
  await eventually('the application', async () => (await portal.staff.records('application')).length === 1)
  talentId = (await portal.staff.records('talent'))[0]?.auth_user_id?.value ?? ''
})
afterEach(() => portal.staff.disarm())
afterAll(() => portal.stop())

const db = () => portal.portal.database.db
const request = (replaces = false, apps: readonly SyncedApp[] = syncedApps) =>
  requestResync(portal.portal, { apps, replaces })
const isRead = async () => (await syncStatesOf(db(), [...syncedApps])).every(({ state }) => state.fullLoadedAt !== null)
const page = async (path: string) => read(await browser.get(path))

async function now(replaces = false, apps: readonly SyncedApp[] = syncedApps) {
  const { terminal, said } = overheard()
  const tools = { database: portal.portal.database, config: portal.config.kintone }
  const code = await reloadNow(tools, { apps, replaces, isJson: false }, terminal)
  return { code, ...said() }
}

/** As a fault of ours, or a hand in the database, would: at the revision kintone has. */
async function damage(): Promise<void> {
  await db().execute(sql`update jobs set job = job || '{"title":"壊れた"}', version = nextval('change_versions')`)
  await db().execute(sql`update talents set talent = talent || '{"familyName":"壊れた"}'`)
  await db().execute(sql`update applications set next_action = '壊れた', status = 'engaged'`)
}
/** What of it is to be seen: of the job, the talent, the application, and on their pages. */
async function damaged(): Promise<boolean[]> {
  const [job, talent, [row]] = await Promise.all([
    findJob(db(), 'Y-1'),
    findTalent(db(), talentId),
    applicationsOf(db(), talentId),
  ])
  const pages = await Promise.all(['/jobs/Y-1', application].map(page))
  const texts = [job?.job.title, talent?.talent.familyName, `${row?.nextAction}${row?.status}`, ...pages]
  return texts.map((text) => text === undefined || /壊れた|engaged/.test(text))
}
const all = (isDamaged: boolean) => Array(5).fill(isDamaged)

test('while everything is read anew nothing is closed, and what kintone has not got is kept and sent', async () => {
  await portal.staff.arm({ name: 'kintone-token-revoked' })
  await browser.post('/mypage/career', { selfPr: 'まだ送られていない' })
  await request(true)
  await eventually('a failed run', async () =>
    (await syncStatesOf(db(), ['job'])).some(({ state }) => state.failedAt !== null),
  )
  expect(await isRead()).toBe(false)
  expect(await page('/jobs')).toContain('Y-0の開発')
  expect(await page('/mypage')).toContain('反映待ち')
  await portal.staff.disarm()
  const inKintone = async () => (await portal.staff.records('talent'))[0]?.主な実績_PR_職務経歴?.value
  await eventually('the profile in kintone', async () => (await inKintone()) === 'まだ送られていない')
  await request()
  await eventually('the read', isRead)
  expect((await findTalent(db(), talentId))?.talent.selfPr).toBe('まだ送られていない')
  expect(await page('/jobs')).toContain('Y-0の開発')
})

test('rows damaged at their revision stay so when they are read again, and are mended with --force', async () => {
  await damage()
  await request()
  await eventually('the read', isRead)
  expect(await damaged()).toEqual(all(true))
  await request(true)
  await eventually('the read', isRead)
  // A job's page names similar ones out of the catalogue, which follows within a second.
  await eventually('the catalogue', async () => Bun.deepEquals(await damaged(), all(false)))
  expect((await findTalent(db(), talentId))?.talent.familyName).toBe(hanako.familyName)
})

test('a write that is under way while revisions are forgotten leaves the row to be read again', async () => {
  await damage()
  await portal.staff.arm({ name: 'kintone-slow', app: 'talent', ms: 300, count: 1 })
  await portal.staff.forgetCalls()
  await browser.post('/mypage/career', { selfPr: '書き込み中' })
  await eventually('the write', async () => (await portal.staff.calls()).kintone > 0)
  await portal.portal.database.transaction((tx) => forgetRevisions(tx, 'talent'))
  await eventually(
    'its answer',
    async () => Object.keys((await findTalent(db(), talentId))?.unsentFields ?? {}).length === 0,
  )
  await request(false, ['talent'])
  await eventually('the read', isRead)
  const found = (await findTalent(db(), talentId))?.talent
  expect([found?.familyName, found?.selfPr]).toEqual([hanako.familyName, '書き込み中'])
})

test('--now mends here, finds what was deleted, says what came, and counts its calls', async () => {
  const gone = await portal.staff.add('job', jobFields('Y-2'))
  const bad = await portal.staff.add('job', jobFields('Y-3', { 募集主体_住所: '' }))
  await portal.portal.synchronise()
  await portal.staff.remove('job', gone)
  await damage()
  const before = (await callsToday(db(), new Date())).get('job') ?? 0
  const { code, out } = await now(true)
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/案件 \(job\): 3 read, 1 refused, 1 deleted, 2 calls, \d+\.\d s/),
  ])
  // A job's page names similar ones out of the catalogue, which follows within a second.
  await eventually('the catalogue', async () => Bun.deepEquals(await damaged(), all(false)))
  expect((await browser.get('/jobs/Y-2')).status).toBe(404)
  expect(((await callsToday(db(), new Date())).get('job') ?? 0) - before).toBeGreaterThanOrEqual(2)
  await portal.staff.remove('job', bad)
})

test('a run that began before an app was forgotten does not undo that', async () => {
  const [{ state } = { state: null }] = await syncStatesOf(db(), ['announcement'])
  await portal.portal.pause()
  await request(false, ['announcement'])
  if (state === null) throw new Error('the app was never read')
  await saveSyncState(db(), { ...state, seenUntil: new Date() })
  expect(await syncStatesOf(db(), ['announcement'])).toMatchObject([{ state: { seenUntil: null, fullLoadedAt: null } }])
  expect((await now(false, ['announcement'])).out).toContain('0 read')
  expect(await isRead()).toBe(true)
})

test('a misspelt app is refused, and a command line without a database says what is missing', async () => {
  expect(await command('resync jobs', {})).toMatchObject({
    code: 2,
    errors: expect.stringContaining('jobs: the apps are'),
  })
  const production = { NODE_ENV: 'production' }
  expect(await command('resync job', production)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('DATABASE_URL'),
  })
})
