import { Type } from '@sinclair/typebox'
import type { Inquiry } from '../../notifications/inquiry'
import { instantOf, MalformedRecord, optionalText, optionOf, recordReader, textOf } from './fields'

const kinds: Record<string, Inquiry['kind']> = { お問い合わせ: 'inquiry', 退会申請: 'closure' }
const statuses: Record<string, Inquiry['status']> = { 未対応: 'new', 対応中: 'in-progress', 完了: 'done' }

const optional = Type.Optional(optionalText)
const check = recordReader(
  'inquiry',
  Type.Object({
    種別: optional,
    受付日時: optional,
    ユーザーID: optional,
    対応ステータス: optional,
    問い合わせカテゴリ: optional,
    問い合わせ内容: optional,
    返信内容: optional,
  }),
)

/** `talentId` is '' for somebody without an account. */
export type InquiryRecord = { talentId: string; receivedAt: Date | null; inquiry: Inquiry }

/** Reads a 問い合わせ・退会 record in kintone's wire form; who wrote it is left in kintone. Throws MalformedRecord. */
export function readInquiry(record: unknown): InquiryRecord {
  const r = check(record)
  const kind = kinds[r.種別?.value || 'お問い合わせ']
  const status = statuses[r.対応ステータス?.value || '未対応']
  const unknown = [kind === undefined ? '種別' : [], status === undefined ? '対応ステータス' : []].flat()
  if (kind === undefined || status === undefined)
    throw new MalformedRecord(
      'inquiry',
      unknown.map((field) => `${field}: not one of the options the portal knows`),
    )
  return {
    talentId: textOf(r.ユーザーID),
    receivedAt: instantOf(optionOf(r.受付日時)),
    inquiry: {
      kind,
      status,
      category: textOf(r.問い合わせカテゴリ),
      body: textOf(r.問い合わせ内容),
      reply: textOf(r.返信内容),
    },
  }
}
