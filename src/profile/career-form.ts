import type { Form, FormErrors } from '../http/form'
import { foldSpaces, multiline, narrow, orNull } from '../http/normalise'
import type { CareerDraft } from './career-schema'
import type { Talent } from './talent'
import { typedNumber } from './typed-number'

export type CareerRows = { skills: number[]; workHistory: number[]; qualifications: number[] }

/** Every row that was sent, also the empty ones: a form that comes back looks as it was left. */
export function sentRows(form: Form): CareerRows {
  const rows = (list: keyof CareerRows) => form.rows(list)
  return { skills: rows('skills'), workHistory: rows('workHistory'), qualifications: rows('qualifications') }
}

/** The numbers of the rows in which something was typed; only those are saved. */
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
    years: typedNumber(form.text(`${row}.years`)),
    lastUsedYear: typedNumber(form.text(`${row}.lastUsedYear`)),
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
    teamSize: typedNumber(form.text(`${row}.teamSize`)),
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
  const year = narrow(form.text(`${name}Year`)).replace(/年$/, '')
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
