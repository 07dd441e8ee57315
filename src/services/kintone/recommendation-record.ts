import { Type } from '@sinclair/typebox'
import { optionalText, recordReader, text, textOf } from './fields'

const optional = Type.Optional(optionalText)
const check = recordReader(
  'recommendation',
  Type.Object({ 推薦キー: text, 人材ID: text, 案件ID: text, 担当者おすすめ: optional, 担当者コメント: optional }),
)

/** What staff said about a talent and a job; the scores in this app are written by the portal, not read by it. */
export type RecommendationRecord = {
  /** 推薦キー: `<auth_user_id>:<案件ID>`. */
  key: string
  talentId: string
  jobId: string
  isStaffPick: boolean
  staffComment: string
}

/** Reads a レコメンド record in kintone's wire form. Throws MalformedRecord. */
export function readRecommendation(record: unknown): RecommendationRecord {
  const r = check(record)
  return {
    key: r.推薦キー.value,
    talentId: r.人材ID.value,
    jobId: r.案件ID.value,
    isStaffPick: r.担当者おすすめ?.value === 'おすすめ',
    staffComment: textOf(r.担当者コメント),
  }
}

const scored = Type.Object({ 根拠JSON: optionalText })
const checkScored = recordReader('recommendation', scored)

/** Whether a program has written into the record: staff never fill 根拠JSON. Throws MalformedRecord. */
export const isScored = (record: unknown): boolean => textOf(checkScored(record).根拠JSON) !== ''
