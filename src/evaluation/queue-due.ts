import type { Clock } from '../clock'
import type { Database } from '../db/client'
import { dueTalentIds } from '../db/matching-states'
import type { Queue } from '../queue/queue'
import type { Asker } from './ask'
import { madeBy } from './evaluate-talent'

/** How many one look takes up; the next one takes the rest. */
const atOnce = 20

/**
 * Queues the evaluation of talents whose profile came or changed, from whichever side, whose best jobs changed, who were
 * evaluated by another engine, or whose next try has come. Nobody is tried again while Gemini is away or the day's
 * budget is spent.
 */
export async function queueDue(tools: {
  database: Database
  queue: Queue
  asker: Asker | null
  clock: Clock
}): Promise<void> {
  const { database, queue, asker, clock } = tools
  const mayRetry = asker === null || (await asker.isReady())
  const ids = await dueTalentIds(database.db, { madeBy: madeBy(asker), now: clock(), mayRetry, limit: atOnce })
  for (const talentId of ids) await queue.send(database.db, 'evaluate', { talentId }, { key: talentId })
}
