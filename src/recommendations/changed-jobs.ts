import { dayInTokyo } from '../clock'
import type { EvaluationRow } from '../db/evaluations'
import type { ChangedJob } from '../db/jobs'
import type { FeedbackRow } from '../db/match-answers'
import { evaluationsOfJobs, feedbackOnJobs, type MatchedTalent, talentsAfter } from '../db/matching-pages'
import { type RecommendationRow, recommendationsOfJobs } from '../db/recommendations'
import { isListed } from '../jobs/job'
import { openHeld } from '../matching/held'
import { type PreparedTalent, prepareTalent } from '../matching/reader'
import { type PreparedJob, prepareJob } from '../matching/requirements'
import { matchJudged, scoreOnly } from '../matching/score'
import { isWorthWriting, openRecommendations, type Pair } from './recommendation'
import { openTurns, type RecommendationTools } from './tools'
import { hasStaffWord, openWriter, removeRecommendations } from './write'

/** Talents of a changed job that are evaluated anew, and the least score by the rules that is worth it. */
const talentsPerJob = 20
const worthEvaluating = 40
const talentsPerPage = 200
/** Reading a profile takes milliseconds: after each of them others get their turn. */
const talentsAtOnce = 1

type MatchedJob = { prepared: PreparedJob; version: number }

/**
 * Goes over all talents with a few jobs that changed: writes the pairs that differ, whoever they are about, and removes
 * those that nobody needs any more. Says how many were written, and who is to be evaluated anew. Throws KintoneError and
 * CallsSpent.
 */
export async function matchChangedJobs(
  tools: RecommendationTools,
  changed: ChangedJob[],
): Promise<{ due: string[]; written: number }> {
  const today = dayInTokyo(tools.clock())
  const jobs = changed
    .filter(({ job }) => isListed(job, today))
    .map(({ job, version }) => ({ prepared: prepareJob(job), version }))
  const known = await knownOf(tools, changed)
  const best = openBest()
  const writer = openWriter(tools, null)
  const turn = openTurns(talentsAtOnce)
  if (jobs.length > 0)
    for await (const matched of allTalents(tools)) {
      await turn()
      const talent = { ...matched, prepared: prepareTalent(matched.talent.talent, today) }
      for (const pair of pairsOf({ talent, jobs, known, best }, tools.threshold)) await writer.add(pair)
    }
  const written = await writer.flush()
  await removeRecommendations(
    tools,
    [...known.unclaimed.values()].filter((row) => !hasStaffWord(row)),
  )
  const judged = [...known.evaluations.values()].map(({ talentId }) => talentId)
  return { due: [...new Set([...best.talentIds(), ...judged])], written }
}

async function* allTalents({ database: { db } }: RecommendationTools): AsyncGenerator<MatchedTalent> {
  for (let after = ''; ; ) {
    const page = await talentsAfter(db, after, talentsPerPage)
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < talentsPerPage) return
    after = last.talent.id
  }
}

/** What is held of the jobs, by pair. */
type Known = {
  recommendations: ReadonlyMap<string, RecommendationRow>
  /** Those of them that no pair has claimed yet. */
  unclaimed: Map<string, RecommendationRow>
  evaluations: ReadonlyMap<string, EvaluationRow>
  feedback: ReadonlyMap<string, FeedbackRow>
}

const keyOf = (talentId: string, jobId: string) => `${talentId}:${jobId}`
const byPair = <R extends { talentId: string; jobId: string }>(rows: R[]) =>
  new Map(rows.map((row) => [keyOf(row.talentId, row.jobId), row]))

async function knownOf({ database: { db } }: RecommendationTools, changed: ChangedJob[]): Promise<Known> {
  const ids = changed.map(({ id }) => id)
  const recommendations = byPair(await recommendationsOfJobs(db, ids))
  const evaluations = byPair(await evaluationsOfJobs(db, ids))
  const feedback = byPair(await feedbackOnJobs(db, ids))
  return { recommendations, unclaimed: new Map(recommendations), evaluations, feedback }
}

type Visit = {
  talent: MatchedTalent & { prepared: PreparedTalent }
  jobs: MatchedJob[]
  known: Known
  best: ReturnType<typeof openBest>
}

/** The pairs of one talent that are to be written. */
function* pairsOf({ talent: { talent, floorScore, prepared }, jobs, known, best }: Visit, threshold: number) {
  if (talent.talent.isClosed) return
  const held = openHeld(talent.talent)
  const describe = openRecommendations(talent)
  for (const job of jobs) {
    const { score } = scoreOnly(job.prepared, prepared)
    if (score !== null && score >= Math.max(worthEvaluating, floorScore ?? 0)) best.add(job, { id: talent.id, score })
    const key = keyOf(talent.id, job.prepared.id)
    const evaluation = known.evaluations.get(key)
    const feedback = known.feedback.get(key)
    const row = known.recommendations.get(key)
    const isSpokenOf = feedback !== undefined || (row !== undefined && hasStaffWord(row))
    if (!isSpokenOf && evaluation === undefined && (score === null || score < threshold)) continue
    const match = matchJudged(job.prepared, prepared, held(evaluation?.judgements ?? []))
    const pair: Pair = { job, match, evaluation, feedback, hasFailed: false }
    if (!isSpokenOf && !isWorthWriting(pair, talent, threshold)) continue
    known.unclaimed.delete(key)
    const desired = describe(pair)
    if (row?.contentHash !== desired.hash) yield desired
  }
}

/** The talents that fit each job best, by the rules. */
function openBest() {
  const found = new Map<MatchedJob, { id: string; score: number }[]>()
  return {
    add: (job: MatchedJob, talent: { id: string; score: number }) => {
      const list = found.get(job) ?? []
      list.push(talent)
      // Cut now and then, so that a job that fits everybody does not keep everybody.
      if (list.length >= 10 * talentsPerJob) keepBest(list)
      found.set(job, list)
    },
    talentIds: () => [...found.values()].flatMap((list) => keepBest(list).map(({ id }) => id)),
  }
}

function keepBest<T extends { score: number }>(list: T[]): T[] {
  list.sort((one, other) => other.score - one.score)
  list.length = Math.min(list.length, talentsPerJob)
  return list
}
