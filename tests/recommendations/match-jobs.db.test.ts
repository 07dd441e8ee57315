import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { cursorOf } from '../../src/db/matching-cursors'
import { findMatchingState, saveMatchingState } from '../../src/db/matching-states'
import { matchingStates } from '../../src/db/schema'
import { configureLog } from '../../src/log'
import { hasUnmatchedJobs, matchJobs } from '../../src/recommendations/match-jobs'
import { openTestPortal, type TestPortal } from '../support/portal'
import { jobFields } from '../support/staff'
import { goDeveloper, store, toolsOf } from './cast'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal({ workers: false })
})
afterEach(async () => {
  await portal.staff.disarm()
  configureLog({ level: 'silent' })
})
afterAll(() => portal.stop())

const db = () => portal.portal.database.db
const run = (changes: Parameters<typeof toolsOf>[1] = {}) => matchJobs(toolsOf(portal, changes))
const recordsOf = (jobId: string) => portal.staff.records('recommendation', `案件ID = "${jobId}" limit 500`)
const addJob = async (id: string, changes: Record<string, unknown> = {}) => {
  const record = await portal.staff.add('job', jobFields(id, changes))
  await portal.portal.synchronise()
  return record
}
const people = (count: number) =>
  Array.from({ length: count }, (_, n) => goDeveloper(`m-${String(n).padStart(3, '0')}`))
const finish = (talentVersion: number | null) =>
  db()
    .insert(matchingStates)
    .select(
      sql`select id, 0, ${talentVersion}::int, '', null::int, 0, null::timestamptz, null::timestamptz from talents`,
    )
    .onConflictDoUpdate({ target: matchingStates.talentId, set: { talentVersion } })
const dueCount = async () =>
  (await db().select().from(matchingStates).where(sql`${matchingStates.talentVersion} is null`)).length

describe('a new job', () => {
  test('reaches all whom it suits in a call for a hundred of them, and the best are evaluated', async () => {
    await store(portal, people(250))
    await finish(1)
    await addJob('N-1')
    await portal.staff.forgetCalls()
    await run()
    expect((await portal.staff.calls()).kintone).toBe(3)
    expect(await recordsOf('N-1')).toHaveLength(250)
    expect(await dueCount()).toBe(20)
    expect(await hasUnmatchedJobs({ database: portal.portal.database })).toBe(false)
    await portal.staff.forgetCalls()
    await run()
    expect((await portal.staff.calls()).kintone).toBe(0)
  })

  test('that is changed without consequence is not written again', async () => {
    const [record] = await portal.staff.records('job', '案件ID = "N-1"')
    await portal.staff.change('job', record?.$id?.value ?? '', { 最寄駅: { value: '渋谷' } })
    await portal.portal.synchronise()
    await portal.staff.forgetCalls()
    await run()
    expect((await portal.staff.calls()).kintone).toBe(0)
  })

  test('leaves talents alone whose evaluated jobs are all better', async () => {
    await portal.portal.database.transaction((tx) =>
      saveMatchingState(tx, 'm-001', { floorScore: 100, talentVersion: 1 }),
    )
    await addJob('N-2', { 必須スキル: '・Goでの開発経験 3年以上\n・Kubernetesの運用' })
    await run()
    expect((await findMatchingState(db(), 'm-001'))?.talentVersion).toBe(1)
  })

  test('that closes takes its records along, but for those of staff', async () => {
    const [, second] = await recordsOf('N-1')
    await portal.staff.change('recommendation', second?.$id?.value ?? '', { 担当者おすすめ: { value: 'おすすめ' } })
    const [job] = await portal.staff.records('job', '案件ID = "N-1"')
    await portal.staff.change('job', job?.$id?.value ?? '', { 募集ステータス: { value: 'クローズ' } })
    await portal.portal.synchronise()
    await run()
    expect((await recordsOf('N-1')).map((record) => record.担当者おすすめ?.value)).toEqual(['おすすめ'])
  })

  test('whose deadline passes in the night goes without a change', async () => {
    await addJob('N-3', { 募集締切: '2026-12-31' })
    const clock = () => new Date('2026-12-30T00:00:00Z')
    await run({ clock })
    expect((await recordsOf('N-3')).length).toBe(250)
    await run({ clock: () => new Date('2027-01-01T00:00:00Z') })
    expect(await recordsOf('N-3')).toHaveLength(0)
  })
})

describe('whatever happens', () => {
  test('the cursor waits until everything is written', async () => {
    await addJob('W-1')
    const before = await cursorOf(db(), 'jobs')
    await portal.staff.arm({ name: 'kintone-unavailable', app: 'recommendation' })
    await expect(run()).rejects.toMatchObject({ failure: 'unavailable' })
    expect(await cursorOf(db(), 'jobs')).toBe(before)
    await portal.staff.disarm()
    await run()
    expect(await recordsOf('W-1')).toHaveLength(250)
  })

  test('one record that kintone refuses keeps no other from being written, and the log tells no value', async () => {
    // Longer than an update key may be.
    const long = 'z'.repeat(62)
    await store(portal, [goDeveloper(long)])
    const lines: string[] = []
    configureLog({ level: 'warn', write: (line) => lines.push(line) })
    await addJob('W-2')
    await portal.staff.forgetCalls()
    await run()
    expect((await portal.staff.calls()).kintone).toBe(4)
    expect(await recordsOf('W-2')).toHaveLength(250)
    const refused = lines.filter((line) => line.includes('recommendation.refused'))
    expect(refused).toHaveLength(1)
    expect(refused[0]).not.toContain('川上')
  })

  test('a load of many jobs has everybody evaluated instead', async () => {
    await finish(1)
    const records = Array.from({ length: 201 }, (_, n) => jobFields(`B-${n}`))
    await addJobs(records)
    await portal.staff.forgetCalls()
    await run()
    expect((await portal.staff.calls()).kintone).toBe(0)
    expect(await dueCount()).toBe(251)
    expect(await hasUnmatchedJobs({ database: portal.portal.database })).toBe(false)
  })

  const addJobs = async (records: ReturnType<typeof jobFields>[]) => {
    for (const record of records) await portal.staff.add('job', record)
    await portal.portal.synchronise()
  }
})
