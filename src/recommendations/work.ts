import { dayOfKintone } from '../clock'
import { log } from '../log'
import type { Queue } from '../queue/queue'
import { matchJobs } from './match-jobs'
import { recommend } from './recommend'
import { CallsSpent, type RecommendationTools } from './tools'

const dayMs = 86_400_000

/**
 * The queue's side of it. When calls are spent a talent's task waits until there are some again, at the latest when the
 * next day begins; jobs wait by their cursor, and are asked about again by the timer.
 */
export function openRecommendationWork(tools: RecommendationTools, queue: Queue) {
  return {
    recommend: async (talentId: string): Promise<void> => {
      const spent = await callsSpentBy(() => recommend(tools, talentId))
      if (spent === null) return
      const now = tools.clock()
      const after =
        spent.seconds === null
          ? new Date(Date.parse(dayOfKintone(now)) + dayMs)
          : new Date(now.getTime() + spent.seconds * 1_000)
      await queue.send(tools.database.db, 'recommend', { talentId }, { key: talentId, after })
    },
    matchJobs: async (): Promise<void> => {
      await callsSpentBy(() => matchJobs(tools))
    },
  }
}

/** Null when the work is done. */
async function callsSpentBy(work: () => Promise<void>): Promise<CallsSpent | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (!(error instanceof CallsSpent)) throw error
    log.info('recommendation.calls-spent', { waitSeconds: error.seconds })
    return error
  }
}
