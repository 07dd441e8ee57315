import { dayOfKintone } from '../clock'
import { log } from '../log'
import type { Queue } from '../queue/queue'
import { matchJobs } from './match-jobs'
import { recommend } from './recommend'
import { CallsSpent, type RecommendationTools } from './tools'

const dayMs = 86_400_000

/**
 * The queue's side of it. When the day's calls are spent a talent's task waits until the next day begins; jobs wait by
 * their cursor, and are asked about again by the timer.
 */
export function openRecommendationWork(tools: RecommendationTools, queue: Queue) {
  return {
    recommend: async (talentId: string): Promise<void> => {
      if (await isDone(() => recommend(tools, talentId))) return
      const after = new Date(Date.parse(dayOfKintone(tools.clock())) + dayMs)
      await queue.send(tools.database.db, 'recommend', { talentId }, { key: talentId, after })
    },
    matchJobs: async (): Promise<void> => {
      await isDone(() => matchJobs(tools))
    },
  }
}

async function isDone(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!(error instanceof CallsSpent)) throw error
    log.info('recommendation.calls-spent')
    return false
  }
}
