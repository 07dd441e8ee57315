import { LRUCache } from 'lru-cache'
import type { Database } from '../db/client'
import type { TalentRow } from '../db/talents'
import { log } from '../log'
import type { Queue } from '../queue/queue'

/** A list as somebody looked at it. `pending`: jobs of their best that no model has judged. */
export type SeenList = { talent: TalentRow; evaluationVersion: number; catalogueVersion: number; pending: number }
export type EvaluateLater = (seen: SeenList) => void

/** States of people that were queued: one queued twice is harmless. */
const remembered = 10_000

/**
 * Queues the evaluation of whoever looks at jobs that no model has judged, once for each state of profile, evaluations
 * and jobs. The page neither waits for it nor fails with it. `isAvailable`: whether there is a model to ask.
 */
export function openEvaluateLater(
  { database: { db }, queue }: { database: Database; queue: Queue },
  isAvailable: boolean,
): EvaluateLater {
  const queued = new LRUCache<string, string>({ max: remembered })
  return ({ talent, evaluationVersion, catalogueVersion, pending }) => {
    if (!isAvailable || pending === 0 || !talent.talent.allowsAi) return
    const state = `${talent.version}:${evaluationVersion}:${catalogueVersion}`
    if (queued.get(talent.id) === state) return
    queued.set(talent.id, state)
    void queue.send(db, 'evaluate', { talentId: talent.id }, { key: talent.id }).catch((error: unknown) => {
      queued.delete(talent.id)
      log.warn('evaluation.not-queued', { talent: talent.id, error })
    })
  }
}
