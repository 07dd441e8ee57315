import { type Static, Type } from '@sinclair/typebox'
import { type Checked, checkForm, type Form } from '../http/form'
import { dayOrNull, multiline, numberOrNull, orNull } from '../http/normalise'
import { prefectures } from './options'
import type { Talent } from './talent'
import { typedNumber } from './typed-number'

const days = (message: string, minimum: number) =>
  Type.Union([Type.Integer({ minimum, maximum: 5 }), Type.Literal('any'), Type.Null()], { message })
const longText = (label: string) =>
  Type.String({ maxLength: 2_000, message: `${label}を2,000文字以内で入力してください` })

/** 希望条件 */
export const preferencesSchema = Type.Object({
  availableFrom: Type.Union([Type.String({ pattern: '^20\\d\\d-\\d\\d-\\d\\d$' }), Type.Null()], {
    message: '稼働可能時期を日付で入力してください（例：2027-04-01）',
  }),
  desiredMonthlyRateYen: Type.Union([Type.Integer({ minimum: 0, maximum: 5_000_000 }), Type.Null()], {
    message: '希望単価を0から500（万円）の数字で入力してください',
  }),
  desiredWorkingDays: days('希望勤務日数を選び直してください', 1),
  desiredOfficeDays: days('希望出社頻度を選び直してください', 0),
  desiredWorkStyles: Type.Array(Type.Union([Type.Literal('remote'), Type.Literal('hybrid'), Type.Literal('onsite')]), {
    message: '働き方を選び直してください',
    uniqueItems: true,
  }),
  desiredHoursPerDay: Type.Union(
    [...['2', '4', '6', '8', '8+', 'any'].map((value) => Type.Literal(value)), Type.Null()],
    {
      message: '希望作業時間を選び直してください',
    },
  ),
  desiredPrefectures: Type.Array(Type.Union(prefectures.map((name) => Type.Literal(name))), {
    message: '希望勤務地を選び直してください',
    uniqueItems: true,
  }),
  desiredWork: longText('希望する案件・作業内容'),
  ngCompanies: longText('応募したくない会社'),
  otherRequests: longText('その他の要望'),
})

export type Preferences = Static<typeof preferencesSchema>
export type PreferencesDraft = Pick<Talent, keyof Preferences>

/**
 * The schema, and that nobody becomes available in the past; a day that was saved before and has passed since may stay.
 * @param today `YYYY-MM-DD` in Asia/Tokyo
 */
export function checkPreferences(draft: PreferencesDraft, saved: Talent, today: string): Checked<Preferences> {
  const checked = checkForm(preferencesSchema, draft)
  const { availableFrom } = draft
  const isNew = availableFrom !== saved.availableFrom
  if (availableFrom === null || !isNew || availableFrom >= today || checked.errors?.availableFrom) return checked
  const availableError = '稼働可能時期には今日以降の日付を入力してください（すぐに稼働できる場合は今日の日付）'
  return { values: null, errors: { availableFrom: availableError, ...checked.errors } }
}

export function readPreferences(form: Form): PreferencesDraft {
  const rate = typedNumber(form.text('desiredMonthlyRate'))
  return {
    availableFrom: dayOrNull(form.text('availableFrom')),
    desiredMonthlyRateYen: rate === null ? null : Math.round(rate * 10_000),
    desiredWorkingDays: daysOf(form.text('desiredWorkingDays')),
    desiredOfficeDays: daysOf(form.text('desiredOfficeDays')),
    desiredWorkStyles: form.all('desiredWorkStyles') as PreferencesDraft['desiredWorkStyles'],
    desiredHoursPerDay: orNull(form.text('desiredHoursPerDay')) as PreferencesDraft['desiredHoursPerDay'],
    desiredPrefectures: form.all('desiredPrefectures'),
    desiredWork: multiline(form.text('desiredWork')),
    ngCompanies: multiline(form.text('ngCompanies')),
    otherRequests: multiline(form.text('otherRequests')),
  }
}

const daysOf = (text: string) => (text === 'any' ? text : numberOrNull(text))

/** The stored wishes as the form's fields: the reverse of readPreferences. */
export function preferenceFields(talent: Talent): URLSearchParams {
  const { desiredMonthlyRateYen: rate } = talent
  const fields = new URLSearchParams({
    availableFrom: talent.availableFrom ?? '',
    desiredMonthlyRate: rate === null ? '' : String(rate / 10_000),
    desiredWorkingDays: String(talent.desiredWorkingDays ?? ''),
    desiredOfficeDays: String(talent.desiredOfficeDays ?? ''),
    desiredHoursPerDay: talent.desiredHoursPerDay ?? '',
    desiredWork: talent.desiredWork,
    ngCompanies: talent.ngCompanies,
    otherRequests: talent.otherRequests,
  })
  for (const style of talent.desiredWorkStyles) fields.append('desiredWorkStyles', style)
  for (const prefecture of talent.desiredPrefectures) fields.append('desiredPrefectures', prefecture)
  return fields
}
