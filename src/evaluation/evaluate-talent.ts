import { type Clock, dayInTokyo } from '../clock'
import type { Database } from '../db/client'
import { deleteEvaluations, type EvaluationRow, evaluationsOf, saveEvaluations } from '../db/evaluations'
import { cursorOf } from '../db/matching-cursors'
import { findMatchingState, type MatchingState, saveMatchingState } from '../db/matching-states'
import { findTalent, lockTalent, type TalentRow } from '../db/talents'
import type { RateLimits } from '../http/rate-limit'
import type { Catalogue } from '../jobs/catalogue'
import type { JobShelf } from '../jobs/list-jobs'
import type { RankedTalent } from '../jobs/ranking'
import { log } from '../log'
import { engineVersion } from '../matching/engine'
import { type Ask, type Evaluation, evaluate, jobsToEvaluate } from '../matching/evaluate'
import { type Reply, UnusableAnswer } from '../matching/evaluation'
import { promptVersion } from '../matching/evaluation-prompt'
import type { PreparedJob } from '../matching/requirements'
import { scoreOnly } from '../matching/score'
import { GeminiError } from '../services/gemini/client'
import { type Asker, NotAsked } from './ask'
import { backoffMs } from './backoff'

export type EvaluationTools = {
  database: Database
  shelf: Pick<JobShelf, 'catalogue' | 'ranking'>
  /** Null without a key: then the rules' word is the last. */
  asker: Asker | null
  limits: Pick<RateLimits, 'take'>
  clock: Clock
}

/** Questions about one talent. A profile takes three; whoever edits without end shall not spend everybody's day. */
const questionsPerTalent = { uses: 30, seconds: 86_400 }

/** What evaluations are completed with; those of another engine, prompt or model are due. */
export const madeBy = (asker: Pick<Asker, 'model'> | null) =>
  `${engineVersion}/${promptVersion}/${asker?.model ?? 'rules'}`

type Progress = Parameters<typeof saveMatchingState>[2]

/**
 * Has the model judge the talent's best jobs, as far as that was not done before, and notes how far it came. Doing it
 * again costs nothing. Gemini's failures are noted, with the time of the next try; so are others, and thrown.
 */
export async function evaluateTalent(tools: EvaluationTools, talentId: string): Promise<void> {
  const { db } = tools.database
  const [talent, state] = [await findTalent(db, talentId), await findMatchingState(db, talentId)]
  if (talent === null) return
  try {
    const found = talent.talent.isClosed ? await forget(tools, talent) : await bringUpToDate(tools, { talent, state })
    if (found !== null) await note(tools, talent, found)
  } catch (error) {
    // Or the same few would be the first in every line, and nobody else's turn would come.
    await note(tools, talent, putOff(tools, state, { isAnswered: false }))
    throw error
  }
}

/** How far it came. `jobsUntil`: the version up to which jobs were looked at; null when that says nothing. */
type Found = { progress: Progress; jobsUntil: number | null }

/** What changed while this was worked out is due, and need not wait for what failed before it changed. */
async function note({ database }: EvaluationTools, { id, version }: TalentRow, found: Found): Promise<void> {
  const { progress, jobsUntil } = found
  await database.transaction(async (tx) => {
    const now = await lockTalent(tx, id)
    // Whoever left meanwhile left nothing.
    if (now === null) return
    const isStale = jobsUntil !== null && (await cursorOf(tx, 'jobs')) > jobsUntil
    await saveMatchingState(tx, id, {
      ...progress,
      ...(isStale ? { talentVersion: null } : {}),
      ...(now.version === version ? {} : { retryAt: null }),
    })
  })
}

async function forget(tools: EvaluationTools, talent: TalentRow): Promise<Found> {
  await tools.database.transaction((tx) => deleteEvaluations(tx, talent.id))
  return { progress: completed(tools, talent, null), jobsUntil: null }
}

type Subject = { talent: TalentRow; state: MatchingState | null }
/** A job as it was when the work began. */
type BestJob = { prepared: PreparedJob; version: number }

/** Null: it is not time yet. */
async function bringUpToDate(tools: EvaluationTools, { talent, state }: Subject): Promise<Found | null> {
  const { asker, clock } = tools
  const { catalogue, ranked } = await rankingOf(tools, { talent, state })
  const best = bestJobs(catalogue, ranked)
  const done = completed(tools, talent, floorScore(best, ranked))
  const stored = await withoutOutdated(tools, talent, catalogue)
  const jobsUntil = catalogue.version
  if (asker === null || !talent.talent.allowsAi) return { progress: done, jobsUntil }
  if (state?.retryAt && state.retryAt > clock()) return null
  try {
    const missing = await judge(tools, { asker, talent, ranked, best, stored })
    if (missing > 0) throw new UnusableAnswer('a job was left out')
    return (await hasNewJobs(tools, talent))
      ? { progress: { ...done, talentVersion: null }, jobsUntil }
      : { progress: done, jobsUntil }
  } catch (error) {
    return triedInVain(tools, { talent, state }, error)
  }
}

async function rankingOf({ shelf, clock }: EvaluationTools, { talent, state }: Subject) {
  const catalogue = await shelf.catalogue()
  const evaluationVersion = state?.evaluationVersion ?? 0
  return { catalogue, ranked: await shelf.ranking({ talent, evaluationVersion }, catalogue, dayInTokyo(clock())) }
}

function bestJobs(catalogue: Catalogue, { toEvaluate }: RankedTalent): BestJob[] {
  return [...toEvaluate].flatMap((slot) => {
    const entry = catalogue.at(slot)
    return entry === undefined ? [] : [{ prepared: entry.prepared, version: catalogue.versionAt(slot) }]
  })
}

function floorScore(best: BestJob[], { prepared }: RankedTalent): number | null {
  const last = best[jobsToEvaluate - 1]
  return last === undefined ? null : scoreOnly(last.prepared, prepared).score
}

/** What is stored of the talent, without what nobody may see any more: of jobs that are gone, or all without AI. */
async function withoutOutdated({ database }: EvaluationTools, talent: TalentRow, catalogue: Catalogue) {
  const rows = await evaluationsOf(database.db, talent.id)
  const [kept, outdated] = [new Map<string, EvaluationRow>(), [] as string[]]
  for (const row of rows)
    if (talent.talent.allowsAi && catalogue.jobs.has(row.jobId)) kept.set(row.jobId, row)
    else outdated.push(row.jobId)
  if (outdated.length > 0) await database.transaction((tx) => deleteEvaluations(tx, talent.id, outdated))
  return kept
}

type Work = {
  asker: Asker
  talent: TalentRow
  ranked: RankedTalent
  best: BestJob[]
  stored: Map<string, EvaluationRow>
}

/** Stores results as they come; how many jobs the model left out. */
async function judge(tools: EvaluationTools, work: Work): Promise<number> {
  const { asker, talent, ranked, best } = work
  const { db } = tools.database
  const ask: Ask = async (question) => {
    // The wish may have changed since the last question.
    if (!(await findTalent(db, talent.id))?.talent.allowsAi) throw new NotAsked('not-allowed')
    const waitSeconds = await tools.limits.take(`gemini:${talent.id}`, questionsPerTalent)
    if (waitSeconds > 0) throw new NotAsked('asked-often', waitSeconds)
    return asker.ask(question)
  }
  const { known, answeredAt } = knownReplies(work.stored.values())
  const jobs = best.map(({ prepared }) => prepared)
  const pair = { talent: talent.talent, prepared: ranked.prepared, jobs, model: asker.model, known }
  let complete = 0
  for await (const evaluations of evaluate(ask, pair)) {
    complete += evaluations.filter(({ isComplete }) => isComplete).length
    const rows = evaluations.map((evaluation) => rowOf(evaluation, work, { answeredAt, now: tools.clock() }))
    const changed = rows.filter((row) => !isSame(work.stored.get(row.jobId), row))
    await tools.database.transaction((tx) => saveEvaluations(tx, talent.id, changed))
  }
  return best.length - complete
}

/** By the input they rest on, whichever job it was asked for. */
function knownReplies(rows: Iterable<EvaluationRow>) {
  const [known, answeredAt] = [new Map<string, Reply>(), new Map<string, Date>()]
  for (const { judgements, evaluatedAt } of rows)
    for (const { input, verdict, evidence } of judgements) {
      known.set(input, { verdict, evidence })
      answeredAt.set(input, evaluatedAt)
    }
  return { known, answeredAt }
}

/** Versions of nothing where an answer is missing: what there is of it counts, and is never taken for all of it. */
function rowOf(
  { jobId, judgements, isComplete }: Evaluation,
  { asker, talent, best, stored }: Work,
  { answeredAt, now }: { answeredAt: Map<string, Date>; now: Date },
): EvaluationRow {
  const times = judgements.map(({ input }) => answeredAt.get(input) ?? now)
  return {
    talentId: talent.id,
    jobId,
    judgements,
    model: asker.model,
    promptVersion,
    talentVersion: isComplete ? talent.version : 0,
    jobVersion: isComplete ? (best.find(({ prepared }) => prepared.id === jobId)?.version ?? 0) : 0,
    evaluatedAt: newestOf(times) ?? stored.get(jobId)?.evaluatedAt ?? now,
  }
}

const newestOf = (times: Date[]) => times.toSorted((a, b) => b.getTime() - a.getTime())[0]

const isSame = (before: EvaluationRow | undefined, after: EvaluationRow) => Bun.deepEquals(before, after)

/** Jobs that came or changed meanwhile, and belong to the best now. */
async function hasNewJobs(tools: EvaluationTools, talent: TalentRow): Promise<boolean> {
  const state = await findMatchingState(tools.database.db, talent.id)
  return (await rankingOf(tools, { talent, state })).ranked.pending > 0
}

function completed({ asker, clock }: EvaluationTools, { version }: TalentRow, floor: number | null): Progress {
  const evaluatedAt = clock()
  const isOver = { failures: 0, retryAt: null }
  return { talentVersion: version, madeBy: madeBy(asker), floorScore: floor, evaluatedAt, ...isOver }
}

/** A talent that was not asked about for reasons that are not theirs comes back when it may be asked. */
const notAskedDelayMs = 60_000

/** What was answered is stored, the rules' word stands for the rest, and the talent stays due. Throws the unforeseen. */
function triedInVain(tools: EvaluationTools, { talent, state }: Subject, error: unknown): Found {
  if (error instanceof NotAsked) {
    log.debug('evaluation.not-asked', { talent: talent.id, reason: error.reason })
    const delayMs = error.waitSeconds === null ? notAskedDelayMs : error.waitSeconds * 1_000
    return { progress: { talentVersion: null, retryAt: after(tools, delayMs) }, jobsUntil: null }
  }
  if (!(error instanceof GeminiError || error instanceof UnusableAnswer)) throw error
  const isAnswered = !(error instanceof GeminiError) || answeredCodes.has(error.code)
  const found = putOff(tools, state, { isAnswered })
  const { failures, retryAt } = found.progress
  log.warn('evaluation.failed', { talent: talent.id, reason: error.message, failures, retryAt })
  return found
}

function putOff(tools: EvaluationTools, state: MatchingState | null, { isAnswered }: { isAnswered: boolean }): Found {
  const failures = (state?.failures ?? 0) + 1
  const retryAt = after(tools, backoffMs(failures, { isAnswered, chance: Math.random() }))
  return { progress: { talentVersion: null, failures, retryAt }, jobsUntil: null }
}

const after = ({ clock }: EvaluationTools, ms: number) => new Date(clock().getTime() + ms)

/** Failures of what was asked, not of Gemini. */
const answeredCodes = new Set(['blocked', 'cut-short', 'empty', 'unreadable'])
