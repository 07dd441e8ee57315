import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { configureLog } from '../../src/log'
import { type Kintone, openKintone } from '../../src/services/kintone/client'
import {
  deleteRecommendationRecords,
  type Recommendation,
  saveRecommendations,
  writeRecommendation,
} from '../../src/services/kintone/recommendation-writer'
import recommendationApp from '../../src/services/kintone/schema/recommendation.json'
import { testConfig } from '../support/portal'
import { openStaff, type Staff } from '../support/staff'

let sandbox: Sandbox
let kintone: Kintone
let staff: Staff
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
  kintone = openKintone(testConfig(sandbox).kintone)
  staff = openStaff(sandbox)
})
afterEach(() => configureLog({ level: 'silent' }))
afterAll(() => sandbox.stop())

const ai = { skill: 80, phases: null, infrastructure: 0, domain: null, team: 50, tools: null, total: 76 }
const recommendation = (changes: Partial<Recommendation> = {}): Recommendation => ({
  ...{ talentId: 't', jobId: 'J', score: 76, low: 65, high: 84, can: 67, want: null, aiStatus: 'done', ai },
  ...{ briefing: '理由\n【合う点】', reasons: '{}', evaluatedAt: new Date('2026-11-22T03:04:05Z') },
  ...{ model: 'model-1', promptVersion: 'judge-2', inputHash: 'abc', ...changes },
})
const keyed = (changes: Partial<Recommendation> = {}) => {
  const { talentId, jobId } = recommendation(changes)
  return { talentId, jobId, record: writeRecommendation(recommendation(changes)) }
}

test('every field of the app is written but the key and what is staff’s', () => {
  const own = Object.entries(recommendationApp.properties).flatMap(([code, { type }]) =>
    /^(SINGLE_LINE_TEXT|MULTI_LINE_TEXT|NUMBER|DROP_DOWN|DATETIME)$/.test(type) ? [code] : [],
  )
  const written = Object.keys(writeRecommendation(recommendation()))
  expect(own.filter((code) => !written.includes(code)).sort()).toEqual(
    ['担当者おすすめ', '担当者コメント', '推薦キー'].sort(),
  )
  expect(written.filter((code) => !own.includes(code))).toEqual([])
})

test('a record is added once and changed afterwards, and what is empty is emptied', async () => {
  const [added] = await saveRecommendations(kintone, [keyed()])
  expect(added).toMatchObject({ talentId: 't', jobId: 'J', revision: 1, isNew: true })
  const [record] = await staff.records('recommendation')
  expect(record).toMatchObject({
    推薦キー: { value: 't:J' },
    適合スコア: { value: '76' },
    働きたい軸: { value: '' },
    AIインフラスコア: { value: '0' },
    AI開発工程スコア: { value: '' },
    AIマッチ実行状況: { value: '実行済み' },
    AI実行日時: { value: '2026-11-22T03:04:00Z' },
  })
  await staff.change('recommendation', String(added?.recordId), { 担当者コメント: { value: '良い' } })
  const none = { ...ai, skill: null, total: null }
  const [changed] = await saveRecommendations(kintone, [keyed({ aiStatus: 'not-run', ai: none, evaluatedAt: null })])
  expect(changed).toMatchObject({ recordId: added?.recordId, revision: 3, isNew: false })
  const [after] = await staff.records('recommendation')
  expect(after).toMatchObject({ AI総合スコア: { value: '' }, 担当者コメント: { value: '良い' } })
  expect(after?.AI実行日時?.value || null).toBeNull()
})

test('what kintone refuses is named in the log and costs the others one call more', async () => {
  const lines: string[] = []
  configureLog({ level: 'warn', write: (line) => lines.push(line) })
  await staff.forgetCalls()
  const many = Array.from({ length: 100 }, (_, n) => keyed({ talentId: `r-${n}`, score: n === 41 ? 400 : 70 }))
  expect(await saveRecommendations(kintone, many)).toHaveLength(99)
  expect((await staff.calls()).kintone).toBe(2)
  expect(lines.filter((line) => line.includes('recommendation.refused'))).toHaveLength(1)
  expect(lines.join()).toContain('適合スコア')
  expect(lines.join()).not.toContain('400"')
})

test('a deletion goes by revision and is all or nothing', async () => {
  const kept = await saveRecommendations(kintone, [keyed({ talentId: 'd-1' }), keyed({ talentId: 'd-2' })])
  await staff.change('recommendation', String(kept[1]?.recordId), { 担当者コメント: { value: '残して' } })
  await expect(deleteRecommendationRecords(kintone, kept)).rejects.toMatchObject({ failure: 'conflict' })
  expect(await staff.records('recommendation', '人材ID in ("d-1", "d-2")')).toHaveLength(2)
  await deleteRecommendationRecords(kintone, kept.slice(0, 1))
  await expect(deleteRecommendationRecords(kintone, kept.slice(0, 1))).rejects.toMatchObject({ code: 'GAIA_RE01' })
})
