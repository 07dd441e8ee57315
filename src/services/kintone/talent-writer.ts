import type { Talent } from '../../profile/talent'
import { optionFor } from './fields'
import { days, hours, levels, officeDays, workStyles } from './talent-words'

type WireValue = string | string[] | null | { id?: string; value: Record<string, { value: WireValue }> }[]
export type WireRecord = Record<string, { value: WireValue }>

const digits = (value: number | null) => (value === null ? '' : String(value))
const manYen = (yen: number | null) => (yen === null ? '' : String(yen / 10_000))
const firstOfMonth = (month: string | null) => (month === null ? null : `${month}-01`)
/** Rows go whole and with their ids: kintone deletes the rows that are not sent. */
const wireRows = <R extends { rowId: string | null }>(
  list: R[],
  write: (row: R) => Record<string, { value: WireValue }>,
) => list.map((row) => ({ ...(row.rowId === null ? {} : { id: row.rowId }), value: write(row) }))

/** How each of our fields is written to kintone. Fields that only staff write (ST) are absent. */
const writers: { [K in keyof Talent]?: (talent: Talent) => WireRecord } = {
  familyName: (t) => ({ 姓: { value: t.familyName }, 氏名: { value: `${t.familyName} ${t.givenName}`.trim() } }),
  givenName: (t) => ({ 名: { value: t.givenName }, 氏名: { value: `${t.familyName} ${t.givenName}`.trim() } }),
  familyNameKana: (t) => ({ セイ: { value: t.familyNameKana } }),
  givenNameKana: (t) => ({ メイ: { value: t.givenNameKana } }),
  email: (t) => ({ メールアドレス: { value: t.email } }),
  birthDate: (t) => ({ 生年月日: { value: t.birthDate } }),
  postalCode: (t) => ({ 郵便番号: { value: t.postalCode } }),
  prefecture: (t) => ({ 都道府県: { value: t.prefecture } }),
  address: (t) => ({ 住所: { value: t.address } }),
  nearestStation: (t) => ({ 最寄駅: { value: t.nearestStation } }),
  phone: (t) => ({ 電話番号: { value: t.phone } }),
  positions: (t) => ({ 職種: { value: t.positions } }),
  languagesAndTools: (t) => ({ 言語_ツール: { value: t.languagesAndTools } }),
  skills: (t) => ({
    スキル表: {
      value: wireRows(t.skills, (row) => ({
        スキル名: { value: row.name },
        経験年数: { value: digits(row.years) },
        最終使用年: { value: digits(row.lastUsedYear) },
        レベル: { value: optionFor(levels, row.level) },
      })),
    },
  }),
  selfPr: (t) => ({ 主な実績_PR_職務経歴: { value: t.selfPr } }),
  workHistory: (t) => ({
    職歴表: {
      value: wireRows(t.workHistory, (row) => ({
        開始年月: { value: firstOfMonth(row.startMonth) },
        終了年月: { value: firstOfMonth(row.endMonth) },
        会社_案件名: { value: row.company },
        業界: { value: row.industry },
        役割: { value: row.role },
        チーム規模: { value: digits(row.teamSize) },
        担当工程: { value: row.phases },
        使用技術: { value: row.technologies },
        業務内容: { value: row.description },
      })),
    },
  }),
  qualifications: (t) => ({
    資格表: {
      value: wireRows(t.qualifications, (row) => ({
        資格名: { value: row.name },
        取得年月: { value: firstOfMonth(row.acquiredMonth) },
      })),
    },
  }),
  portfolioUrl: (t) => ({ ポートフォリオリンク: { value: t.portfolioUrl } }),
  availableFrom: (t) => ({ 稼働可能時期: { value: t.availableFrom } }),
  desiredMonthlyRateYen: (t) => ({ 希望単価_月額: { value: manYen(t.desiredMonthlyRateYen) } }),
  desiredWorkingDays: (t) => ({ 希望勤務日数: { value: optionFor(days, t.desiredWorkingDays) } }),
  desiredOfficeDays: (t) => ({ 希望出社頻度: { value: optionFor(officeDays, t.desiredOfficeDays) } }),
  desiredWorkStyles: (t) => ({
    希望勤務スタイル: { value: t.desiredWorkStyles.flatMap((style) => optionFor(workStyles, style) ?? []) },
  }),
  desiredHoursPerDay: (t) => ({ 希望作業時間: { value: optionFor(hours, t.desiredHoursPerDay) } }),
  desiredPrefectures: (t) => ({ 希望勤務地: { value: t.desiredPrefectures } }),
  desiredWork: (t) => ({ 希望案件_作業内容: { value: t.desiredWork } }),
  ngCompanies: (t) => ({ NG企業: { value: t.ngCompanies } }),
  otherRequests: (t) => ({ その他要望: { value: t.otherRequests } }),
  wantsMail: (t) => ({ メール配信設定: { value: t.wantsMail ? '配信中' : '配信停止' } }),
  allowsAi: (t) => ({ AI利用: { value: t.allowsAi ? '利用する' : '利用しない' } }),
  termsConsent: (t) => ({ 利用規約同意: { value: t.termsConsent } }),
}

export type TalentField = keyof Talent

/** Only the named fields, in kintone's wire form; the key `auth_user_id` is sent as updateKey, never in the record. */
export function writeTalent(talent: Talent, fields: readonly TalentField[]): WireRecord {
  return Object.assign({}, ...fields.map((field) => writers[field]?.(talent) ?? {}))
}

export const writableTalentFields = Object.keys(writers) as TalentField[]
