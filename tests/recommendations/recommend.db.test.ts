import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { finishClosure } from '../../src/accounts/close-account'
import { findClosure, insertClosure, saveClosureProgress } from '../../src/db/account-closures'
import { deleteEvaluations } from '../../src/db/evaluations'
import { saveFeedback } from '../../src/db/match-answers'
import { saveMatchingState } from '../../src/db/matching-states'
import { deleteRecommendationsOf, recommendationsOf } from '../../src/db/recommendations'
import { deleteTalent } from '../../src/db/talents'
import { recommend } from '../../src/recommendations/recommend'
import { CallsSpent } from '../../src/recommendations/tools'
import { openRecommendationWork } from '../../src/recommendations/work'
import type { Kintone } from '../../src/services/kintone/client'
import { openTestPortal, type TestPortal } from '../support/portal'
import { jobFields } from '../support/staff'
import { evaluate, goDeveloper, recordOf, store, toolsOf } from './cast'

let portal: TestPortal
let jobRecord: string
beforeAll(async () => {
  portal = await openTestPortal({ workers: false })
  const { staff } = portal
  jobRecord = await staff.add('job', jobFields('GO'))
  await staff.add('job', jobFields('GO-2', { 必須スキル: '・Goでの開発経験 3年以上\n・決済サービスの運用' }))
  await staff.add('job', jobFields('RUST', { スキル: ['Rust'], 必須スキル: '・Rust 5年以上' }))
  await staff.add('job', jobFields('CLOSED', { 募集ステータス: 'クローズ' }))
  await portal.portal.synchronise()
})
afterEach(() => portal.staff.disarm())
afterAll(() => portal.stop())

const db = () => portal.portal.database.db
const run = (id: string, changes: Parameters<typeof toolsOf>[1] = {}) => recommend(toolsOf(portal, changes), id)
const jobsOf = async (id: string) => (await recommendationsOf(db(), id)).map(({ jobId }) => jobId).sort()
const callsOf = async (work: () => Promise<unknown>) => {
  await portal.staff.forgetCalls()
  await work()
  return (await portal.staff.calls()).kintone
}
const pick = (id: string, jobId: string, comment = '') =>
  portal.staff.add('recommendation', {
    推薦キー: { value: `${id}:${jobId}` },
    人材ID: { value: id },
    案件ID: { value: jobId },
    担当者おすすめ: { value: 'おすすめ' },
    担当者コメント: { value: comment },
  })

describe('recommendations of a talent', () => {
  test('are written from the threshold on with what they rest on, in one call, and once', async () => {
    await store(portal, [goDeveloper('t-1')])
    expect(await callsOf(() => run('t-1'))).toBe(1)
    expect(await jobsOf('t-1')).toEqual(['GO', 'GO-2'])
    const record = await recordOf(portal, 't-1', 'GO')
    expect(Number(record?.適合スコア)).toBeGreaterThanOrEqual(70)
    expect(Number(record?.スコア下限)).toBeLessThanOrEqual(Number(record?.スコア上限))
    expect(record).toMatchObject({
      人材ID: 't-1',
      案件ID: 'GO',
      AIマッチ実行状況: '未実行',
      AI総合スコア: '',
      モデル: '',
    })
    expect(record?.AI評価結果).toContain('「Goでの開発経験 3年以上」')
    expect(JSON.parse(record?.根拠JSON ?? '').requirements[0]).toMatchObject({ verdict: 'met', by: 'rules' })
    expect(await callsOf(() => run('t-1'))).toBe(0)
  })

  test('read back by the sync are no news', async () => {
    await portal.portal.synchronise()
    expect(await callsOf(() => run('t-1'))).toBe(0)
    const [row] = await recommendationsOf(db(), 't-1')
    expect(row).toMatchObject({ revision: 1, isStaffPick: false })
  })

  test('with a model’s word have the six scores, which go when AI is switched off', async () => {
    const input = 'one'
    const evidence = '決済サービスの運用を続けてきました。'
    await store(portal, [goDeveloper('t-2')])
    await evaluate(
      portal,
      ['t-2', 'GO-2'],
      [{ kind: 'must', text: '決済サービスの運用', verdict: 'met', evidence, input }],
    )
    await run('t-2')
    const record = await recordOf(portal, 't-2', 'GO-2')
    expect(record).toMatchObject({ AIマッチ実行状況: '実行済み', モデル: 'model-1', プロンプト版: 'judge-2' })
    expect(record).toMatchObject({
      AI技術スキルスコア: '100',
      AI実行日時: '2026-11-22T03:04:00Z',
      AI開発工程スコア: '',
    })
    expect(record?.AI総合スコア).toBe(record?.適合スコア ?? '-')
    expect(record?.入力ハッシュ).not.toBe('')
    await store(portal, [goDeveloper('t-2', { allowsAi: false })])
    await portal.portal.database.transaction((tx) => deleteEvaluations(tx, 't-2'))
    await run('t-2')
    const without = await recordOf(portal, 't-2', 'GO-2')
    expect(without).toMatchObject({ AIマッチ実行状況: '未実行', AI技術スキルスコア: '', AI総合スコア: '', モデル: '' })
    expect(without).toMatchObject({ 入力ハッシュ: '', プロンプト版: '' })
    expect(without?.AI実行日時 || null).toBeNull()
  })

  test('say when asking the model failed', async () => {
    await store(portal, [goDeveloper('t-3')])
    await portal.portal.database.transaction((tx) => saveMatchingState(tx, 't-3', { failures: 2 }))
    await run('t-3')
    expect(await recordOf(portal, 't-3', 'GO')).toMatchObject({ AIマッチ実行状況: '失敗' })
  })

  test('hold what the candidate thinks, also of a match below the threshold', async () => {
    await store(portal, [goDeveloper('t-4')])
    const given = { isHelpful: false, reason: 'Rustは未経験です', score: 20, engine: 'rules-3', givenAt: new Date() }
    await portal.portal.database.transaction((tx) => saveFeedback(tx, { talentId: 't-4', jobId: 'RUST', ...given }))
    await run('t-4')
    expect((await recordOf(portal, 't-4', 'RUST'))?.AI評価結果).toContain('理由：「Rustは未経験です」')
    expect((await recordOf(portal, 't-4', 'GO'))?.AI評価結果).not.toContain('候補者の声')
  })

  test('go when the score falls below the threshold, but for those in which staff wrote', async () => {
    await store(portal, [goDeveloper('t-5')])
    await run('t-5')
    await pickLater('t-5', 'GO-2')
    await store(portal, [
      goDeveloper('t-5', { skills: [{ rowId: null, name: 'PHP', years: 2, lastUsedYear: 2026, level: null }] }),
    ])
    await run('t-5')
    expect(await recordOf(portal, 't-5', 'GO')).toBeNull()
    // Nobody had told the portal of the pick yet.
    expect(await recordOf(portal, 't-5', 'GO-2')).toMatchObject({ 担当者おすすめ: 'おすすめ', 担当者コメント: '今朝' })
    expect(await recommendationsOf(db(), 't-5')).toMatchObject([
      { jobId: 'GO-2', isStaffPick: true, staffComment: '今朝' },
    ])
  })

  const pickLater = async (id: string, jobId: string) => {
    const record = await recordOf(portal, id, jobId)
    const change = { 担当者おすすめ: { value: 'おすすめ' }, 担当者コメント: { value: '今朝' } }
    await portal.staff.change('recommendation', record?.$id ?? '', change)
  }
})

describe('what staff wrote', () => {
  test('gets the scores beside it and survives every write', async () => {
    await store(portal, [goDeveloper('p-1')])
    await pick('p-1', 'RUST', '社長の指名です')
    await portal.portal.synchronise()
    await run('p-1')
    const record = await recordOf(portal, 'p-1', 'RUST')
    expect(record).toMatchObject({ 担当者おすすめ: 'おすすめ', 担当者コメント: '社長の指名です' })
    expect(Number(record?.適合スコア)).toBeLessThan(70)
    await store(portal, [goDeveloper('p-1', { desiredMonthlyRateYen: 1_000_000 })])
    await portal.staff.change('recommendation', record?.$id ?? '', { 担当者コメント: { value: '急ぎです' } })
    await run('p-1')
    await portal.portal.synchronise()
    const own = (await recommendationsOf(db(), 'p-1')).find(({ jobId }) => jobId === 'RUST')
    expect(own).toMatchObject({ isStaffPick: true, staffComment: '急ぎです' })
    expect(await callsOf(() => run('p-1'))).toBe(0)
  })

  test('stays with a job that closes, while the portal’s own go', async () => {
    await store(portal, [goDeveloper('p-2')])
    await pick('p-2', 'GO')
    await portal.portal.synchronise()
    await run('p-2')
    await portal.staff.change('job', jobRecord, { 募集ステータス: { value: 'クローズ' } })
    await portal.portal.synchronise()
    for (const id of ['p-2', 't-1']) await run(id)
    expect(await recordOf(portal, 'p-2', 'GO')).toMatchObject({ 担当者おすすめ: 'おすすめ' })
    expect(await recordOf(portal, 't-1', 'GO')).toBeNull()
    await portal.staff.change('job', jobRecord, { 募集ステータス: { value: '募集中' } })
    await portal.portal.synchronise()
  })

  test('under a key that names another pair is refused, and said so', async () => {
    const record = { 推薦キー: { value: 'x' }, 人材ID: { value: 'p-2' }, 案件ID: { value: 'RUST' } }
    await portal.staff.add('recommendation', { ...record, 担当者おすすめ: { value: 'おすすめ' } })
    await portal.portal.synchronise()
    expect(await jobsOf('p-2')).not.toContain('RUST')
    const { rows } = await db().execute(sql`select problems from refused_records where app = 'recommendation'`)
    expect(JSON.stringify(rows)).toContain('推薦キー')
  })
})

describe('whatever happens meanwhile', () => {
  test('tasks that run at once make one record of a pair', async () => {
    await store(portal, [goDeveloper('c-1')])
    await Promise.all([run('c-1'), run('c-1'), run('c-1')])
    expect(await portal.staff.records('recommendation', '人材ID = "c-1"')).toHaveLength(2)
  })

  test('while kintone is away nothing is lost', async () => {
    await store(portal, [goDeveloper('c-2')])
    await portal.staff.arm({ name: 'kintone-unavailable', app: 'recommendation' })
    await expect(run('c-2')).rejects.toMatchObject({ failure: 'unavailable' })
    await run('c-2').catch(() => undefined)
    await portal.staff.disarm()
    await portal.staff.arm({ name: 'kintone-lost-answer', app: 'recommendation', count: 1 })
    await run('c-2')
    expect(await portal.staff.records('recommendation', '人材ID = "c-2"')).toHaveLength(2)
  })

  test('a talent whose pairs change without end waits for calls of their own, as long as it takes', async () => {
    await store(portal, [goDeveloper('c-4')])
    const tools = toolsOf(portal, { limits: { take: async () => 1_800 } })
    expect(await callsOf(() => openRecommendationWork(tools, portal.portal.queue).recommend('c-4'))).toBe(0)
    const { rows } = await db().execute(
      sql`select start_after between now() + interval '29 minutes' and now() + interval '31 minutes' as waits
        from pgboss.job where name = 'recommend' and singleton_key = 'c-4'`,
    )
    expect(rows).toEqual([{ waits: true }])
  })

  test('when the day’s calls are spent the task waits for the next day', async () => {
    await store(portal, [goDeveloper('c-3')])
    const tools = toolsOf(portal, { callBudget: 0 })
    await expect(recommend(tools, 'c-3')).rejects.toBeInstanceOf(CallsSpent)
    await openRecommendationWork(tools, portal.portal.queue).recommend('c-3')
    const { rows } = await db().execute(
      sql`select start_after > now() as waits from pgboss.job where name = 'recommend' and singleton_key = 'c-3'`,
    )
    expect(rows).toEqual([{ waits: true }])
  })

  test('a closed account’s come back neither before the second look nor after it', async () => {
    await store(portal, [goDeveloper('c-4')])
    const { database, queue } = portal.portal
    const { kintone } = toolsOf(portal)
    const close = () =>
      database.transaction(async (tx) => {
        await insertClosure(tx, { talentId: 'c-4', email: null, reason: '', comment: '', requestedAt: new Date() })
        await deleteRecommendationsOf(tx, 'c-4')
        await deleteTalent(tx, 'c-4')
      })
    // The account is closed and forgotten while the write is on its way.
    const late: Kintone = {
      ...kintone,
      call: async (operation, ...rest) => {
        if (operation === 'recommendations.save') await close()
        return kintone.call(operation, ...rest)
      },
    }
    await run('c-4', { kintone: late })
    expect(await jobsOf('c-4')).toEqual([])
    expect(await portal.staff.records('recommendation', '人材ID = "c-4"')).toHaveLength(2)
    await run('c-4')
    const completedAt = new Date(Date.now() - 11 * 60_000)
    await database.transaction((tx) => saveClosureProgress(tx, 'c-4', { completedAt, isReported: true }))
    await finishClosure({ database, queue, kintone }, 'c-4')
    expect(await portal.staff.records('recommendation', '人材ID = "c-4"')).toEqual([])
    expect((await findClosure(db(), 'c-4'))?.verifiedAt).not.toBeNull()
  })

  test('an account that was closed before the write is left out of it', async () => {
    await store(portal, [goDeveloper('c-5')])
    await portal.portal.database.transaction((tx) =>
      insertClosure(tx, { talentId: 'c-5', email: null, reason: '', comment: '', requestedAt: new Date() }),
    )
    await run('c-5')
    expect(await portal.staff.records('recommendation', '人材ID = "c-5"')).toEqual([])
  })
})
