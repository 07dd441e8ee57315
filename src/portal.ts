import { sql } from 'drizzle-orm'
import { openAuth } from './accounts/auth'
import { openLetterTokens } from './accounts/letter-tokens'
import { openSessions } from './accounts/sessions'
import { openApp } from './app'
import { openBackground } from './background'
import type { Clock } from './clock'
import type { Config } from './config'
import { type Database, type DatabaseLocation, openDatabase } from './db/client'
import { evaluationsOf } from './db/evaluations'
import { openLimitTable } from './db/limits'
import { openAsker, type Surroundings } from './evaluation/ask'
import { openEvaluateLater } from './evaluation/evaluate-later'
import { openSpendReport } from './evaluation/spend-report'
import { cachedReadiness } from './http/health'
import { openKeptPages } from './http/kept-pages'
import { openRateLimits } from './http/rate-limit'
import { openCatalogue } from './jobs/catalogue'
import { openOrders } from './jobs/orders'
import { openRanking } from './jobs/ranking'
import { openJobFinder } from './jobs/search-jobs'
import { openSelector } from './jobs/select-jobs'
import { log } from './log'
import { openMetrics } from './metrics'
import { openQueue, type Queue } from './queue/queue'
import { openRecommendationWork } from './recommendations/work'
import { openGemini } from './services/gemini/client'
import { openKintone } from './services/kintone/client'
import { openRedisLimits } from './services/redis/limits'
import { openMail } from './services/ses/client'
import { openCallReport } from './sync/call-report'
import { openFreshness } from './sync/freshness'
import { requeueUnsent } from './sync/requeue-unsent'
import { paceOf } from './sync/schedule'
import { synchronise } from './sync/synchronise'

export type Portal = {
  app: ReturnType<typeof openApp>
  database: Database
  queue: Queue
  /** Starts the background work: kintone writes, letters, the sync and its timer. */
  startWorkers: () => Promise<void>
  /** One sync of every app now, in the foreground. */
  synchronise: () => Promise<void>
  /** Queues again what kintone has not got; the timer does it every hour. */
  sweep: () => Promise<void>
  /** Is no longer ready and starts no new task; requests are still answered. */
  pause: () => Promise<void>
  /** After pause: lets running tasks finish, closes the connections. */
  stop: (timeoutMs: number) => Promise<void>
}

/** Lists as they were sent: some kB each, so about a thousand. */
const keptPagesBytes = 8_000_000

/** Puts the portal together from its configuration; nothing listens yet. */
export async function openPortal(
  config: Config,
  options: {
    clock?: Clock
    database?: DatabaseLocation
    kintone?: Parameters<typeof openKintone>[1]
    gemini?: Parameters<typeof openGemini>[1] & Partial<Surroundings>
  } = {},
): Promise<Portal> {
  const clock = options.clock ?? (() => new Date())
  const database = await openDatabase(options.database ?? config.database)
  const queue = await openQueue(database.queueConnection, database)
  const limits = openRateLimits({
    table: openLimitTable(database),
    redis: config.redisUrl === null ? null : openRedisLimits(config.redisUrl),
    secret: config.authSecret,
  })
  const auth = openAuth({ config, database, queue, limits })
  const sessions = openSessions({ config, auth, database })
  const tokens = openLetterTokens(auth, config.authSecret)
  const metrics = openMetrics()
  const pace = paceOf(config.kintone)
  const calls = openCallReport({ database, metrics, clock, budget: pace.budget })
  const kintone = openKintone(config.kintone, { ...options.kintone, watch: calls.watch })
  const mail = openMail(config.mail)
  const { apiKey } = config.gemini
  const spend = openSpendReport({ database, metrics, clock, budgetYen: config.gemini.dailyBudgetYen })
  const asker =
    apiKey === null
      ? null
      : openAsker(
          {
            gemini: openGemini({ ...config.gemini, apiKey }, options.gemini),
            database,
            settings: config.gemini,
            now: clock,
            watch: spend.watch,
          },
          options.gemini,
        )
  const orders = openOrders()
  const shelf = {
    database,
    pages: openKeptPages(keptPagesBytes),
    catalogue: openCatalogue(database),
    ranking: openRanking(orders, (talentId) => evaluationsOf(database.db, talentId)),
    orders,
    search: openJobFinder(database),
    select: openSelector(),
    freshness: openFreshness(database, clock, pace.intervalMs),
  }
  const sync = { database, kintone, queue }
  const recommendations = openRecommendationWork(
    {
      ...{ database, kintone, clock, limits, catalogue: shelf.catalogue, ranking: shelf.ranking },
      threshold: config.recommendationThreshold,
      callBudget: pace.budget,
    },
    queue,
  )
  let isStopping = false
  const readiness = cachedReadiness(
    () => database.db.execute(sql`select 1`),
    () => isStopping,
  )
  const evaluation = { database, queue, shelf, asker, limits, clock }
  const evaluateLater = openEvaluateLater(evaluation, asker !== null)
  const tellMetrics = async () => {
    const lines = metrics.take(clock())
    if (config.hasMetrics) for (const line of lines) log.info('metrics', line)
  }
  const background = openBackground({
    ...{ config, database, queue, clock, kintone, mail, tokens, limits, pace, calls, spend, tellMetrics },
    ...{ evaluation, recommendations },
  })
  const { tick } = background
  const app = openApp({ config, database, queue, auth, sessions, limits, shelf, clock, readiness, tick, evaluateLater })

  return {
    app,
    database,
    queue,
    synchronise: () => synchronise(sync, clock()),
    sweep: () => requeueUnsent({ database, queue }),
    startWorkers: background.start,
    pause: async () => {
      isStopping = true
      await background.pause()
    },
    stop: async (timeoutMs) => {
      await queue.stop(timeoutMs)
      limits.close()
      await calls.flush().catch((error: unknown) => log.warn('kintone.calls-lost', { error }))
      await tellMetrics()
      await database.close()
    },
  }
}
