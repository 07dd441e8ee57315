import type { TalentSkill, WorkHistoryEntry } from '../profile/talent'
import { type Claim, readStatement, type Statement } from './claims'
import { skillsByName } from './dictionary'
import { sourceSlice } from './fold'
import { type Period, periodOf } from './periods'
import { type Findings, longer, noFindings, staleFreshness } from './standing'
import { readStatements } from './statements'
import { readTerms } from './terms'
import { practices, type Topic, topics } from './vocabulary'

/** What the texts of a talent say, gathered by key before it is weighed. */
export type Notes = Map<string, Findings>

/** What a text says, statement by statement. */
export type ReadText = (text: string) => Statement[]
export const readText: ReadText = (text) => readStatements(text).map(readStatement)

/** Reads each text once, for profiles that differ in a line: reading is what takes the time. */
export function openReader(): ReadText {
  const known = new Map<string, Statement[]>()
  return (text) => {
    const statements = known.get(text) ?? readText(text)
    known.set(text, statements)
    return statements
  }
}

const freshYears = 3
const staleYears = 15
export function noteSkillRow(
  notes: Notes,
  row: TalentSkill,
  { thisYear, read }: { thisYear: number; read: ReadText },
): void {
  const isStudyLevel = row.level === 'learning' || row.years === 0
  const facts = { years: isStudyLevel ? null : row.years, freshness: freshnessOf(row.lastUsedYear, thisYear) }
  for (const statement of read(row.name)) {
    for (const claim of statement.claims) {
      const isStudied = isStudyLevel || claim.stance === 'learning'
      if (claim.stance === 'negated') note(notes, claim.skill, { denial: claim.words })
      else
        note(notes, claim.skill, { ...facts, isStudyLevel: isStudied, isMentioned: !isStudied, evidence: claim.words })
    }
    const isUnknownSkill = statement.claims.length === 0 && !isStudyLevel && statement.isExperience
    if (isUnknownSkill) noteTerms(notes, statement, facts)
  }
}

export function noteText(notes: Notes, text: string, read: ReadText): void {
  for (const statement of read(text)) {
    for (const claim of statement.claims) noteClaim(notes, claim)
    if (statement.isExperience) noteTopics(notes, statement)
  }
}

function noteClaim(notes: Notes, claim: Claim): void {
  if (claim.stance === 'negated') note(notes, claim.skill, { denial: claim.words })
  else if (claim.stance === 'learning') note(notes, claim.skill, { isStudied: true, evidence: claim.words })
  else note(notes, claim.skill, { isMentioned: true, years: claim.years, evidence: claim.words })
}

/** Skills and roles of the work history get the time their rows cover together. */
export function noteHistory(
  notes: Notes,
  history: WorkHistoryEntry[],
  { today, read }: { today: string; read: ReadText },
): void {
  const work = (key: string, evidence: string, period: Period | null) =>
    note(notes, key, { isWorked: true, evidence, periods: period === null ? [] : [period] })
  for (const entry of history) {
    const period = periodOf(entry.startMonth, entry.endMonth, today)
    if (entry.role !== null && entry.role !== 'その他') work(`role:${entry.role}`, entry.role, period)
    if (entry.industry !== null && entry.industry !== 'その他')
      work(`industry:${entry.industry}`, entry.industry, period)
    for (const phase of entry.phases) work(`phase:${phase}`, phase, period)
    for (const statement of read(entry.technologies)) {
      for (const claim of statement.claims) {
        if (claim.stance === 'has') work(claim.skill, claim.words, period)
        else noteClaim(notes, claim)
      }
      if (statement.isExperience) noteTopics(notes, statement)
    }
    noteText(notes, entry.description, read)
  }
}

/** A certificate shows knowledge, not work; for methods (PMP, ITIL) the certificate is the thing itself. */
export function noteQualification(notes: Notes, name: string, read: ReadText): void {
  for (const statement of read(name)) {
    for (const { skill, words } of statement.claims) {
      const isMethod = skillsByName.get(skill)?.category === '手法'
      note(notes, skill, isMethod ? { isMentioned: true, evidence: words } : { isCertified: true, evidence: words })
    }
    noteTopics(notes, statement, practices)
  }
}

function noteTopics(notes: Notes, statement: Statement, listed: readonly Topic[] = topics): void {
  for (const [key, evidence] of topicsOf(statement, listed)) note(notes, key, { isMentioned: true, evidence })
  noteTerms(notes, statement, {})
}

/** Keys with the words that speak of them; what a statement says of all topics is looked for once. */
const topicsFound = new WeakMap<Statement, [string, string][]>()
function topicsOf(statement: Statement, listed: readonly Topic[]): [string, string][] {
  const known = listed === topics ? topicsFound.get(statement) : undefined
  if (known !== undefined) return known
  const found = listed.flatMap(({ label, pattern }): [string, string][] => {
    const match = pattern.exec(statement.folded.text)
    if (match === null) return []
    const { source, folded } = statement
    return [[`topic:${label}`, sourceSlice(source, folded, match.index, match.index + match[0].length)]]
  })
  if (listed === topics) topicsFound.set(statement, found)
  return found
}

function noteTerms(notes: Notes, statement: Statement, facts: Partial<Findings>): void {
  for (const [key, evidence] of termsOf(statement)) note(notes, key, { ...facts, isMentioned: true, evidence })
}

const termsFound = new WeakMap<Statement, [string, string][]>()
function termsOf(statement: Statement): [string, string][] {
  const { source, folded } = statement
  const found =
    termsFound.get(statement) ??
    readTerms(source).map((term): [string, string] => {
      const from = folded.text.indexOf(term)
      return [`term:${term}`, sourceSlice(source, folded, from, from + term.length)]
    })
  termsFound.set(statement, found)
  return found
}

/** Every field only ever grows, so that no order or repetition of the texts matters. */
export function note(notes: Notes, key: string, more: Partial<Findings>): void {
  const found = notes.get(key) ?? noFindings()
  notes.set(key, {
    years: longer(found.years, more.years ?? null),
    periods: more.periods === undefined ? found.periods : [...found.periods, ...more.periods],
    freshness: Math.max(found.freshness, more.freshness ?? staleFreshness),
    isWorked: found.isWorked || more.isWorked === true,
    isMentioned: found.isMentioned || more.isMentioned === true,
    isStudyLevel: found.isStudyLevel || more.isStudyLevel === true,
    isStudied: found.isStudied || more.isStudied === true,
    isCertified: found.isCertified || more.isCertified === true,
    denial: found.denial ?? more.denial ?? null,
    evidence: found.evidence === '' ? (more.evidence ?? '') : found.evidence,
  })
}

function freshnessOf(lastUsedYear: number | null, thisYear: number): number {
  if (lastUsedYear === null) return staleFreshness
  const share = (thisYear - lastUsedYear - freshYears) / (staleYears - freshYears)
  return 1 - (1 - staleFreshness) * Math.min(1, Math.max(0, share))
}
