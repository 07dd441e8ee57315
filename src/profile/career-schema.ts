import { type Static, Type } from '@sinclair/typebox'
import { type Checked, checkForm, type FormErrors } from '../http/form'
import { industries, phases, positions, roles } from './options'
import { requiredText } from './required-text'
import type { Talent } from './talent'

const oneOf = (words: readonly string[], message: string) =>
  Type.Union([...words.map((word) => Type.Literal(word)), Type.Null()], { message })
const someOf = (words: readonly string[], message: string) =>
  Type.Array(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      { message },
    ),
    { message, uniqueItems: true },
  )
const month = (label: string) =>
  Type.Union([Type.String({ pattern: '^(19[5-9]\\d|20\\d\\d)-(0[1-9]|1[0-2])$' }), Type.Null()], {
    message: `${label}を西暦の年と月で入力してください（例：2024年4月）`,
  })
const number = (minimum: number, maximum: number, message: string) =>
  Type.Union([Type.Number({ minimum, maximum }), Type.Null()], { message })
const rowId = Type.Union([Type.String({ pattern: '^\\d{1,12}$' }), Type.Null()])

/** 職歴・資格 as one form. */
export const careerSchema = Type.Object({
  positions: someOf(positions, '職種を選び直してください'),
  skills: Type.Array(
    Type.Object({
      rowId,
      name: requiredText('スキル名', 100),
      years: number(0, 60, '経験年数を0から60の数字で入力してください（例：3、0.5）'),
      lastUsedYear: number(1970, 2100, '最終使用年を西暦4桁の数字で入力してください（例：2025）'),
      level: Type.Union(
        [
          Type.Literal('learning'),
          Type.Literal('assisting'),
          Type.Literal('independent'),
          Type.Literal('leading'),
          Type.Null(),
        ],
        { message: 'レベルを選び直してください' },
      ),
    }),
    { maxItems: 50, message: 'スキルは50件まで登録できます' },
  ),
  languagesAndTools: Type.String({ maxLength: 2_000, message: '言語・ツールを2,000文字以内で入力してください' }),
  workHistory: Type.Array(
    Type.Object({
      rowId,
      company: requiredText('会社・案件名', 200),
      startMonth: month('開始年月'),
      endMonth: month('終了年月'),
      industry: oneOf(industries, '業界を選び直してください'),
      role: oneOf(roles, '役割を選び直してください'),
      teamSize: number(0, 10_000, 'チーム規模を数字で入力してください（例：5）'),
      phases: someOf(phases, '担当工程を選び直してください'),
      technologies: Type.String({ maxLength: 500, message: '使用技術を500文字以内で入力してください' }),
      description: Type.String({ maxLength: 5_000, message: '業務内容を5,000文字以内で入力してください' }),
    }),
    { maxItems: 40, message: '職務経歴は40件まで登録できます' },
  ),
  qualifications: Type.Array(
    Type.Object({ rowId, name: requiredText('資格名', 100), acquiredMonth: month('取得年月') }),
    { maxItems: 40, message: '資格は40件まで登録できます' },
  ),
  selfPr: Type.String({ maxLength: 10_000, message: '自己PRを10,000文字以内で入力してください' }),
  portfolioUrl: Type.String({
    maxLength: 500,
    pattern: '^(|https?://[^\\s<>"]+)$',
    message: 'ポートフォリオのURLを https:// から入力してください',
  }),
})

export type Career = Static<typeof careerSchema>

/** What was typed, in the shape of Career; numbers that are none become NaN, which the schema refuses. */
export type CareerDraft = Pick<Talent, keyof Career>

/** The schema, and what only a calendar can say. @param today `YYYY-MM-DD` in Asia/Tokyo */
export function checkCareer(draft: CareerDraft, today: string): Checked<Career> {
  const checked = checkForm(careerSchema, draft)
  const errors = { ...calendarErrors(draft, today), ...checked.errors }
  return checked.errors === null && Object.keys(errors).length === 0 ? checked : { values: null, errors }
}

function calendarErrors({ skills, workHistory }: CareerDraft, today: string): FormErrors {
  const thisYear = Number(today.slice(0, 4))
  const errors: FormErrors = {}
  skills.forEach(({ lastUsedYear }, index) => {
    if (lastUsedYear !== null && lastUsedYear > thisYear)
      errors[`skills.${index}.lastUsedYear`] = `最終使用年を今年（${thisYear}年）までの西暦4桁で入力してください`
  })
  workHistory.forEach(({ startMonth, endMonth }, index) => {
    if (startMonth !== null && endMonth !== null && endMonth < startMonth)
      errors[`workHistory.${index}.endMonth`] = '終了年月には、開始年月と同じか、それより後の年月を入力してください'
  })
  return errors
}
