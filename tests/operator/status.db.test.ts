import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { lockDirectory } from '../../src/db/directory-lock'
import { insertLetter, markLetterRefused } from '../../src/db/letters'
import { saveTalentRefusal } from '../../src/db/talents'
import { readStatus } from '../../src/operator/portal-status'
import { problemsOf, statusLines } from '../../src/operator/status-report'
import { syncedApps } from '../../src/sync/store'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openTestPortal, type TestPortal } from '../support/portal'
import { register } from '../support/register'
import { jobFields } from '../support/staff'
import { command } from './cast'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ syncIntervalSeconds: 60 })
  await portal.staff.add('job', jobFields('U-1'))
  await register(portal, hanako)
  await portal.portal.synchronise()
})
afterEach(() => portal.staff.disarm())
afterAll(() => portal.stop())

const minute = 60_000
const db = () => portal.portal.database.db
async function look(later = 0) {
  const now = new Date(Date.now() + later)
  const status = await readStatus(db(), { apps: [...syncedApps], listsRecords: true, now })
  const problems = problemsOf(status, 60)
  return { status, problems, text: statusLines(status, problems).join('\n') }
}

test('a portal that works says so, with lag, counts and calls of every app', async () => {
  const { status, text } = await eventually('calm', async () => {
    const one = await look()
    return one.problems.length === 0 && one.status.unsent.every(({ count }) => count === 0) && one
  })
  expect(status.apps.find(({ app }) => app === 'job')).toMatchObject({ isLoaded: true, held: 1, refused: 0 })
  await eventually('the calls', async () => (await look()).status.apps.every(({ callsToday }) => callsToday > 0))
  expect(text).toMatch(/案件 \(job\): read \d+ s ago, compared \d+ s ago; 1 held, 0 refused, \d+ of 10000 calls today/)
  expect(text).toContain('All is well.')
})

test('an app that was not read for long, or failed, needs a person', async () => {
  await eventually('a moment without a task', async () => (await look(29 * minute)).problems.length === 0)
  expect((await look(31 * minute)).problems).toContain('talent: not read for 31 min')
  await portal.staff.arm({ name: 'kintone-token-revoked', app: 'job' })
  await portal.portal.synchronise().catch(() => undefined)
  const { problems, text } = await look()
  expect(problems).toEqual(['job: the last reading failed (unavailable GAIA_IA02)'])
  expect(text).toMatch(/failed \d s ago: unavailable GAIA_IA02/)
  await portal.staff.disarm()
  await portal.portal.synchronise()
})

test('a record that is kept out is listed with the fields to mend, and no value', async () => {
  const id = await portal.staff.add('job', jobFields('U-2', { 募集主体_住所: '', 案件名: '秘密の案件' }))
  await portal.portal.synchronise()
  const { problems, text } = await look()
  expect(problems).toEqual(['job: records kept out: 1; status --records lists them'])
  expect(text).toContain(`job ${id}: recruiter-address`)
  expect(text).not.toContain('秘密の案件')
  await portal.staff.remove('job', id)
})

test('refusals, conflicts and tasks without a worker are counted, and nobody is named', async () => {
  await portal.portal.pause()
  const [talent] = (await db().execute(sql`update talents set conflicts = '{"phone":"0","selfPr":""}' returning id`))
    .rows
  await saveTalentRefusal(db(), String(talent?.id), 'CB_VA01 record.電話番号.value')
  await insertLetter(db(), { key: 'k:1', kind: 'welcome', userId: 'u', aboutId: '', recipient: hanako.email })
  await markLetterRefused(db(), 'k:1', 'MessageRejected')
  await portal.portal.queue.send(db(), 'mail', { letterKey: 'k:1' }, { key: 'k:1' })
  const { status, problems, text } = await look(11 * minute)
  expect(status.deadLetters).toMatchObject({ total: 2, counts: { talent: 1, letter: 1, task: 0 } })
  expect(status.conflicts).toEqual({ fields: 2, talents: 1 })
  expect(problems).toContain('dead letters: 2')
  expect(problems).toContainEqual(expect.stringMatching(/^mail: a task has waited 11 min for a worker$/))
  expect(text).toContain('letter:k:1  MessageRejected  since 20')
  for (const secret of [hanako.email, hanako.familyName]) expect(text + JSON.stringify(status)).not.toContain(secret)
})

test('the command reads another process’s Postgres, and says what to do about a data directory in use', async () => {
  const { database } = portal.portal
  const { connectionString } = database.queueConnection as { connectionString?: string }
  if (connectionString !== undefined) {
    const { code, out } = await command('status --json', { DATABASE_URL: connectionString })
    expect([code, JSON.parse(out).deadLetters.total]).toEqual([1, 2])
    const tables = new URL(connectionString)
    tables.pathname = '/postgres'
    const empty = await command('status', { DATABASE_URL: tables.href })
    expect(empty).toMatchObject({ code: 1, errors: expect.stringContaining('run migrate') })
  }
  const directory = mkdtempSync(join(tmpdir(), 'proworks-'))
  const unlock = lockDirectory(directory)
  for (const line of ['status', 'replay --yes', 'resync'])
    expect(await command(line, { DATA_DIR: directory })).toMatchObject({
      code: 1,
      errors: expect.stringContaining('stop bin/dev first, or use Postgres'),
    })
  unlock()
  rmSync(directory, { recursive: true })
  const away = await command('status', { DATABASE_URL: 'postgres://localhost:1/none' })
  expect(away).toMatchObject({ code: 1, errors: expect.stringContaining('could not be reached (ECONNREFUSED)') })
})
