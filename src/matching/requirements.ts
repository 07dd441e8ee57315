import type { Job } from '../jobs/job'
import { type Clause, readClauses } from './clauses'
import { foldCompany } from './company'
import { relatedStrength, skillsByName } from './dictionary'
import { foldText } from './fold'
import { keyId } from './keys'
import type { Need, Requirement } from './requirement'
import { findSkills, type SkillHit } from './skills'
import { readTerms } from './terms'
import { topics } from './vocabulary'

/** A job read once per version; every later comparison uses only this. */
export type PreparedJob = {
  id: string
  must: Requirement[]
  want: Requirement[]
  /** Every スキル option; it counts as the team's tools, apart from what the texts ask. */
  options: Requirement[]
  /** Those options that the two texts do not mention, to be shown beside them. */
  stack: Requirement[]
  /** Canonical skills that the job names, options first. */
  skills: string[]
  positions: string[]
  /** `phase:…` of 担当工程 and `industry:…` of 業界. */
  phaseKeys: string[]
  industryKey: string | null
  conditions: JobConditions
  recruiter: string
}

export type JobConditions = Pick<
  Job,
  | 'monthlyRateYen'
  | 'minimumMonthlyRateYen'
  | 'workingDaysPerWeek'
  | 'officeDaysPerWeek'
  | 'remote'
  | 'prefecture'
  | 'startDate'
> & { hoursPerDay: number | null }

const softWeight = 0.5
const weeksPerMonth = 4.2
const choice = /または|又は|もしくは|あるいは|いずれか|どちらか|どれか|\bor\b/
const notAsked = /不要|不問|問いません|特になし|^なし$|意欲|抵抗がない/
const optional = /尚可|尚良|なお可|あれば|歓迎|優遇/
const markup = new Set(['HTML', 'CSS', 'Sass', 'SQL', 'Shell'])

export function prepareJob(job: Job): PreparedJob {
  const read = [...readText(job.mustSkills, 'must'), ...readText(job.wantSkills, 'want')]
  const mentioned = new Set(read.flatMap((requirement) => requirement.groups.flat().map((need) => need.key)))
  const options = [...new Set(job.skills.map(canonicalOption))]
  const named = read.filter(namesSkills).flatMap((requirement) => requirement.groups.flat().map((need) => need.key))
  return {
    id: job.id,
    must: read.filter((requirement) => requirement.kind === 'must'),
    want: read.filter((requirement) => requirement.kind === 'want'),
    options: options.map(optionRequirement),
    stack: options.filter((name) => !mentioned.has(name)).map(optionRequirement),
    skills: [...new Set([...options, ...named])].filter((key) => skillsByName.has(key)),
    positions: job.positions,
    phaseKeys: job.phases.map((phase) => `phase:${phase}`),
    industryKey: job.industry === null || job.industry === 'その他' ? null : `industry:${job.industry}`,
    conditions: readConditions(job),
    recruiter: foldCompany(job.recruiterName),
  }
}

/** Whether the sentence itself names skills, rather than a family of them (RDB, IaC). */
export function namesSkills(requirement: Requirement): boolean {
  return requirement.weight === 1
}

function readText(text: string, kind: 'must' | 'want'): Requirement[] {
  return readClauses(text).flatMap((clause) => {
    if (notAsked.test(clause.head)) return []
    return [readClause(clause, optional.test(clause.head) ? 'want' : kind)]
  })
}

function readClause(clause: Clause, kind: 'must' | 'want'): Requirement {
  const asides = clause.asides.filter((aside) => !/可$|あれば|意欲|^旧/.test(aside) || choice.test(aside))
  const isChoice = choice.test(clause.head) || asides.some((aside) => /^(?:どちらか|いずれか)/.test(aside))
  const groups = groupNeeds(clause.head, findSkills(clause.head), isChoice)
  const known = new Set(groups.flat().map((need) => need.key))
  const headYears = groups.length > 0 ? null : yearsOfAll(clause.head)
  for (const aside of asides) groups.push(...readAside(aside, known, headYears))
  if (groups.length > 0) return { kind, text: clause.text, groups, weight: 1 }
  const soft = softGroups([clause.head, ...asides].join(' '), isChoice)
  return { kind, text: clause.text, groups: soft, weight: soft.length > 0 ? softWeight : 0 }
}

/**
 * Names in brackets narrow the head; a repeated name (GAS（Google Apps Script）) adds nothing. Where the head
 * names no skill (NW設計構築3年以上（Cisco）), its years belong to the names in brackets.
 */
function readAside(aside: string, known: Set<string>, headYears: number | null): Need[][] {
  const hits = findSkills(aside).filter((hit) => !known.has(hit.skill))
  const groups = groupNeeds(aside, hits, choice.test(aside) || /[/・]|等|など/.test(aside))
  return groups.map((group) => group.map((need) => ({ ...need, years: need.years ?? headYears })))
}

/** AND of groups, or one OR group when the text offers a choice; each skill with its own years. */
function groupNeeds(text: string, hits: SkillHit[], isChoice: boolean): Need[][] {
  const years = yearsOf(text, hits)
  const groups: Need[][] = []
  hits.forEach((hit, index) => {
    const need = needOf(hit.skill, years[index] ?? null)
    const previous = hits[index - 1]
    const between = previous === undefined ? '' : text.slice(previous.to, hit.from)
    const last = groups.at(-1)
    if (groups.some((group) => group.some((known) => known.key === need.key && known.years === need.years))) return
    const joins = last !== undefined && (isChoice || /^\s*か\s*$/.test(between) || isEither(previous, hit, between))
    if (joins) last.push(need)
    else groups.push([need])
  })
  return groups
}

/** C/C++, Swift/Kotlin, Snowflake/BigQuery: a slash between rivals of one kind means either; Vue.js/Nuxt means both. */
function isEither(one: SkillHit | undefined, other: SkillHit, between: string): boolean {
  if (one === undefined || !/^\s*\/\s*$/.test(between) || one.category !== other.category) return false
  if (markup.has(one.skill) || markup.has(other.skill)) return false
  const strength = relatedStrength(one.skill, other.skill)
  return one.category === '言語' || (one.category !== 'インフラ' && strength >= 0.4 && strength <= 0.65)
}

/** 「Vue.js 2年以上 と PHP 1年以上」: years belong to the names before them, or to all when they come first. */
function yearsOf(text: string, hits: SkillHit[]): (number | null)[] {
  const marks = [...text.matchAll(/(\d{1,2}(?:\.\d)?|半)(?:[~〜-]\d{1,2})?\s*(年|[かヶヵケ]月)(?!\d)/g)].map(
    (match) => ({
      at: match.index,
      years: match[1] === '半' ? 0.5 : Number(match[1]) / (match[2] === '年' ? 1 : 12),
    }),
  )
  const shared = /合計|(?<!設)計\s*\d|あわせて|合わせて/.test(text) ? Math.max(1, hits.length) : 1
  const first = marks[0]
  return hits.map((hit) => {
    const after = marks.find((mark) => mark.at >= hit.to)
    const isFirst = first !== undefined && first.at < (hits[0]?.from ?? 0) ? first : undefined
    const mark = after ?? isFirst
    return mark === undefined ? null : mark.years / shared
  })
}

function yearsOfAll(text: string): number | null {
  return yearsOf(text, [{ skill: '', category: '', from: 0, to: 0, words: '' }])[0] ?? null
}

/** A sentence without a named skill: roles, phases, trades, ways of working; else its own rare words. */
function softGroups(text: string, isChoice: boolean): Need[][] {
  const years = yearsOfAll(text)
  const found = topics.filter((topic) => topic.pattern.test(text))
  const groups = found.map((topic) =>
    [...topic.keys, `topic:${topic.label}`].map((key) => needOf(key, isTimeless(key) ? null : years)),
  )
  if (groups.length > 0) return isChoice ? [groups.flat()] : groups
  return readTerms(text)
    .slice(0, 4)
    .map((term) => [needOf(`term:${term}`, null)])
}

/** Phases and trades are asked for as such; a year count beside them belongs to the role. */
function isTimeless(key: string): boolean {
  return /^(?:phase|industry):/.test(key)
}

function needOf(key: string, years: number | null): Need {
  return { key, id: keyId(key), years: years === 0 ? null : years }
}

function canonicalOption(option: string): string {
  return skillsByName.has(option) ? option : (findSkills(option)[0]?.skill ?? `term:${foldText(option)}`)
}

function optionRequirement(key: string): Requirement {
  return { kind: 'want', text: key.replace(/^term:/, ''), groups: [[needOf(key, null)]], weight: 1 }
}

function readConditions(job: Job): JobConditions {
  const { settlementLowerHours: lower, settlementUpperHours: upper, workingDaysPerWeek: days } = job
  const monthly = lower === null || upper === null ? (lower ?? upper) : (lower + upper) / 2
  return {
    monthlyRateYen: job.monthlyRateYen,
    minimumMonthlyRateYen: job.minimumMonthlyRateYen,
    workingDaysPerWeek: days,
    officeDaysPerWeek: job.officeDaysPerWeek,
    remote: job.remote,
    prefecture: job.prefecture,
    startDate: job.startDate,
    hoursPerDay: monthly === null || days === null ? null : monthly / (days * weeksPerMonth),
  }
}
