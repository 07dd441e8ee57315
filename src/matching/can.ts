import { addCoverage } from './coverage'
import { type JudgedRequirements, judgedCoverage, judgedKey } from './judged'
import type { PreparedTalent } from './reader'
import type { Requirement } from './requirement'
import type { PreparedJob } from './requirements'

/** 0..1 each: `low` ≤ `middle` ≤ `high`. */
export type Estimate = { low: number; middle: number; high: number }

/** One part of an estimate; `middle: null` = nothing in it can be judged, it only widens the range. */
type Part = { low: number; middle: number | null; high: number }

/** What the parts of できる weigh; a part that the job does not state gives its share to the others. */
const weights = { must: 0.66, want: 0.1, stack: 0.14, context: 0.1 }
const contextWeights = { position: 0.5, phases: 0.3, industry: 0.2 }

const families: readonly ReadonlySet<string>[] = [
  [
    'フロントエンドエンジニア',
    'バックエンドエンジニア',
    'モバイルエンジニア',
    'システムエンジニア',
    'テックリード・VPoE',
  ],
  [
    'インフラエンジニア',
    'クラウドエンジニア',
    'SRE',
    'ネットワークエンジニア',
    'サーバーエンジニア',
    'データベースエンジニア',
    'セキュリティエンジニア',
  ],
  ['AI・機械学習エンジニア', 'データサイエンティスト', 'データアナリスト・データエンジニア'],
  ['PM', 'PMO', 'PL', 'ITコンサルタント', '業務コンサルタント'],
  ['UI/UXデザイナー', 'Webデザイナー', 'Webディレクター', 'フロントエンドエンジニア'],
].map((family) => new Set(family))
const sameFamily = 0.4
const unjudgedWeight = 0.3
/** What a sentence counts that only a model could judge. */
const judgedWeight = 0.5

/**
 * できる: how well the talent's experience answers the job; null when the job asks nothing that can be judged.
 * `judged`: what a model said of requirements, where one was asked.
 */
export function estimateCan(
  job: PreparedJob,
  talent: PreparedTalent,
  judged: JudgedRequirements | null = null,
): Estimate | null {
  const mean = newMean()
  addPart(mean, weights.must, estimateList(job.must, talent, judged))
  addPart(mean, weights.want, estimateList(job.want, talent, judged))
  addPart(mean, weights.stack, estimateList(job.options, talent, null))
  addPart(mean, weights.context, estimateContext(job, talent))
  return closeMean(mean)
}

/** A requirement that cannot be judged stays out of the middle: 0 in the low end, full in the high end. */
function estimateList(list: Requirement[], talent: PreparedTalent, said: JudgedRequirements | null): Part | null {
  let judged = 0
  let blind = 0
  const sum = { middle: 0, high: 0 }
  for (const requirement of list) {
    const word = said?.get(judgedKey(requirement))
    if (word !== undefined) {
      const weight = requirement.weight || judgedWeight
      const covered = weight * judgedCoverage(requirement, talent, word)
      judged += weight
      sum.middle += covered
      sum.high += covered
    } else if (requirement.weight === 0) blind += unjudgedWeight
    else {
      judged += requirement.weight
      if (!requirement.isWhole) blind += unjudgedWeight * requirement.weight
      addCoverage(sum, requirement, talent)
    }
  }
  if (judged === 0) return blind === 0 ? null : { low: 0, middle: null, high: 1 }
  const all = judged + blind
  return { low: sum.middle / all, middle: sum.middle / judged, high: (sum.high + blind) / all }
}

function estimateContext(job: PreparedJob, talent: PreparedTalent): Part | null {
  const phases = countHeld(job.phaseKeys, talent)
  const isSameTrade = job.industryKey !== null && talent.standings.get(job.industryKey)?.state === 'has'
  const position = job.positions.length === 0 ? null : stated(positionShare(job, talent), talent.positions.length > 0)
  const phase = job.phaseKeys.length === 0 ? null : stated(phases / job.phaseKeys.length, phases > 0)
  const industry = job.industryKey === null ? null : stated(isSameTrade ? 1 : 0, isSameTrade)
  if (position === null && phase === null && industry === null) return null
  const mean = newMean()
  addPart(mean, contextWeights.position, position)
  addPart(mean, contextWeights.phases, phase)
  addPart(mean, contextWeights.industry, industry)
  return closeMean(mean)
}

function countHeld(keys: string[], talent: PreparedTalent): number {
  let held = 0
  for (const key of keys) if (talent.standings.has(key)) held += 1
  return held
}

function positionShare(job: PreparedJob, talent: PreparedTalent): number {
  if (job.positions.some((position) => talent.positions.includes(position))) return 1
  const isNear = families.some(
    (family) => job.positions.some((one) => family.has(one)) && talent.positions.some((other) => family.has(other)),
  )
  return isNear ? sameFamily : 0
}

function stated(share: number, isStated: boolean): Estimate {
  return { low: share, middle: share, high: isStated ? share : 1 }
}

type Mean = { total: number; judged: number; low: number; middle: number; high: number }

function newMean(): Mean {
  return { total: 0, judged: 0, low: 0, middle: 0, high: 0 }
}

function addPart(mean: Mean, weight: number, part: Part | null): void {
  if (part === null) return
  mean.total += weight
  mean.low += weight * part.low
  mean.high += weight * part.high
  if (part.middle === null) return
  mean.judged += weight
  mean.middle += weight * part.middle
}

function closeMean({ total, judged, low, middle, high }: Mean): Estimate | null {
  if (judged === 0) return null
  return { low: low / total, middle: middle / judged, high: high / total }
}
