import type { Clock } from '../clock'
import type { Database } from '../db/client'
import { callsToday } from '../db/kintone-calls'
import type { RateLimits } from '../http/rate-limit'
import type { CatalogueReader } from '../jobs/catalogue'
import type { Ranking } from '../jobs/ranking'
import type { Kintone } from '../services/kintone/client'

export type RecommendationTools = {
  database: Database
  kintone: Kintone
  catalogue: CatalogueReader
  ranking: Ranking
  clock: Clock
  /** From this score on a pair is written, 0..100. */
  threshold: number
  /** Calls a day that the レコメンド app may cost, with the sync. */
  callBudget: number
  limits: Pick<RateLimits, 'take'>
}

/** The sync must still hear of staff's picks when everything else is spent. */
const writersPart = 0.8

/** The calls are spent: what is left to write waits for `seconds`, or for the next day where that is null. */
export class CallsSpent extends Error {
  override name = 'CallsSpent'
  constructor(readonly seconds: number | null = null) {
    super('calls spent')
  }
}

/** Throws CallsSpent. */
export async function requireCalls({ database, clock, callBudget }: RecommendationTools): Promise<void> {
  const spent = (await callsToday(database.db, clock())).get('recommendation') ?? 0
  if (spent >= callBudget * writersPart) throw new CallsSpent()
}

/** Calls that may be spent on writing one talent's pairs: a profile edited without end must not spend everybody's. */
const callsPerTalent = { uses: 60, seconds: 86_400 }

/** Counts one call. Throws CallsSpent. */
export async function requireCallFor({ limits }: RecommendationTools, talentId: string): Promise<void> {
  const seconds = await limits.take(`recommend:${talentId}`, callsPerTalent)
  if (seconds > 0) throw new CallsSpent(seconds)
}

/** Pairs worked out before other requests get their turn: some milliseconds. */
const pairsAtOnce = 40

/** Call it once for each pair; now and then it waits for a turn. */
export function openTurns(atOnce = pairsAtOnce): () => Promise<void> {
  let count = 0
  return async () => {
    count += 1
    if (count % atOnce === 0) await Bun.sleep(0)
  }
}
