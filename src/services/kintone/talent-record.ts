import { Type } from '@sinclair/typebox'
import type { DesiredHours, SkillLevel, Talent, WorkStyle } from '../../profile/talent'
import {
  dateOf,
  monthOf,
  number,
  numberOf,
  optionalText,
  optionFor,
  optionOf,
  recordReader,
  rows,
  text,
  textOf,
  texts,
  textsOf,
  wordOf,
  yenOf,
} from './fields'

const days: Record<string, number | 'any'> = { 週1: 1, 週2: 2, 週3: 3, 週4: 4, 週5: 5, 案件条件に従う: 'any' }
const officeDays: Record<string, number | 'any'> = { ...days, なし: 0 }
const levels: Record<string, SkillLevel> = {
  学習のみ: 'learning',
  補助: 'assisting',
  一人で実務: 'independent',
  '設計・指導': 'leading',
}
const workStyles: Record<string, WorkStyle> = { リモート: 'remote', ハイブリッド: 'hybrid', 常駐: 'onsite' }
const hours: Record<string, DesiredHours> = {
  '2時間': '2',
  '4時間': '4',
  '6時間': '6',
  '8時間': '8',
  '8時間以上': '8+',
  案件条件に従う: 'any',
}

const optional = { text: Type.Optional(optionalText), texts: Type.Optional(texts), number: Type.Optional(number) }

const skillRow = Type.Object({
  スキル名: optional.text,
  経験年数: optional.number,
  最終使用年: optional.number,
  レベル: optional.text,
})
const workRow = Type.Object({
  開始年月: optional.text,
  終了年月: optional.text,
  会社_案件名: optional.text,
  業界: optional.text,
  役割: optional.text,
  チーム規模: optional.number,
  担当工程: optional.texts,
  使用技術: optional.text,
  業務内容: optional.text,
})
const qualificationRow = Type.Object({ 資格名: optional.text, 取得年月: optional.text })

const check = recordReader(
  'talent',
  Type.Object({
    auth_user_id: text,
    姓: optional.text,
    名: optional.text,
    セイ: optional.text,
    メイ: optional.text,
    メールアドレス: optional.text,
    生年月日: optional.text,
    郵便番号: optional.text,
    都道府県: optional.text,
    住所: optional.text,
    最寄駅: optional.text,
    電話番号: optional.text,
    職種: optional.texts,
    言語_ツール: optional.text,
    スキル表: Type.Optional(rows(skillRow)),
    主な実績_PR_職務経歴: optional.text,
    職歴表: Type.Optional(rows(workRow)),
    資格表: Type.Optional(rows(qualificationRow)),
    ポートフォリオリンク: optional.text,
    稼働可能時期: optional.text,
    希望単価_月額: optional.number,
    希望勤務日数: optional.text,
    希望出社頻度: optional.text,
    希望勤務スタイル: optional.texts,
    希望作業時間: optional.text,
    希望勤務地: optional.texts,
    希望案件_作業内容: optional.text,
    NG企業: optional.text,
    その他要望: optional.text,
    ST: optional.text,
    メール配信設定: optional.text,
    AI利用: optional.text,
    利用規約同意: optional.text,
  }),
)

/** Reads a 人材 record in kintone's wire form. Throws MalformedRecord. */
export function readTalent(record: unknown): Talent {
  const r = check(record)
  return {
    id: r.auth_user_id.value,
    familyName: textOf(r.姓),
    givenName: textOf(r.名),
    familyNameKana: textOf(r.セイ),
    givenNameKana: textOf(r.メイ),
    email: textOf(r.メールアドレス),
    birthDate: dateOf(r.生年月日),
    postalCode: textOf(r.郵便番号),
    prefecture: optionOf(r.都道府県),
    address: textOf(r.住所),
    nearestStation: textOf(r.最寄駅),
    phone: textOf(r.電話番号),
    positions: textsOf(r.職種),
    languagesAndTools: textOf(r.言語_ツール),
    skills: (r.スキル表?.value ?? []).map(({ id, value }) => ({
      rowId: id ?? null,
      name: textOf(value.スキル名),
      years: numberOf(value.経験年数),
      lastUsedYear: numberOf(value.最終使用年),
      level: wordOf(levels, value.レベル),
    })),
    selfPr: textOf(r.主な実績_PR_職務経歴),
    workHistory: (r.職歴表?.value ?? []).map(({ id, value }) => ({
      rowId: id ?? null,
      startMonth: monthOf(value.開始年月),
      endMonth: monthOf(value.終了年月),
      company: textOf(value.会社_案件名),
      industry: optionOf(value.業界),
      role: optionOf(value.役割),
      teamSize: numberOf(value.チーム規模),
      phases: textsOf(value.担当工程),
      technologies: textOf(value.使用技術),
      description: textOf(value.業務内容),
    })),
    qualifications: (r.資格表?.value ?? []).map(({ id, value }) => ({
      rowId: id ?? null,
      name: textOf(value.資格名),
      acquiredMonth: monthOf(value.取得年月),
    })),
    portfolioUrl: textOf(r.ポートフォリオリンク),
    availableFrom: dateOf(r.稼働可能時期),
    desiredMonthlyRateYen: yenOf(r.希望単価_月額),
    desiredWorkingDays: wordOf(days, r.希望勤務日数),
    desiredOfficeDays: wordOf(officeDays, r.希望出社頻度),
    desiredWorkStyles: textsOf(r.希望勤務スタイル).flatMap((style) => workStyles[style] ?? []),
    desiredHoursPerDay: wordOf(hours, r.希望作業時間),
    desiredPrefectures: textsOf(r.希望勤務地),
    desiredWork: textOf(r.希望案件_作業内容),
    ngCompanies: textOf(r.NG企業),
    otherRequests: textOf(r.その他要望),
    staffStatus: textOf(r.ST),
    wantsMail: r.メール配信設定?.value === '配信中',
    allowsAi: r.AI利用?.value !== '利用しない',
    termsConsent: textOf(r.利用規約同意),
  }
}

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
