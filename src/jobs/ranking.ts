import { LRUCache } from 'lru-cache'
import type { EvaluationRow } from '../db/evaluations'
import type { TalentRow } from '../db/talents'
import { jobsToEvaluate } from '../matching/evaluate'
import { openHeld } from '../matching/held'
import type { Judgement } from '../matching/judged'
import { type PreparedTalent, prepareTalent } from '../matching/reader'
import type { PreparedJob } from '../matching/requirements'
import { type Match, matchJudged, scoreOnly } from '../matching/score'
import { type Bits, bitsFor, hasBit, setBit } from './bits'
import type { Catalogue, CatalogueJob } from './catalogue'
import type { Orders } from './orders'
import { listedJobs } from './select-jobs'

/**
 * How far a model was asked about a job: `evaluated`: it judged what the rules could not; `settled`: nothing was left for
 * it; `provisional`: not asked yet, or job or profile changed since.
 */
export type EvaluationState = 'evaluated' | 'settled' | 'provisional'

/** The listed jobs as one talent should see them. */
export type RankedTalent = {
  prepared: PreparedTalent
  /** Slots of the catalogue's index, best first. */
  order: Uint32Array
  /** Those of them that have no score. */
  unjudged: Bits
  /** Slots of the jobs that a model is to judge: the best by the rules alone, so that it does not choose them itself. */
  toEvaluate: Uint32Array
  /** How many of those are provisional. */
  pending: number
  /** Whether the job in this slot is one of them. */
  isPending: (slot: number) => boolean
  /** A job with all its reasons; made once. */
  matchOf: (entry: Pick<CatalogueJob, 'prepared'>) => Match
  stateOf: (jobId: string) => EvaluationState
  /** What a model said of a job's requirements, as far as it still stands. */
  judgementsOf: (jobId: string) => Judgement[]
}
/** Whose ranking it is, as of a version of what a model said of them. */
export type Ranked = { talent: TalentRow; evaluationVersion: number }
export type Ranking = (ranked: Ranked, catalogue: Catalogue, today: string) => Promise<RankedTalent>

/** What all rankings may take together: two bytes and an order for each job, and what a profile and its matches weigh. */
const maximumBytes = 24_000_000
const profileBytes = 60_000
const matchesKept = 100
/** Jobs scored before other requests get their turn: a few milliseconds. */
const jobsAtOnce = 2_000

/** A score by slot: 0..100, `unjudgedScore`, or `noScore` where there is no job. */
type ScoreTable = Uint8Array
const unjudgedScore = 101
const noScore = 255

/** `scores` are by the rules alone. */
type Kept = { key: string; version: number; evaluationVersion: number; scores: ScoreTable; ranked: RankedTalent }

/**
 * Scores every listed job for a talent, best first, and remembers it until the profile or the day changes. When jobs
 * change, only those are scored again. What a model said is put on top.
 */
export function openRanking(orders: Orders, evaluated: (talentId: string) => Promise<EvaluationRow[]>): Ranking {
  const kept = new LRUCache<string, Kept>({
    maxSize: maximumBytes,
    sizeCalculation: ({ scores, ranked }) => scores.byteLength + ranked.order.byteLength + profileBytes,
  })
  const running = new Map<string, Promise<RankedTalent>>()

  const rank = async ({ talent, evaluationVersion }: Ranked, catalogue: Catalogue, today: string) => {
    const { version } = catalogue
    const key = `${talent.version}:${today}`
    const found = kept.get(talent.id)
    const old = found?.key === key ? found : null
    if (old?.version === version && old.evaluationVersion === evaluationVersion) return old.ranked
    const rows = evaluationVersion === 0 ? [] : await evaluated(talent.id)
    const prepared = old?.ranked.prepared ?? prepareTalent(talent.talent, today)
    const table = new Uint8Array(catalogue.index.words() * 32).fill(noScore)
    if (old) table.set(old.scores)
    const changed = catalogue.changedAfter(old?.version ?? -1)
    for (let at = 0; at < changed.length; at += jobsAtOnce) {
      if (at > 0) await Bun.sleep(0)
      for (const slot of changed.slice(at, at + jobsAtOnce)) table[slot] = scoreAt(catalogue, slot, prepared)
    }
    // What changed while others had their turn; from here to the end nobody has.
    const scores = grownTable(table, catalogue.index.words() * 32)
    for (const slot of catalogue.changedAfter(version)) scores[slot] = scoreAt(catalogue, slot, prepared)
    const view = { catalogue, listed: listedJobs(catalogue.index, today), newest: orders(catalogue).newest }
    const ranked = rankedOf(view, { talent, prepared, scores, rows })
    kept.set(talent.id, { key, version, evaluationVersion, scores, ranked })
    return ranked
  }
  return (whose, catalogue, today) => {
    const { talent, evaluationVersion } = whose
    const key = `${talent.id}:${talent.version}:${evaluationVersion}:${catalogue.version}:${today}`
    const same = running.get(key)
    if (same !== undefined) return same
    const ranked = rank(whose, catalogue, today).finally(() => running.delete(key))
    running.set(key, ranked)
    return ranked
  }
}

type View = { catalogue: Catalogue; listed: Bits; newest: Uint32Array }
type Scored = { talent: TalentRow; prepared: PreparedTalent; scores: ScoreTable; rows: EvaluationRow[] }

function rankedOf({ catalogue, listed, newest }: View, { talent, prepared, scores, rows }: Scored): RankedTalent {
  const byRules = bestFirst(scores, newest, listed)
  const toEvaluate = byRules.order.subarray(0, jobsToEvaluate).filter((slot) => !hasBit(byRules.unjudged, slot))
  const held = openHeld(talent.talent)
  const evaluations = new Map(rows.map((row) => [row.jobId, { ...row, held: held(row.judgements) }]))
  const judgementsOf = (jobId: string) => evaluations.get(jobId)?.held ?? []
  const matchOf = openMatches(prepared, judgementsOf)
  const stateOf = (jobId: string): EvaluationState => {
    const row = evaluations.get(jobId)
    const isCurrent = row?.talentVersion === talent.version && row.jobVersion === versionOf(catalogue, jobId)
    if (row === undefined || !isCurrent || !talent.talent.allowsAi) return 'provisional'
    return row.judgements.length > 0 ? 'evaluated' : 'settled'
  }
  const pending = new Set(toEvaluate.filter((slot) => stateOf(catalogue.index.jobAt(slot)?.id ?? '') === 'provisional'))
  const isPending = (slot: number) => pending.has(slot)
  const final = withJudged(catalogue, scores, { ids: evaluations.keys(), matchOf })
  const best = final === scores ? byRules : bestFirst(final, newest, listed)
  return { prepared, ...best, toEvaluate, pending: pending.size, isPending, matchOf, stateOf, judgementsOf }
}

function versionOf(catalogue: Catalogue, jobId: string): number | null {
  const slot = catalogue.index.slotOf(jobId)
  return slot === undefined ? null : catalogue.versionAt(slot)
}

type JudgedJobs = { ids: Iterable<string>; matchOf: RankedTalent['matchOf'] }

/** The scores with what a model's word makes of them; the same table when that changes none. */
function withJudged(catalogue: Catalogue, scores: ScoreTable, { ids, matchOf }: JudgedJobs): ScoreTable {
  let final = scores
  for (const id of ids) {
    const [entry, slot] = [catalogue.jobs.get(id), catalogue.index.slotOf(id)]
    if (entry === undefined || slot === undefined) continue
    const score = matchOf(entry).score ?? unjudgedScore
    if (score === scores[slot]) continue
    if (final === scores) final = scores.slice()
    final[slot] = score
  }
  return final
}

function scoreAt(catalogue: Catalogue, slot: number, talent: PreparedTalent): number {
  const entry = catalogue.at(slot)
  return entry === undefined ? noScore : (scoreOnly(entry.prepared, talent).score ?? unjudgedScore)
}

function grownTable(table: ScoreTable, length: number): ScoreTable {
  if (table.length >= length) return table
  const longer = new Uint8Array(length).fill(noScore)
  longer.set(table)
  return longer
}

/** By score, those without one last; equal ones stay in the order given. A counting sort: scores are few. */
function bestFirst(scores: ScoreTable, newest: Uint32Array, listed: Bits) {
  const listedSlots = newest.filter((slot) => hasBit(listed, slot))
  const unjudged = bitsFor(listed.length * 32)
  const place = (slot: number) => {
    const score = scores[slot] ?? noScore
    return score <= 100 ? 100 - score : 101
  }
  const starts = new Uint32Array(103)
  for (const slot of listedSlots) starts[place(slot) + 1] = (starts[place(slot) + 1] ?? 0) + 1
  for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  const order = new Uint32Array(listedSlots.length)
  for (const slot of listedSlots) {
    const at = place(slot)
    order[starts[at] ?? 0] = slot
    starts[at] = (starts[at] ?? 0) + 1
    if (at === 101) setBit(unjudged, slot)
  }
  return { order, unjudged }
}

function openMatches(talent: PreparedTalent, judgementsOf: (jobId: string) => Judgement[]): RankedTalent['matchOf'] {
  const kept = new LRUCache<PreparedJob, Match>({ max: matchesKept })
  return ({ prepared }) => {
    const found = kept.get(prepared) ?? matchJudged(prepared, talent, judgementsOf(prepared.id))
    kept.set(prepared, found)
    return found
  }
}
