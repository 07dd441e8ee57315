import { type Static, Type } from '@sinclair/typebox'
import type { Form, FormErrors } from '../http/form'
import { foldSpaces, multiline, narrow, numberOrNull, orNull } from '../http/normalise'
import { industries, phases, positions, roles } from './options'
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
const month = (message: string) =>
  Type.Union([Type.String({ pattern: '^(19[5-9]\\d|20\\d\\d)-(0[1-9]|1[0-2])$' }), Type.Null()], { message })
const number = (minimum: number, maximum: number, message: string) =>
  Type.Union([Type.Number({ minimum, maximum }), Type.Null()], { message })
const rowId = Type.Union([Type.String({ pattern: '^\\d{1,12}$' }), Type.Null()])

/** 職歴・資格 as one form. */
export const careerSchema = Type.Object({
  positions: someOf(positions, '職種を選び直してください'),
  skills: Type.Array(
    Type.Object({
      rowId,
      name: Type.String({ minLength: 1, maxLength: 100, message: 'スキル名を100文字以内で入力してください' }),
      years: number(0, 60, '経験年数を0から60の数字で入力してください'),
      lastUsedYear: number(1970, 2100, '最終使用年を西暦4桁で入力してください'),
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
      company: Type.String({ minLength: 1, maxLength: 200, message: '会社・案件名を200文字以内で入力してください' }),
      startMonth: month('開始年月を選んでください'),
      endMonth: month('終了年月を選んでください'),
      industry: oneOf(industries, '業界を選び直してください'),
      role: oneOf(roles, '役割を選び直してください'),
      teamSize: number(0, 10_000, 'チーム規模を数字で入力してください'),
      phases: someOf(phases, '担当工程を選び直してください'),
      technologies: Type.String({ maxLength: 500, message: '使用技術を500文字以内で入力してください' }),
      description: Type.String({ maxLength: 5_000, message: '業務内容を5,000文字以内で入力してください' }),
    }),
    { maxItems: 40, message: '職務経歴は40件まで登録できます' },
  ),
  qualifications: Type.Array(
    Type.Object({
      rowId,
      name: Type.String({ minLength: 1, maxLength: 100, message: '資格名を100文字以内で入力してください' }),
      acquiredMonth: month('取得年月を選んでください'),
    }),
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

export type CareerRows = { skills: number[]; workHistory: number[]; qualifications: number[] }

/** The numbers of the rows in which something was typed; the others are not rows. */
export function filledRows(form: Form): CareerRows {
  const filled = (list: string, fields: string[]) =>
    form.rows(list).filter((n) => fields.some((field) => form.text(`${list}.${n}.${field}`) !== ''))
  const workFields = [
    'company',
    'startYear',
    'startMonth',
    'endYear',
    'endMonth',
    'industry',
    'role',
    'teamSize',
    'phases',
  ]
  return {
    skills: filled('skills', ['name', 'years', 'lastUsedYear', 'level']),
    workHistory: filled('workHistory', [...workFields, 'technologies', 'description']),
    qualifications: filled('qualifications', ['name', 'acquiredYear', 'acquiredMonth']),
  }
}

export function readCareer(form: Form, rows: CareerRows): CareerDraft {
  return {
    positions: form.all('positions'),
    skills: rows.skills.map((n) => readSkill(form, `skills.${n}`)),
    languagesAndTools: multiline(form.text('languagesAndTools')),
    workHistory: rows.workHistory.map((n) => readWork(form, `workHistory.${n}`)),
    qualifications: rows.qualifications.map((n) => readQualification(form, `qualifications.${n}`)),
    selfPr: multiline(form.text('selfPr')),
    portfolioUrl: narrow(form.text('portfolioUrl')),
  }
}

/** The check counts rows from 0; the form's fields keep the numbers they were sent with. */
export function atFormRows(errors: FormErrors, rows: CareerRows): FormErrors {
  const place = (name: string) => {
    const [list = '', position, ...field] = name.split('.')
    const n = position === undefined || !(list in rows) ? undefined : rows[list as keyof CareerRows][Number(position)]
    return n === undefined ? name : [list, n, ...field].join('.')
  }
  return Object.fromEntries(Object.entries(errors).map(([name, message]) => [place(name), message]))
}

function readSkill(form: Form, row: string): CareerDraft['skills'][number] {
  const level = form.text(`${row}.level`)
  return {
    rowId: orNull(form.text(`${row}.rowId`)),
    name: foldSpaces(form.text(`${row}.name`)),
    years: numberOrNull(form.text(`${row}.years`)),
    lastUsedYear: numberOrNull(form.text(`${row}.lastUsedYear`)),
    level: orNull(level) as CareerDraft['skills'][number]['level'],
  }
}

function readWork(form: Form, row: string): CareerDraft['workHistory'][number] {
  const isCurrent = form.has(`${row}.isCurrent`)
  return {
    rowId: orNull(form.text(`${row}.rowId`)),
    company: foldSpaces(form.text(`${row}.company`)),
    startMonth: monthOf(form, `${row}.start`),
    endMonth: isCurrent ? null : monthOf(form, `${row}.end`),
    industry: orNull(form.text(`${row}.industry`)),
    role: orNull(form.text(`${row}.role`)),
    teamSize: numberOrNull(form.text(`${row}.teamSize`)),
    phases: form.all(`${row}.phases`),
    technologies: foldSpaces(form.text(`${row}.technologies`)),
    description: multiline(form.text(`${row}.description`)),
  }
}

function readQualification(form: Form, row: string): CareerDraft['qualifications'][number] {
  return {
    rowId: orNull(form.text(`${row}.rowId`)),
    name: foldSpaces(form.text(`${row}.name`)),
    acquiredMonth: monthOf(form, `${row}.acquired`),
  }
}

/** A year field and a month field; half a month is refused by the schema, nothing at all is null. */
function monthOf(form: Form, name: string): string | null {
  const year = narrow(form.text(`${name}Year`))
  const month = narrow(form.text(`${name}Month`))
  return year === '' && month === '' ? null : `${year}-${month.padStart(2, '0')}`
}

/** The stored career as the form's fields: the reverse of readCareer. */
export function careerFields(talent: Talent): URLSearchParams {
  const fields = new URLSearchParams({
    languagesAndTools: talent.languagesAndTools,
    selfPr: talent.selfPr,
    portfolioUrl: talent.portfolioUrl,
  })
  for (const position of talent.positions) fields.append('positions', position)
  talent.skills.forEach((skill, n) => {
    const { name, level, rowId } = skill
    setRow(fields, `skills.${n}`, { rowId, name, level, years: skill.years, lastUsedYear: skill.lastUsedYear })
  })
  talent.workHistory.forEach((work, n) => {
    const { rowId, company, industry, role, teamSize, technologies, description } = work
    setRow(fields, `workHistory.${n}`, { rowId, company, industry, role, teamSize, technologies, description })
    setMonth(fields, `workHistory.${n}.start`, work.startMonth)
    setMonth(fields, `workHistory.${n}.end`, work.endMonth)
    if (work.startMonth !== null && work.endMonth === null) fields.set(`workHistory.${n}.isCurrent`, 'yes')
    for (const phase of work.phases) fields.append(`workHistory.${n}.phases`, phase)
  })
  talent.qualifications.forEach(({ rowId, name, acquiredMonth }, n) => {
    setRow(fields, `qualifications.${n}`, { rowId, name })
    setMonth(fields, `qualifications.${n}.acquired`, acquiredMonth)
  })
  return fields
}

function setRow(fields: URLSearchParams, row: string, values: Record<string, string | number | null>): void {
  for (const [name, value] of Object.entries(values)) fields.set(`${row}.${name}`, String(value ?? ''))
}

function setMonth(fields: URLSearchParams, name: string, value: string | null): void {
  const [year = '', month = ''] = value?.split('-') ?? []
  fields.set(`${name}Year`, year)
  fields.set(`${name}Month`, month === '' ? '' : String(Number(month)))
}
