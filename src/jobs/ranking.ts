import { LRUCache } from 'lru-cache'
import type { TalentRow } from '../db/talents'
import { type PreparedTalent, prepareTalent } from '../matching/reader'
import type { PreparedJob } from '../matching/requirements'
import { type Match, match, scoreOnly } from '../matching/score'
import { type Bits, bitsFor, hasBit, setBit } from './bits'
import type { Catalogue, CatalogueJob } from './catalogue'
import type { Orders } from './orders'
import { listedJobs } from './select-jobs'

/** The listed jobs as one talent should see them. */
export type RankedTalent = {
  prepared: PreparedTalent
  /** Slots of the catalogue's index, best first. */
  order: Uint32Array
  /** Those of them that have no score. */
  unjudged: Bits
  /** A job with all its reasons; made once. */
  matchOf: (entry: CatalogueJob) => Match
}
export type Ranking = (talent: TalentRow, catalogue: Catalogue, today: string) => Promise<RankedTalent>

/** What all rankings may take together: five bytes for each job, and what a profile and the matches shown weigh. */
const maximumBytes = 24_000_000
const profileBytes = 60_000
const matchesKept = 100
/** Jobs scored before other requests get their turn: a few milliseconds. */
const jobsAtOnce = 2_000

/** A score by slot: 0..100, `unjudgedScore`, or `noScore` where there is no job. */
type ScoreTable = Uint8Array
const unjudgedScore = 101
const noScore = 255

type Kept = { key: string; version: number; scores: ScoreTable; ranked: RankedTalent }

/**
 * Scores every listed job for a talent, best first, and remembers it until the profile or the day changes. When jobs
 * change, only those are scored again.
 */
export function openRanking(orders: Orders): Ranking {
  const kept = new LRUCache<string, Kept>({
    maxSize: maximumBytes,
    sizeCalculation: ({ scores, ranked }) => scores.byteLength + ranked.order.byteLength + profileBytes,
  })
  const running = new Map<string, Promise<RankedTalent>>()

  const rank = async (talent: TalentRow, catalogue: Catalogue, today: string): Promise<RankedTalent> => {
    const { version } = catalogue
    const key = `${talent.version}:${today}`
    const found = kept.get(talent.id)
    const old = found?.key === key ? found : null
    if (old?.version === version) return old.ranked
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
    const ranked = { prepared, ...bestFirst(scores, orders(catalogue).newest, listedJobs(catalogue.index, today)) }
    const result = { ...ranked, matchOf: openMatches(prepared) }
    kept.set(talent.id, { key, version, scores, ranked: result })
    return result
  }
  return (talent, catalogue, today) => {
    const key = `${talent.id}:${talent.version}:${catalogue.version}:${today}`
    const same = running.get(key)
    if (same !== undefined) return same
    const ranked = rank(talent, catalogue, today).finally(() => running.delete(key))
    running.set(key, ranked)
    return ranked
  }
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

function openMatches(talent: PreparedTalent): RankedTalent['matchOf'] {
  const kept = new LRUCache<PreparedJob, Match>({ max: matchesKept })
  return ({ prepared }) => {
    const found = kept.get(prepared) ?? match(prepared, talent)
    kept.set(prepared, found)
    return found
  }
}
