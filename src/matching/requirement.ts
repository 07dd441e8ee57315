/** One acceptable way to meet a group: a fact's key, its number (see keys.ts) and the years asked for. */
export type Need = {
  key: string
  id: number
  years: number | null
  /** Skills whose years count together, each period once; `key` is then the first of them. */
  sumOf?: Need[]
}

/** The facts that a group accepts. */
export function keysOf(group: Need[]): string[] {
  return group.flatMap((need) => (need.sumOf ? keysOf(need.sumOf) : need.key))
}

/** One sentence of a job, read: every group must hold, any need of a group will do. */
export type Requirement = {
  kind: 'must' | 'want'
  /** The job's own words. */
  text: string
  groups: Need[][]
  /** Share in its list; 0 = cannot be judged, which only widens the range. */
  weight: number
  /** False when the sentence asks for more than its groups say: then it is never met, only adjacent. */
  isWhole: boolean
}

export type Verdict = 'met' | 'adjacent' | 'not_found' | 'contradicted'

export type RequirementVerdict = {
  kind: 'must' | 'want'
  text: string
  verdict: Verdict
  /** Exact words of the talent, or empty. */
  evidence: string
  /** One short Japanese sentence for the candidate, or empty. */
  note: string
  /** A model's word, where the rules had found less. */
  isByModel?: true
}

/** One point of a briefing. `isOption`: named among the job's スキル only. */
export type Point = RequirementVerdict & { isOption: boolean }

/** Why a job runs against what the candidate asked for, in Japanese. */
export type Blocker = string

export type Scores = { score: number | null; low: number; high: number; can: number | null; want: number | null }

export type Match = Scores & {
  requirements: RequirementVerdict[]
  blockers: Blocker[]
  matchedSkills: string[]
  shortSkills: string[]
  missingSkills: string[]
}
