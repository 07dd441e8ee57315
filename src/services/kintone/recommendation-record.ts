import { Type } from '@sinclair/typebox'
import { optionalText, recordReader, text, textOf } from './fields'

const optional = Type.Optional(optionalText)
const check = recordReader(
  'recommendation',
  Type.Object({ 人材ID: text, 案件ID: text, 担当者おすすめ: optional, 担当者コメント: optional }),
)

/** What staff said about a talent and a job; the scores in this app are written by the portal, not read by it. */
export type RecommendationRecord = { talentId: string; jobId: string; isStaffPick: boolean; staffComment: string }

/** Reads a レコメンド record in kintone's wire form. Throws MalformedRecord. */
export function readRecommendation(record: unknown): RecommendationRecord {
  const r = check(record)
  return {
    talentId: r.人材ID.value,
    jobId: r.案件ID.value,
    isStaffPick: r.担当者おすすめ?.value === 'おすすめ',
    staffComment: textOf(r.担当者コメント),
  }
}
