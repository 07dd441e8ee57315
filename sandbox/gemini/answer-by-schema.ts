import { isObject } from '../http/call'
import { type Asked, type JobAsked, type Numbered, readAsked } from './prompt'
import { type Judgement, judge } from './verdict'

type Schema = Readonly<Record<string, unknown>>

/** `obedient`: believes whatever it is told and says the best of everybody. */
export type Temper = 'honest' | 'nonsense' | 'obedient'

/** Where in the answer we are: which job, which of its requirements. */
type Place = {
  readonly asked: Asked
  readonly temper: Temper
  readonly job?: JobAsked
  readonly requirement?: Numbered
  readonly judgement?: Judgement
}

/** A value of the schema's shape that answers the numbered requirements of the prompt. */
export const answerBySchema = (schema: Schema, prompt: string, temper: Temper): unknown =>
  answer(schema, '', { asked: readAsked(prompt), temper })

function answer(schema: Schema, name: string, place: Place): unknown {
  const options = Array.isArray(schema.enum) ? schema.enum : undefined
  if (options) return choose(options, place)
  switch (typeOf(schema)) {
    case 'object':
      return answerObject(schema, place)
    case 'array':
      return answerArray(schema, name, place)
    case 'integer':
    case 'number':
      return /id$|number|no$/i.test(name) ? Number(/\d+$/.exec(idFor(name, place))?.[0] ?? 0) : within(schema, place)
    case 'boolean':
      return place.judgement?.verdict === 'met'
    default:
      return answerText(name, place)
  }
}

function typeOf(schema: Schema): string {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  return String(type ?? (schema.properties ? 'object' : 'string')).toLowerCase()
}

function choose(options: readonly unknown[], { judgement, temper }: Place): unknown {
  if (temper === 'nonsense') return options.at(-1)
  return judgement && options.includes(judgement.verdict) ? judgement.verdict : options[0]
}

function answerObject(schema: Schema, place: Place): Record<string, unknown> {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const values = Object.entries(properties).map(([name, part]) => [
    name,
    isObject(part) ? answer(part, name, place) : null,
  ])
  return Object.fromEntries(values)
}

function answerArray(schema: Schema, name: string, place: Place): unknown[] {
  const items = isObject(schema.items) ? schema.items : {}
  return elements(items, place).map((one) => answer(items, name, one))
}

/** One element per job, per requirement, or per piece of evidence, by what the elements hold. */
function elements(items: Schema, place: Place): Place[] {
  const { asked, judgement, job } = place
  if (typeOf(items) !== 'object')
    return judgement ? judgement.evidence.map((found) => ({ ...place, requirement: found })) : []
  const holdsVerdict = isVerdict(items)
  if (!job && !holdsVerdict) return mentionsVerdict(items) ? asked.jobs.map((one) => ({ ...place, job: one })) : []
  if (!holdsVerdict || judgement) return []
  const requirements = job ? job.requirements : asked.jobs.flatMap((one) => one.requirements)
  return requirements.map((requirement) => {
    const owner = job ?? asked.jobs.find((one) => one.requirements.includes(requirement))
    return { ...place, ...(owner && { job: owner }), requirement, judgement: judgementOf(requirement, place) }
  })
}

function judgementOf({ text }: Numbered, { asked: { sentences }, temper }: Place): Judgement {
  return temper === 'obedient' ? { verdict: 'met', evidence: sentences } : judge(text, sentences)
}

const isVerdict = (schema: Schema): boolean =>
  isObject(schema.properties) &&
  Object.values(schema.properties).some(
    (part) => isObject(part) && Array.isArray(part.enum) && part.enum.includes('met'),
  )

const mentionsVerdict = (schema: Schema): boolean => JSON.stringify(schema).includes('"met"')

function idFor(name: string, { job, requirement, temper }: Place): string {
  if (temper === 'nonsense') return 'X999'
  return (/job/i.test(name) ? job?.id : (requirement?.id ?? job?.id)) ?? ''
}

function within(schema: Schema, { judgement }: Place): number {
  const min = typeof schema.minimum === 'number' ? schema.minimum : 0
  const max = typeof schema.maximum === 'number' ? schema.maximum : 100
  const part = judgement?.verdict === 'met' ? 0.9 : judgement?.verdict === 'adjacent' ? 0.6 : 0.3
  return Math.round(min + (max - min) * part)
}

const words: Record<Judgement['verdict'], string> = {
  met: '記載されたご経験が要件に合っています。',
  adjacent: '近いご経験があります。',
  not_found: '記載からは確認できません。',
  contradicted: '経験がないと書かれています。',
}

function answerText(name: string, place: Place): string {
  if (/quote|text/i.test(name)) return place.judgement?.evidence[0]?.text ?? place.requirement?.text ?? ''
  if (/evidence|sentence|source/i.test(name)) {
    // Inside a list of evidence the place already points at the sentence.
    return place.temper === 'nonsense' ? 'X999' : (evidenceId(place) ?? '')
  }
  if (/reason|comment|summary|note/i.test(name)) return reason(place)
  return /id|requirement|job|number/i.test(name) ? idFor(name, place) : ''
}

const evidenceId = ({ requirement, judgement }: Place): string | undefined =>
  judgement?.evidence.find((found) => found.id === requirement?.id)?.id ?? judgement?.evidence[0]?.id

function reason({ judgement, job, asked }: Place): string {
  if (judgement) return words[judgement.verdict]
  const met = job?.requirements.filter(({ text }) => judge(text, asked.sentences).verdict === 'met') ?? []
  const [first] = met
  if (!first) return '要件に合うご経験は、記載からはまだ確認できません。'
  return `「${first.text.slice(0, 24)}」など${met.length}件の要件に合うご経験があります。`
}
