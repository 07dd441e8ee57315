import type { Talent, TalentSkill } from '../profile/talent'
import { skillsByName } from './dictionary'
import { openReader } from './notes'
import { type PreparedTalent, prepareTalent } from './reader'
import { keysOf } from './requirement'
import type { PreparedJob } from './requirements'
import { scoreOnly } from './score'

/** A field of the preferences that a question can fill. */
export type PreferenceField =
  | 'desiredMonthlyRateYen'
  | 'desiredWorkingDays'
  | 'desiredOfficeDays'
  | 'desiredPrefectures'
  | 'desiredWorkStyles'
  | 'availableFrom'
  | 'desiredHoursPerDay'

/** Something the profile leaves open: a wish, for how long a skill was used, or whether there is a skill at all. */
export type Question =
  | { kind: 'preference'; field: PreferenceField }
  | { kind: 'years'; skill: string }
  | { kind: 'skill'; skill: string }

/** `narrowed`: of `jobs` jobs those whose range gets narrower with an answer; for a skill, when it is there. */
export type UsefulQuestion = { question: Question; narrowed: number; jobs: number }

/** Names a question for as long as the profile is silent about it: `years:Go`. */
export function questionKey(question: Question): string {
  return question.kind === 'preference' ? `preference:${question.field}` : `${question.kind}:${question.skill}`
}

/** Skills that the jobs ask for most, each tried. */
const mostSkills = 12
/** A skill that is not there narrows nothing, and can be told of nowhere; one near to a skill that is may well be. */
const chance = { near: 0.6, unknown: 0.3 }
const mostYears = 12
const assumedYears = 3

/** Answers as people give them; how much narrower a range gets hardly depends on which. */
const assumed = (today: string): Pick<Talent, PreferenceField> => ({
  desiredMonthlyRateYen: 700_000,
  desiredWorkingDays: 5,
  desiredOfficeDays: 2,
  desiredPrefectures: ['東京都'],
  desiredWorkStyles: ['remote'],
  availableFrom: today,
  desiredHoursPerDay: '8',
})

/**
 * The question whose answer makes the ranges of most jobs narrower, found by answering each of them and scoring anew;
 * null when none would. Hands over after each, so that others get their turn. @param today `YYYY-MM-DD`
 */
export async function mostUsefulQuestion(
  jobs: PreparedJob[],
  talent: Talent,
  { today, skipped }: { today: string; skipped: ReadonlySet<string> },
): Promise<UsefulQuestion | null> {
  const read = openReader()
  const prepared = prepareTalent(talent, today, read)
  const before = jobs.map((job) => widthOf(job, prepared))
  const useful: (UsefulQuestion & { expected: number })[] = []
  for (const { question, talent: answered } of openQuestions(jobs, { talent, prepared, today })) {
    if (skipped.has(questionKey(question))) continue
    await Bun.sleep(0)
    const after = prepareTalent(answered, today, read)
    const narrowed = jobs.filter((job, at) => widthOf(job, after) < (before[at] ?? 0)).length
    const expected = narrowed * likelihood(question, prepared)
    if (narrowed > 0) useful.push({ question, narrowed, jobs: jobs.length, expected })
  }
  const [best] = useful.sort((a, b) => b.expected - a.expected)
  return best ? { question: best.question, narrowed: best.narrowed, jobs: best.jobs } : null
}

/** 0..1: that the answer says something. */
function likelihood(question: Question, { standings }: PreparedTalent): number {
  if (question.kind !== 'skill') return 1
  return standings.has(question.skill) ? chance.near : chance.unknown
}

function widthOf(job: PreparedJob, talent: PreparedTalent): number {
  const { low, high } = scoreOnly(job, talent)
  return high - low
}

type Answered = { question: Question; talent: Talent }
type Asked = { talent: Talent; prepared: PreparedTalent; today: string }

function openQuestions(jobs: PreparedJob[], { talent, prepared, today }: Asked): Answered[] {
  const preferences = Object.entries(assumed(today))
    .filter(([field]) => isSilent(talent, field as PreferenceField))
    .map(([field, value]) => ({
      question: { kind: 'preference' as const, field: field as PreferenceField },
      talent: { ...talent, [field]: value },
    }))
  const years = talent.skills
    .filter(({ name, years: written }) => written === null && skillsByName.has(name))
    .slice(0, mostYears)
    .map(({ name }) => ({ question: { kind: 'years' as const, skill: name }, talent: withYears(talent, name) }))
  const skills = missingSkills(jobs, prepared).map((name) => ({
    question: { kind: 'skill' as const, skill: name },
    talent: withYears(talent, name),
  }))
  return [...preferences, ...years, ...skills]
}

/** Whether the profile says nothing about a wish. */
export function isSilent(talent: Talent, field: PreferenceField): boolean {
  const value = talent[field]
  return value === null || (Array.isArray(value) && value.length === 0)
}

/** The skills that most of the jobs ask for and that the profile says nothing about. */
function missingSkills(jobs: PreparedJob[], { standings }: PreparedTalent): string[] {
  const counts = new Map<string, number>()
  const isOpen = (name: string) => skillsByName.has(name) && (standings.get(name)?.state ?? 'near') === 'near'
  for (const job of jobs) {
    const asked = [...job.must, ...job.want].flatMap(({ groups }) => groups.flatMap(keysOf))
    for (const name of new Set(asked)) if (isOpen(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const ordered = [...counts].sort(([, a], [, b]) => b - a)
  return ordered.slice(0, mostSkills).map(([name]) => name)
}

/** The profile with years for a skill: in the row that lacks them, or in a new one. */
export function withYears(talent: Talent, name: string, years: number = assumedYears): Talent {
  const row = talent.skills.find((skill) => skill.name === name && skill.years === null)
  const added: TalentSkill = { rowId: null, name, years, lastUsedYear: null, level: null }
  const skills = row
    ? talent.skills.map((skill) => (skill === row ? { ...row, years } : skill))
    : [...talent.skills, added]
  return { ...talent, skills }
}
