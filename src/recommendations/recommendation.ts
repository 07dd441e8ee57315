import { dayInTokyo } from '../clock'
import type { EvaluationRow } from '../db/evaluations'
import type { FeedbackRow } from '../db/match-answers'
import type { TalentRow } from '../db/talents'
import { type Basis, openBriefing, type Voice } from '../matching/briefing'
import { type DimensionScores, dimensionScores } from '../matching/dimensions'
import { reasonsJson } from '../matching/reasons'
import type { Match } from '../matching/requirement'
import type { PreparedJob } from '../matching/requirements'
import { type AiStatus, type Recommendation, writeRecommendation } from '../services/kintone/recommendation-writer'
import type { WireRecord } from '../services/kintone/talent-writer'

/** A talent and a job with all that is known of the two. */
export type Pair = {
  job: { prepared: PreparedJob; version: number }
  match: Match
  evaluation: EvaluationRow | undefined
  feedback: FeedbackRow | undefined
  /** A model was to judge this pair, and asking it failed. */
  hasFailed: boolean
}

/** What kintone should hold of a pair, and a hash of it that an equal one has too. */
export type Desired = { talentId: string; jobId: string; record: WireRecord; hash: string }

/** Whether a pair is written by its own merit; one that staff or the candidate spoke of is written in any case. */
export function isWorthWriting(
  { match, evaluation }: Pick<Pair, 'match' | 'evaluation'>,
  talent: TalentRow,
  threshold: number,
): boolean {
  const isJudged = talent.talent.allowsAi && (evaluation?.judgements.length ?? 0) > 0
  return isJudged || (match.score !== null && match.score >= threshold)
}

/** One talent's recommendations. */
export function openRecommendations(talent: TalentRow): (pair: Pair) => Desired {
  const brief = openBriefing(talent.talent)
  return (pair) => {
    const { job, match } = pair
    const basis = basisOf(pair, talent)
    const judged = basis === 'model' ? pair.evaluation : undefined
    const recommendation: Recommendation = {
      talentId: talent.id,
      jobId: job.prepared.id,
      ...{ score: match.score, low: match.low, high: match.high, can: match.can, want: match.want },
      aiStatus: statuses[basis],
      ai: judged ? { ...dimensionScores(job.prepared, match.requirements), total: match.score } : unjudged,
      briefing: brief({ job: job.prepared, match, basis, voice: voiceOf(pair.feedback) }),
      reasons: reasonsJson(match, talent.talent),
      evaluatedAt: judged?.evaluatedAt ?? null,
      model: judged?.model ?? '',
      promptVersion: judged?.promptVersion ?? '',
      inputHash: judged ? hashOf(judged.judgements.map(({ input }) => input)) : '',
    }
    const record = writeRecommendation(recommendation)
    // When a model said the same once more is no news.
    return { talentId: talent.id, jobId: job.prepared.id, record, hash: hashOf({ ...record, AI実行日時: null }) }
  }
}

/** A model's word counts as long as neither side has changed since. */
function basisOf({ evaluation, job, hasFailed }: Pair, talent: TalentRow): Basis {
  const isCurrent =
    evaluation !== undefined && evaluation.talentVersion === talent.version && evaluation.jobVersion === job.version
  if (!isCurrent || !talent.talent.allowsAi) return hasFailed ? 'failed' : 'rules'
  return evaluation.judgements.length > 0 ? 'model' : 'settled'
}

const statuses: Record<Basis, AiStatus> = { model: 'done', settled: 'not-run', rules: 'not-run', failed: 'failed' }
const unjudged: DimensionScores & { total: null } = {
  ...{ skill: null, phases: null, infrastructure: null, domain: null, team: null, tools: null },
  total: null,
}

const voiceOf = (feedback: FeedbackRow | undefined): Voice | null =>
  feedback === undefined
    ? null
    : { isHelpful: feedback.isHelpful, reason: feedback.reason, day: dayInTokyo(feedback.givenAt) }

const hashOf = (value: unknown) => new Bun.CryptoHasher('sha256').update(JSON.stringify(value)).digest('base64url')
