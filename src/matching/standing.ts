import { type Period, yearsCovered } from './periods'

/** What a talent's own texts support about one key (a skill, `role:…`, `phase:…`, `industry:…`, `topic:…`, `term:…`). */
export type Standing = {
  state: 'has' | 'certified' | 'learning' | 'near' | 'negated'
  /** null = has it, does not say for how long. */
  years: number | null
  /** What the talent says of the years, and the periods of the work history; `years` is the larger of the two. */
  statedYears: number | null
  periods: readonly Period[]
  /** For several skills together: the years that do not depend on how far stated spans overlap. */
  sureYears?: number | null
  /** 0.9..1; 1 = used within the last years, 0.9 = long ago or not said. */
  freshness: number
  /** 0..1: what a related skill alone would be worth here. */
  near: number
  /** Exact words of the talent. */
  evidence: string
  /** The related skill behind `near`. */
  via: string | null
}

/** Everything found about one key before it is weighed. */
export type Findings = {
  /** As stated, apart from {@link periods}. */
  years: number | null
  periods: Period[]
  freshness: number
  isWorked: boolean
  isMentioned: boolean
  isStudyLevel: boolean
  isStudied: boolean
  isCertified: boolean
  denial: string | null
  evidence: string
}

export const staleFreshness = 0.9
export const unknownYears = { years: null, statedYears: null, periods: [] } as const

export function noFindings(): Findings {
  return {
    years: null,
    periods: [],
    freshness: staleFreshness,
    isWorked: false,
    isMentioned: false,
    isStudyLevel: false,
    isStudied: false,
    isCertified: false,
    denial: null,
    evidence: '',
  }
}

/**
 * A denial in the talent's own words outweighs everything. 「学習のみ」 in the skill table outweighs a bare
 * mention, but not work that used the skill.
 */
export function standingOf(found: Findings): Standing {
  const base = { ...unknownYears, freshness: found.freshness, near: 0, evidence: found.evidence, via: null }
  if (found.denial !== null) return { ...base, state: 'negated', evidence: found.denial }
  if (found.isWorked || (found.isMentioned && !found.isStudyLevel)) {
    const { years: statedYears, periods } = found
    return { ...base, state: 'has', years: longer(statedYears, yearsCovered(periods)), statedYears, periods }
  }
  return { ...base, state: found.isCertified ? 'certified' : 'learning' }
}

/** Whether the years come from the periods of the work history rather than from the talent's own figure. */
export function isComputed({ years, statedYears }: Standing): boolean {
  return years !== null && (statedYears === null || years > statedYears)
}

export function longer(one: number | null, other: number | null): number | null {
  return one === null ? other : Math.max(one, other ?? 0)
}
