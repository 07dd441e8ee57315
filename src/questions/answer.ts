import type { Database } from '../db/client'
import { lockTalent } from '../db/talents'
import { type Form, type FormErrors, formOf } from '../http/form'
import { skillsByName } from '../matching/dictionary'
import { isSilent, type PreferenceField, type Question, withYears } from '../matching/question'
import { careerFields, filledRows, readCareer } from '../profile/career-form'
import { checkCareer } from '../profile/career-schema'
import { checkPreferences, preferenceFields, readPreferences } from '../profile/preferences-form'
import { changeTalent, type ProfileChange } from '../profile/save-profile'
import type { Talent } from '../profile/talent'
import { typedNumber } from '../profile/typed-number'
import type { Queue } from '../queue/queue'

/** The name of the form's field for each wish, as 希望条件 has it. */
export const preferenceInputs: Record<PreferenceField, string> = {
  desiredMonthlyRateYen: 'desiredMonthlyRate',
  desiredWorkingDays: 'desiredWorkingDays',
  desiredOfficeDays: 'desiredOfficeDays',
  desiredPrefectures: 'desiredPrefectures',
  desiredWorkStyles: 'desiredWorkStyles',
  availableFrom: 'availableFrom',
  desiredHoursPerDay: 'desiredHoursPerDay',
}

/** The question that a key names (see questionKey); null for one that is never asked. */
export function questionNamed(key: string): Question | null {
  const [kind, ...rest] = key.split(':')
  const name = rest.join(':')
  if (kind === 'preference' && Object.hasOwn(preferenceInputs, name)) return { kind, field: name as PreferenceField }
  if ((kind === 'years' || kind === 'skill') && skillsByName.has(name)) return { kind, skill: name }
  return null
}

export type AnswerOutcome =
  | { outcome: 'saved' }
  /** The profile has said it meanwhile, in another tab or by staff. */
  | { outcome: 'answered-before' }
  | { outcome: 'refused'; errors: FormErrors }
  | { outcome: 'no-talent' }

type Answer = { talentId: string; question: Question; form: Form; today: string }

/** Writes an answer into the profile, and nothing else of it; from there it goes the way of every change. */
export async function answerQuestion(
  { database, queue }: { database: Database; queue: Queue },
  { talentId, question, form, today }: Answer,
): Promise<AnswerOutcome> {
  return database.transaction(async (tx) => {
    const row = await lockTalent(tx, talentId)
    if (row === null) return { outcome: 'no-talent' }
    if (!isOpen(question, row.talent)) return { outcome: 'answered-before' }
    const { change, errors } =
      question.kind === 'preference'
        ? readPreference(question.field, { form, talent: row.talent, today })
        : readYears(question.skill, { form, talent: row.talent, today })
    if (errors) return { outcome: 'refused', errors }
    await changeTalent(tx, queue, { id: talentId, change })
    return { outcome: 'saved' }
  })
}

function isOpen(question: Question, talent: Talent): boolean {
  if (question.kind === 'preference') return isSilent(talent, question.field)
  const row = talent.skills.find(({ name }) => name === question.skill)
  return row === undefined ? question.kind === 'skill' : row.years === null
}

type Read = { change: ProfileChange; errors?: never } | { change?: never; errors: FormErrors }
type Given = { form: Form; talent: Talent; today: string }

/** Checked as 希望条件 checks it, with all that is there already. */
function readPreference(field: PreferenceField, { form, talent, today }: Given): Read {
  const input = preferenceInputs[field]
  const typed = form.all(input).filter((value) => value.trim() !== '')
  if (typed.length === 0) return { errors: { [input]: '答えを入力してください' } }
  const fields = preferenceFields(talent)
  fields.delete(input)
  for (const value of typed) fields.append(input, value)
  const draft = readPreferences(formOf(fields))
  const { errors } = checkPreferences(draft, talent, today)
  const problem = errors?.[field] ?? Object.entries(errors ?? {}).find(([name]) => name.startsWith(`${field}.`))?.[1]
  return problem === undefined ? { change: { [field]: draft[field] } } : { errors: { [input]: problem } }
}

/** Checked as 職歴・資格 checks it. */
function readYears(skill: string, { form, talent, today }: Given): Read {
  const years = typedNumber(form.text('years'))
  if (years === null) return { errors: { years: '経験年数を入力してください（例：3、0.5）' } }
  const answered = withYears(talent, skill, years)
  const fields = formOf(careerFields(answered))
  const { errors } = checkCareer(readCareer(fields, filledRows(fields)), today)
  const place = answered.skills.findIndex(({ name, years: own }) => name === skill && Object.is(own, years))
  const problem = errors?.[`skills.${place}.years`] ?? errors?.skills
  return problem === undefined ? { change: { skills: answered.skills } } : { errors: { years: problem } }
}
