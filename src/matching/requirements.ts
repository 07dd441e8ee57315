import { LRUCache } from 'lru-cache'
import type { Job } from '../jobs/job'
import { readBareYears } from './asked-years'
import { type Clause, readLine, readLines } from './clauses'
import { foldCompany } from './company'
import { skillsByName } from './dictionary'
import { foldText } from './fold'
import { choice, groupNeeds, needOf, type Reading, readNames } from './needs'
import { keysOf, type Need, type Requirement } from './requirement'
import { findSkills } from './skills'
import { readSoft } from './soft-needs'

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
const notAsked = /不要|不問|問いません|特になし|^なし$|意欲|抵抗がない/
const optional = /尚可|尚良|なお可|あれば|歓迎|優遇/

export function prepareJob(job: Job): PreparedJob {
  const read = [...readText(job.mustSkills, 'must'), ...readText(job.wantSkills, 'want')]
  const mentioned = new Set(read.flatMap((requirement) => requirement.groups.flatMap(keysOf)))
  const options = [...new Set(job.skills.map(canonicalOption))]
  const named = read.flatMap((each) => each.groups.filter((group) => isNamed(each, group)).flatMap(keysOf))
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

/** Whether the text itself names these skills, rather than a family of them (RDB, IaC) or a way of working. */
export function isNamed(requirement: Requirement, group: Need[]): boolean {
  return requirement.weight === 1 && !isSoft(group)
}

const isSoft = (group: Need[]) => group.some((need) => need.key.startsWith('topic:'))

function readText(text: string, kind: 'must' | 'want'): Requirement[] {
  return readLines(text).flatMap((line) => requirementsOf(line, kind))
}

/** Different lines that are remembered; each is about half a kB. */
const linesKept = 20_000
const known = new LRUCache<string, Requirement[]>({ max: linesKept })

/**
 * What a line asks. Agencies ask for the same things in the same words again and again: a line is read once, and all
 * prepared jobs hold the same requirements of it.
 */
function requirementsOf(line: string, kind: 'must' | 'want'): Requirement[] {
  const key = `${kind}:${line}`
  const found = known.get(key)
  if (found !== undefined) return found
  const read = readLine(line)
    .filter((clause) => !notAsked.test(clause.head))
    .map((clause) => readClause(clause, optional.test(clause.head) ? 'want' : kind))
  known.set(key, read)
  return read
}

function readClause(clause: Clause, kind: 'must' | 'want'): Requirement {
  const asides = clause.asides.filter((aside) => !/可$|あれば|意欲|^旧/.test(aside) || choice.test(aside))
  const isChoice = choice.test(clause.head) || asides.some((aside) => /^(?:どちらか|いずれか)/.test(aside))
  const head = readNames(clause.head, isChoice)
  const known = new Set(head.groups.flatMap(keysOf))
  const headYears = head.groups.length > 0 ? null : readBareYears(clause.head).years
  const inside = asides.map((aside) => readAside(aside, known, headYears))
  const groups = [...head.groups, ...inside.flatMap((each) => each.groups)]
  const isWhole = inside.every((each) => each.isWhole)
  const { text } = clause
  if (head.groups.length > 0) return { kind, text, groups, weight: 1, isWhole: isWhole && head.isWhole }
  // 「サーバーサイド開発5年以上（うちGo 1年以上）」: a figure that no name in brackets took over asks for itself.
  const isTaken = headYears === null || inside.some((each) => each.takesHeadYears)
  const soft = readSoft([clause.head, ...asides].join(' '), isChoice)
  if (groups.length === 0) return softRequirement(clause, kind, { ...soft, isWhole: soft.isWhole && isWhole })
  if (isTaken) return { kind, text, groups, weight: 1, isWhole }
  const own = readSoft(clause.head, isChoice)
  const topics = own.groups.filter(isSoft)
  return { kind, text, groups: [...topics, ...groups], weight: 1, isWhole: isWhole && own.isWhole && topics.length > 0 }
}

function softRequirement({ text }: Clause, kind: 'must' | 'want', { groups, isWhole }: Reading): Requirement {
  return { kind, text, groups, weight: groups.length > 0 ? softWeight : 0, isWhole }
}

/**
 * Names in brackets narrow the head; a repeated name (GAS（Google Apps Script）) adds nothing. Where the head
 * names no skill (NW設計構築3年以上（Cisco）), its years belong to the names in brackets that have none of their own.
 */
function readAside(aside: string, known: Set<string>, headYears: number | null): Reading & { takesHeadYears: boolean } {
  const hits = findSkills(aside).filter((hit) => !known.has(hit.skill))
  const isPartOf = /^(?:うち|内)/.test(aside)
  const { groups, isWhole } = groupNeeds(aside, hits, choice.test(aside) || /[/・]|等|など/.test(aside))
  const takesHeadYears = !isPartOf && headYears !== null && groups.flat().some((need) => need.years === null)
  return {
    groups: groups.map((group) =>
      group.map((need) => ({ ...need, years: need.years ?? (isPartOf ? null : headYears) })),
    ),
    isWhole: isWhole && !(isPartOf && groups.length === 0),
    takesHeadYears,
  }
}

function canonicalOption(option: string): string {
  return skillsByName.has(option) ? option : (findSkills(option)[0]?.skill ?? `term:${foldText(option)}`)
}

const optionsKnown = new LRUCache<string, Requirement>({ max: linesKept })

function optionRequirement(key: string): Requirement {
  const found = optionsKnown.get(key)
  if (found !== undefined) return found
  const text = key.replace(/^term:/, '')
  const read: Requirement = { kind: 'want', text, groups: [[needOf(key, null)]], weight: 1, isWhole: true }
  optionsKnown.set(key, read)
  return read
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
