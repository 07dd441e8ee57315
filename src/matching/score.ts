import { estimateCan } from './can'
import { type JudgedRequirements, type Judgement, judgedBy, judgedKey } from './judged'
import type { PreparedTalent } from './reader'
import type { Match, RequirementVerdict, Scores } from './requirement'
import type { PreparedJob } from './requirements'
import { matchedSkills, missingSkills, shortSkills, verdictsOf } from './verdicts'
import { blockersOf, estimateWant, isUnwanted } from './want'

export type { Blocker, Match, RequirementVerdict, Scores, Verdict } from './requirement'

/** できる alone earns this share of the score; 働きたい earns the rest of it, so it never rescues a poor fit. */
export const canShare = 0.7
/** What is left of a score when the recruiter is one the talent has ruled out. */
export const unwantedShare = 0.4

/** One job and one talent, with every reason. All numbers are whole, 0..100. */
export function match(job: PreparedJob, talent: PreparedTalent): Match {
  return {
    ...scoreOnly(job, talent),
    requirements: verdictsOf(job, talent),
    blockers: blockersOf(job, talent),
    matchedSkills: matchedSkills(job, talent),
    shortSkills: shortSkills(job, talent),
    missingSkills: missingSkills(job, talent),
  }
}

/** How far a model's word may move what the rules say. */
export const farthestMove = 15

/** The numbers with what a model said of the job's requirements: never farther from the rules' than that. */
export function scoreJudged(job: PreparedJob, talent: PreparedTalent, judged: JudgedRequirements): Scores {
  const rules = scoreOnly(job, talent)
  if (judged.size === 0 || rules.score === null) return rules
  const moved = scoreOnly(job, talent, judged)
  if (moved.score === null) return rules
  const score = bounded(moved.score, rules.score)
  const can = bounded(moved.can ?? 0, rules.can ?? 0)
  return { ...rules, score, can, low: Math.min(moved.low, score), high: Math.max(moved.high, score) }
}

/** {@link match} with what a model said of the job's requirements. */
export function matchJudged(job: PreparedJob, talent: PreparedTalent, judgements: Judgement[]): Match {
  const rules = match(job, talent)
  const judged = judgedBy(judgements)
  if (judged.size === 0) return rules
  const requirements = rules.requirements.map((own) => judgedVerdict(own, judged.get(judgedKey(own))))
  return { ...rules, ...scoreJudged(job, talent, judged), requirements }
}

const bounded = (value: number, around: number) =>
  Math.min(100, Math.max(0, Math.min(around + farthestMove, Math.max(around - farthestMove, value))))

/** What the rules have proven stays; the model's word stands where they found less, or where the text denies. */
function judgedVerdict(own: RequirementVerdict, judged: Judgement | undefined): RequirementVerdict {
  if (judged === undefined || own.verdict === 'met') return own
  if (judged.verdict === 'adjacent' && own.verdict === 'adjacent') return own
  const note = 'AIが経歴の文から判定しました'
  return { ...own, verdict: judged.verdict, evidence: judged.evidence, note, isByModel: true }
}

/** The numbers of {@link match} without its reasons, for ranking a whole catalogue. */
export function scoreOnly(job: PreparedJob, talent: PreparedTalent, judged: JudgedRequirements | null = null): Scores {
  const want = estimateWant(job, talent)
  const wantScore = talent.hasWishes ? Math.round(want.middle * 100) : null
  const can = talent.isJudgeable ? estimateCan(job, talent, judged) : null
  if (can === null) return { score: null, low: 0, high: 100, can: null, want: wantScore }
  const kept = isUnwanted(job, talent) ? unwantedShare : 1
  const total = (canPart: number, wantPart: number) => 100 * kept * combine(canPart, wantPart)
  return {
    score: Math.round(total(can.middle, want.middle)),
    low: Math.floor(total(can.low, want.low)),
    high: Math.ceil(total(can.high, want.high)),
    can: Math.round(can.middle * 100),
    want: wantScore,
  }
}

/** マッチ度 out of できる and 働きたい, each 0..1. The page that explains it computes its example with this. */
export function combine(can: number, want: number): number {
  return can * (canShare + (1 - canShare) * want)
}
