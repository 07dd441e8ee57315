import { type EvaluationRow, evaluationsOf, saveEvaluations } from '../../src/db/evaluations'
import { findJob } from '../../src/db/jobs'
import { findTalent, storeTalents } from '../../src/db/talents'
import { openCatalogue } from '../../src/jobs/catalogue'
import { openOrders } from '../../src/jobs/orders'
import { openRanking } from '../../src/jobs/ranking'
import type { Judged } from '../../src/matching/judged'
import { emptyTalent, type Talent } from '../../src/profile/talent'
import type { RecommendationTools } from '../../src/recommendations/tools'
import { openKintone } from '../../src/services/kintone/client'
import type { TestPortal } from '../support/portal'

/** Somebody whom jobFields' job suits, as far as the rules can tell. */
export function goDeveloper(id: string, changes: Partial<Talent> = {}): Talent {
  return {
    ...emptyTalent(id),
    familyName: '川上',
    givenName: '一郎',
    skills: [{ rowId: null, name: 'Go', years: 8, lastUsedYear: 2026, level: 'leading' }],
    selfPr: '決済サービスの運用を続けてきました。',
    positions: ['バックエンドエンジニア'],
    availableFrom: '2026-01-01',
    desiredMonthlyRateYen: 800_000,
    desiredWorkingDays: 5,
    desiredOfficeDays: 'any',
    desiredWorkStyles: ['remote'],
    desiredHoursPerDay: 'any',
    desiredPrefectures: ['東京都'],
    allowsAi: true,
    ...changes,
  }
}

let recordId = 10_000
/** Puts talents into the copy, as the sync would. */
export async function store({ portal }: TestPortal, talents: Talent[]): Promise<void> {
  const rows = talents.map((talent) => ({ recordId: ++recordId, revision: 1, talent }))
  await portal.database.transaction((tx) => storeTalents(tx, rows))
}

/** What the portal's own work uses, with a catalogue that has just been read. */
export function toolsOf(
  { portal, config }: TestPortal,
  changes: Partial<RecommendationTools> = {},
): RecommendationTools {
  const { database } = portal
  return {
    database,
    kintone: openKintone(config.kintone, { sleep: async () => undefined }),
    catalogue: openCatalogue(database),
    ranking: openRanking(openOrders(), (talentId) => evaluationsOf(database.db, talentId)),
    clock: () => new Date(),
    threshold: 70,
    callBudget: 10_000,
    limits: { take: async () => 0 },
    ...changes,
  }
}

/** As if a model had judged a requirement of the pair. */
export async function evaluate(
  { portal: { database } }: TestPortal,
  [talentId, jobId]: [string, string],
  judgements: Judged[],
): Promise<void> {
  const [talent, job] = [await findTalent(database.db, talentId), await findJob(database.db, jobId)]
  const row: EvaluationRow = {
    ...{ talentId, jobId, judgements, model: 'model-1', promptVersion: 'judge-2' },
    ...{ talentVersion: talent?.version ?? 0, jobVersion: job?.version ?? 0 },
    evaluatedAt: new Date('2026-11-22T03:04:00Z'),
  }
  await database.transaction((tx) => saveEvaluations(tx, talentId, [row]))
}

/** kintone's record of a pair as plain values; null for none. */
export async function recordOf({ staff }: TestPortal, talentId: string, jobId: string) {
  const [record] = await staff.records('recommendation', `推薦キー = "${talentId}:${jobId}"`)
  if (record === undefined) return null
  return Object.fromEntries(Object.entries(record).map(([code, { value }]) => [code, value]))
}
