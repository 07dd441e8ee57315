import { Type } from '@sinclair/typebox'
import { log } from '../../log'
import { checkedAnswer, type Kintone, KintoneError } from './client'
import { optionFor } from './fields'
import type { WireRecord } from './talent-writer'

/** Whether a model judged this pair: 未実行, 実行済み, 失敗. */
export type AiStatus = 'not-run' | 'done' | 'failed'
const statuses: Record<string, AiStatus> = { 未実行: 'not-run', 実行済み: 'done', 失敗: 'failed' }

/** What the portal says of a talent and a job. 担当者おすすめ and 担当者コメント are staff's and never written. */
export type Recommendation = {
  talentId: string
  jobId: string
  /** All scores are whole, 0..100; null: empty. */
  score: number | null
  low: number
  high: number
  can: number | null
  want: number | null
  aiStatus: AiStatus
  /** 技術スキル, 開発工程, インフラ, 業務知識, チーム開発, ツール環境 and 総合; null where no model judged. */
  ai: Record<'skill' | 'phases' | 'infrastructure' | 'domain' | 'team' | 'tools' | 'total', number | null>
  briefing: string
  reasons: string
  evaluatedAt: Date | null
  model: string
  promptVersion: string
  inputHash: string
}

/** kintone's bound for one update or deletion. */
export const recordsPerCall = 100

const digits = (value: number | null) => ({ value: value === null ? '' : String(value) })

/** All of the portal's fields but the key, in kintone's wire form. */
export function writeRecommendation(r: Recommendation): WireRecord {
  return {
    人材ID: { value: r.talentId },
    案件ID: { value: r.jobId },
    適合スコア: digits(r.score),
    スコア下限: digits(r.low),
    スコア上限: digits(r.high),
    できる軸: digits(r.can),
    働きたい軸: digits(r.want),
    AIマッチ実行状況: { value: optionFor(statuses, r.aiStatus) },
    AI技術スキルスコア: digits(r.ai.skill),
    AI開発工程スコア: digits(r.ai.phases),
    AIインフラスコア: digits(r.ai.infrastructure),
    AI業務知識スコア: digits(r.ai.domain),
    AIチーム開発スコア: digits(r.ai.team),
    AIツール環境スコア: digits(r.ai.tools),
    AI総合スコア: digits(r.ai.total),
    AI評価結果: { value: r.briefing },
    AI実行日時: { value: r.evaluatedAt === null ? '' : r.evaluatedAt.toISOString() },
    根拠JSON: { value: r.reasons },
    モデル: { value: r.model },
    プロンプト版: { value: r.promptVersion },
    入力ハッシュ: { value: r.inputHash },
  }
}

type Pair = { talentId: string; jobId: string }
type Keyed = Pair & { record: WireRecord }
/** Where kintone keeps a pair. `isNew`: the record was not there before. */
export type Kept = Pair & { recordId: number; revision: number; isNew: boolean }

const upserted = Type.Object({
  records: Type.Array(
    Type.Object({
      id: Type.String({ pattern: '^[0-9]+$' }),
      revision: Type.String({ pattern: '^[0-9]+$' }),
      operation: Type.Union([Type.Literal('INSERT'), Type.Literal('UPDATE')]),
    }),
  ),
})

/**
 * Adds or changes the records of at most `recordsPerCall` pairs in one call, by their unique 推薦キー: a repetition
 * changes nothing. What kintone refuses is noted in the log and left out of what comes back; it does not keep the
 * others from being written, at the price of a few more calls. Throws KintoneError for everything but a refusal.
 */
export async function saveRecommendations(kintone: Kintone, pairs: Keyed[]): Promise<Kept[]> {
  if (pairs.length === 0) return []
  try {
    return await upsert(kintone, pairs)
  } catch (error) {
    if (!(error instanceof KintoneError) || error.failure !== 'refused') throw error
    const named = new Set(error.fields.flatMap((field) => /^records\[(\d+)\]/.exec(field)?.[1] ?? []).map(Number))
    const refused = pairs.length === 1 ? pairs : pairs.filter((_, at) => named.has(at))
    const fields = error.fields.map((field) => field.replace(/^records\[\d+\]\.?/, ''))
    for (const { talentId, jobId } of refused)
      log.warn('recommendation.refused', {
        talent: talentId,
        job: jobId,
        code: error.code,
        fields: [...new Set(fields)],
      })
    const others = pairs.filter((pair) => !refused.includes(pair))
    if (refused.length > 0) return saveRecommendations(kintone, others)
    // kintone does not say which: it is searched for by halves.
    const middle = Math.ceil(others.length / 2)
    const first = await saveRecommendations(kintone, others.slice(0, middle))
    return [...first, ...(await saveRecommendations(kintone, others.slice(middle)))]
  }
}

async function upsert(kintone: Kintone, pairs: Keyed[]): Promise<Kept[]> {
  const records = pairs.map(({ talentId, jobId, record }) => ({
    updateKey: { field: '推薦キー', value: `${talentId}:${jobId}` },
    record,
  }))
  const answer = await kintone.call(
    'recommendations.save',
    'recommendation',
    async (client, app) => {
      const saved = await client.record.updateRecords({ app, upsert: true, records })
      const { records: kept } = checkedAnswer('recommendations.save', upserted, saved)
      if (kept.length !== pairs.length)
        throw new KintoneError('recommendations.save', 'unavailable', 'UNEXPECTED_ANSWER')
      return kept
    },
    'repeatable',
  )
  return answer.flatMap(({ id, revision, operation }, at) => {
    const pair = pairs[at]
    if (pair === undefined) return []
    const { talentId, jobId } = pair
    return [{ talentId, jobId, recordId: Number(id), revision: Number(revision), isNew: operation === 'INSERT' }]
  })
}

/**
 * Deletes records, each only at the revision given. All or none of a call. Throws KintoneError: 'conflict' when somebody
 * saved one since, 'refused' GAIA_RE01 when one is gone; whoever reads them again knows which.
 */
export async function deleteRecommendationRecords(
  kintone: Kintone,
  records: { recordId: number; revision: number }[],
): Promise<void> {
  if (records.length === 0) return
  await kintone.call('recommendations.delete', 'recommendation', (client, app) =>
    client.record.deleteRecords({
      app,
      ids: records.map(({ recordId }) => recordId),
      revisions: records.map(({ revision }) => revision),
    }),
  )
}
