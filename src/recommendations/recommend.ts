import { dayInTokyo } from '../clock'
import { evaluationsOf } from '../db/evaluations'
import { feedbackOf } from '../db/match-answers'
import { findMatchingState } from '../db/matching-states'
import { recommendationsOf } from '../db/recommendations'
import { findTalent, type TalentRow } from '../db/talents'
import type { Catalogue, CatalogueJob } from '../jobs/catalogue'
import type { RankedTalent } from '../jobs/ranking'
import { type Desired, isWorthWriting, openRecommendations, type Pair } from './recommendation'
import { openTurns, type RecommendationTools } from './tools'
import { hasStaffWord, openWriter, removeRecommendations } from './write'

/**
 * Brings one talent's recommendations in kintone to what the portal knows: writes the pairs that differ, removes those
 * that nobody needs any more. Safe to repeat at any point. Throws KintoneError and CallsSpent.
 */
export async function recommend(tools: RecommendationTools, talentId: string): Promise<void> {
  const { db } = tools.database
  const talent = await findTalent(db, talentId)
  // An account that was closed: kintone's records are the closure's to delete.
  if (talent === null) return
  const rows = await recommendationsOf(db, talentId)
  const held = new Map(rows.map((row) => [row.jobId, row]))
  const about = new Set(rows.filter(hasStaffWord).map(({ jobId }) => jobId))
  const wanted = new Set<string>()
  const writer = openWriter(tools, talentId)
  for await (const desired of desiredOf(tools, talent, about)) {
    wanted.add(desired.jobId)
    if (held.get(desired.jobId)?.contentHash !== desired.hash) await writer.add(desired)
  }
  await writer.flush()
  await removeRecommendations(
    tools,
    rows.filter((row) => !wanted.has(row.jobId) && !hasStaffWord(row)),
  )
}

/** Every listed pair that is worth writing, and those that staff (`about`) or the candidate spoke of. */
async function* desiredOf(
  tools: RecommendationTools,
  talent: TalentRow,
  about: ReadonlySet<string>,
): AsyncGenerator<Desired> {
  if (talent.talent.isClosed) return
  const { db } = tools.database
  const state = await findMatchingState(db, talent.id)
  const evaluations = new Map((await evaluationsOf(db, talent.id)).map((row) => [row.jobId, row]))
  const feedback = new Map((await feedbackOf(db, talent.id)).map((row) => [row.jobId, row]))
  const catalogue = await tools.catalogue()
  const evaluationVersion = state?.evaluationVersion ?? 0
  const ranked = await tools.ranking({ talent, evaluationVersion }, catalogue, dayInTokyo(tools.clock()))
  const named = [...about, ...evaluations.keys(), ...feedback.keys()]
  const listed = candidates({ ranked, catalogue, threshold: tools.threshold }, named)
  const retried = new Set((state?.failures ?? 0) > 0 ? ranked.toEvaluate : [])
  const describe = openRecommendations(talent)
  const turn = openTurns()
  for (const { slot, version, entry } of listed) {
    await turn()
    const jobId = entry.job.id
    const pair: Pair = {
      job: { prepared: entry.prepared, version },
      match: ranked.matchOf(entry),
      evaluation: evaluations.get(jobId),
      feedback: feedback.get(jobId),
      hasFailed: retried.has(slot),
    }
    const isSpokenOf = pair.feedback !== undefined || about.has(jobId)
    if (isSpokenOf || isWorthWriting(pair, talent, tools.threshold)) yield describe(pair)
  }
}

type Listed = { slot: number; version: number; entry: CatalogueJob }
type Known = { ranked: RankedTalent; catalogue: Catalogue; threshold: number }

/**
 * The listed jobs from the best down to the threshold, and the others that were named: all at once, because slots of the
 * catalogue get other jobs as soon as somebody else has a turn.
 */
function candidates({ ranked, catalogue, threshold }: Known, named: string[]): Listed[] {
  const isGood = (slot: number) => {
    const entry = catalogue.at(slot)
    return entry !== undefined && (ranked.matchOf(entry).score ?? -1) >= threshold
  }
  const good = ranked.order.subarray(0, firstWithout(ranked.order, isGood))
  const namedSlots = new Set(named.flatMap((id) => catalogue.index.slotOf(id) ?? []))
  const others = ranked.order.filter((slot) => namedSlots.has(slot))
  return [...new Set([...good, ...others])].flatMap((slot) => {
    const entry = catalogue.at(slot)
    return entry === undefined ? [] : [{ slot, version: catalogue.versionAt(slot), entry }]
  })
}

/** Where the good ones end, in a list that has them first. */
function firstWithout(order: Uint32Array, isGood: (slot: number) => boolean): number {
  let [from, to] = [0, order.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isGood(order[middle] ?? 0)) from = middle + 1
    else to = middle
  }
  return from
}
