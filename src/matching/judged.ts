import { addCoverage } from './coverage'
import type { PreparedTalent } from './reader'
import type { Requirement, RequirementVerdict, Verdict } from './requirement'

/**
 * How the model's word on one requirement is kept: what it said, and the talent's own words for it. `not_found`: it was
 * asked, and nothing could be proven, which is as if it had not been asked.
 */
export type Judgement = Pick<RequirementVerdict, 'kind' | 'text' | 'verdict' | 'evidence'>
/** The same as it is kept, with a hash of all that the model could go by. */
export type Judged = Judgement & { input: string }
/** What the model's word is worth to a requirement's coverage, 0..1. */
const worth: Record<Verdict, number> = { met: 1, adjacent: 0.5, not_found: 0, contradicted: 0 }

/** The model's word on a requirement, by what was asked. */
export type JudgedRequirements = ReadonlyMap<string, Judgement>
export const judgedKey = ({ kind, text }: Pick<Requirement, 'kind' | 'text'>) => `${kind}:${text}`
export const judgedBy = (judgements: Judgement[]): JudgedRequirements =>
  new Map(
    judgements.filter(({ verdict }) => verdict !== 'not_found').map((judgement) => [judgedKey(judgement), judgement]),
  )

/** 0..1 of one requirement by the rules alone. */
function ruleCoverage(requirement: Requirement, talent: PreparedTalent): number {
  if (requirement.weight === 0) return 0
  const sum = { middle: 0, high: 0 }
  addCoverage(sum, requirement, talent)
  return sum.middle / requirement.weight
}

/** 0..1 after the model's word: it fills what the rules could not prove; of that, what the text denies is nothing. */
export function judgedCoverage(requirement: Requirement, talent: PreparedTalent, judged: Judgement): number {
  const own = ruleCoverage(requirement, talent)
  if (judged.verdict === 'contradicted') return own >= 1 ? own : 0
  return Math.max(own, worth[judged.verdict])
}
