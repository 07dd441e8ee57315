import { type Static, Type } from '@sinclair/typebox'
import type { Form } from '../http/form'
import { dayOrNull, digitsOnly, foldSpaces, katakana, multiline, narrow, orNull } from '../http/normalise'
import { prefectures } from './options'
import { personName } from './person-name'
import type { Talent } from './talent'

const calendarDay = (message: string) =>
  Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()], { message })
const limited = (maxLength: number, message: string) => Type.String({ maxLength, message })

/** プロフィール: who the candidate is and how to reach them. */
export const basicsSchema = Type.Object({
  familyName: personName('姓'),
  givenName: personName('名'),
  familyNameKana: Type.String({
    maxLength: 50,
    pattern: '^[ァ-ヶー・ ]*$',
    message: 'セイをカタカナ50文字以内で入力してください',
  }),
  givenNameKana: Type.String({
    maxLength: 50,
    pattern: '^[ァ-ヶー・ ]*$',
    message: 'メイをカタカナ50文字以内で入力してください',
  }),
  birthDate: calendarDay('生年月日を正しい日付で入力してください（例：1990年2月3日）'),
  phone: Type.String({
    pattern: '^(|[0-9+][0-9-]{8,18})$',
    message: '電話番号を数字で入力してください（例：090-1234-5678）',
  }),
  postalCode: Type.String({
    pattern: '^(|\\d{3}-\\d{4})$',
    message: '郵便番号を7桁の数字で入力してください（例：100-0001）',
  }),
  prefecture: Type.Union([...prefectures.map((name) => Type.Literal(name)), Type.Null()], {
    message: '都道府県を選び直してください',
  }),
  address: limited(200, '住所を200文字以内で入力してください'),
  nearestStation: limited(50, '最寄駅を50文字以内で入力してください'),
})

export type Basics = Static<typeof basicsSchema>

/** Brings what was typed into one form; whether it is acceptable is for the schema to say. */
export function readBasics(form: Form): Record<keyof Basics, unknown> {
  return {
    familyName: foldSpaces(form.text('familyName')),
    givenName: foldSpaces(form.text('givenName')),
    familyNameKana: katakana(form.text('familyNameKana')),
    givenNameKana: katakana(form.text('givenNameKana')),
    birthDate: birthDateOf(form),
    phone: narrow(form.text('phone')).replace(/[\s()]/g, ''),
    postalCode: postalCodeOf(form.text('postalCode')),
    prefecture: orNull(form.text('prefecture')),
    address: multiline(form.text('address')),
    nearestStation: foldSpaces(form.text('nearestStation')),
  }
}

function postalCodeOf(typed: string): string {
  const digits = digitsOnly(typed)
  return digits.length === 7 ? `${digits.slice(0, 3)}-${digits.slice(3)}` : narrow(typed)
}

/** Three numbers become a day; 'invalid' for a day that no calendar has, null when all three are empty. */
function birthDateOf(form: Form): string | null {
  const [year, month, date] = ['birthYear', 'birthMonth', 'birthDay'].map((name) => digitsOnly(form.text(name)))
  if (!year && !month && !date) return null
  const day = dayOrNull(`${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`)
  return day !== null && day >= '1900-01-01' ? day : 'invalid'
}

/** The stored profile as the form's fields: the reverse of readBasics. */
export function basicsFields(talent: Talent): URLSearchParams {
  const [birthYear = '', birthMonth = '', birthDay = ''] = talent.birthDate?.split('-') ?? []
  return new URLSearchParams({
    familyName: talent.familyName,
    givenName: talent.givenName,
    familyNameKana: talent.familyNameKana,
    givenNameKana: talent.givenNameKana,
    birthYear,
    birthMonth,
    birthDay,
    phone: talent.phone,
    postalCode: talent.postalCode,
    prefecture: talent.prefecture ?? '',
    address: talent.address,
    nearestStation: talent.nearestStation,
  })
}
