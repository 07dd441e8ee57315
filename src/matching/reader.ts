import type { Talent } from '../profile/talent'
import { readCompanies } from './company'
import { skillsByName } from './dictionary'
import { byKeyId } from './keys'
import { addNearby } from './nearby'
import {
  type Notes,
  note,
  noteHistory,
  noteQualification,
  noteSkillRow,
  noteText,
  type ReadText,
  readText,
} from './notes'
import { type Standing, standingOf } from './standing'

/** A talent read once per version. Holds nothing that identifies the person but the account's id. */
export type PreparedTalent = {
  id: string
  /** `YYYY-MM-DD` the reading was made for. */
  today: string
  standings: ReadonlyMap<string, Standing>
  /** The same by key number; only `term:…` keys need the map. */
  standingsById: (Standing | undefined)[]
  positions: string[]
  preferences: Preferences
  /** Folded names of NG企業. */
  unwanted: string[]
  /** Whether there is anything to judge できる by. */
  isJudgeable: boolean
  /** 0..1: how much a skill that is not mentioned may simply be missing from the profile. */
  openness: number
  /** Whether any wish is stated that a job can be held against. */
  hasWishes: boolean
}

export type Preferences = Pick<
  Talent,
  | 'availableFrom'
  | 'desiredMonthlyRateYen'
  | 'desiredWorkingDays'
  | 'desiredOfficeDays'
  | 'desiredWorkStyles'
  | 'desiredHoursPerDay'
  | 'desiredPrefectures'
>

/** 職種 that state a role of the work history. */
const rolesByPosition: Record<string, string> = {
  PM: 'PM',
  PMO: 'PMO',
  PL: 'PL',
  'テックリード・VPoE': 'テックリード',
  'QA・テストエンジニア': 'テスター',
  'UI/UXデザイナー': 'デザイナー',
  Webデザイナー: 'デザイナー',
  Webディレクター: 'ディレクター',
  ITコンサルタント: 'コンサルタント',
  業務コンサルタント: 'コンサルタント',
}

/** @param today `YYYY-MM-DD` in Asia/Tokyo @param read openReader where one profile is read with many small changes. */
export function prepareTalent(talent: Talent, today: string, read: ReadText = readText): PreparedTalent {
  const notes: Notes = new Map()
  for (const row of talent.skills) noteSkillRow(notes, row, { thisYear: Number(today.slice(0, 4)), read })
  for (const text of [talent.languagesAndTools, talent.selfPr]) noteText(notes, text, read)
  noteHistory(notes, talent.workHistory, { today, read })
  for (const { name } of talent.qualifications) noteQualification(notes, name, read)
  for (const position of talent.positions) {
    const role = rolesByPosition[position]
    if (role !== undefined) note(notes, `role:${role}`, { isMentioned: true, evidence: position })
  }
  const standings = new Map([...notes].map(([key, found]) => [key, standingOf(found)]))
  const isJudgeable = [...standings].some(([key, standing]) => standing.state !== 'near' && isSubstance(key))
  addNearby(standings)
  return {
    id: talent.id,
    today,
    standings,
    standingsById: byKeyId(standings),
    positions: talent.positions,
    preferences: preferencesOf(talent),
    unwanted: readCompanies(talent.ngCompanies),
    isJudgeable,
    openness: opennessOf(talent),
    hasWishes: hasWishes(preferencesOf(talent)),
  }
}

function isSubstance(key: string): boolean {
  return skillsByName.has(key) || key.startsWith('role:') || key.startsWith('phase:')
}

function opennessOf(talent: Talent): number {
  const parts = [talent.skills.length > 0 || talent.languagesAndTools !== '', talent.workHistory.length > 0]
  return 0.45 - 0.15 * parts.filter(Boolean).length
}

function preferencesOf(talent: Talent): Preferences {
  return {
    availableFrom: talent.availableFrom,
    desiredMonthlyRateYen: talent.desiredMonthlyRateYen,
    desiredWorkingDays: talent.desiredWorkingDays,
    desiredOfficeDays: talent.desiredOfficeDays,
    desiredWorkStyles: talent.desiredWorkStyles,
    desiredHoursPerDay: talent.desiredHoursPerDay,
    desiredPrefectures: talent.desiredPrefectures,
  }
}

function hasWishes(preferences: Preferences): boolean {
  return Object.values(preferences).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null))
}
