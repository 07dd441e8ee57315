import { sql } from 'drizzle-orm'
import { openAuth } from './accounts/auth'
import { finishClosure } from './accounts/close-account'
import { openLetterTokens } from './accounts/letter-tokens'
import { openSessions } from './accounts/sessions'
import { openApp } from './app'
import { sendApplication } from './applications/send-application'
import type { Clock } from './clock'
import type { Config } from './config'
import { type Database, type DatabaseLocation, openDatabase } from './db/client'
import { evaluationsOf } from './db/evaluations'
import { openLimitTable } from './db/limits'
import { deleteAbandonedUsers } from './db/users'
import { openAsker, type Surroundings } from './evaluation/ask'
import { openEvaluateLater } from './evaluation/evaluate-later'
import { evaluateTalent } from './evaluation/evaluate-talent'
import { queueDue } from './evaluation/queue-due'
import { openSpendReport } from './evaluation/spend-report'
import { cachedReadiness } from './http/health'
import { openKeptPages } from './http/kept-pages'
import { openRateLimits } from './http/rate-limit'
import { openCatalogue } from './jobs/catalogue'
import { indexOldJobs } from './jobs/index-jobs'
import { openOrders } from './jobs/orders'
import { openRanking } from './jobs/ranking'
import { openJobFinder } from './jobs/search-jobs'
import { openSelector } from './jobs/select-jobs'
import { log } from './log'
import { sendLetter } from './mail/send-letter'
import { openMetrics } from './metrics'
import { sendTalent } from './profile/send-talent'
import { openQueue, type Queue } from './queue/queue'
import { drain } from './queue/tick'
import { hasUnmatchedJobs } from './recommendations/match-jobs'
import { openRecommendationWork } from './recommendations/work'
import { openGemini } from './services/gemini/client'
import { openKintone } from './services/kintone/client'
import { openRedisLimits } from './services/redis/limits'
import { openMail } from './services/ses/client'
import { openCallReport } from './sync/call-report'
import { planDue } from './sync/due'
import { openFreshness } from './sync/freshness'
import { requeueUnsent } from './sync/requeue-unsent'
import { rereadRecord } from './sync/reread-record'
import { paceOf } from './sync/schedule'
import { synchronise, synchroniseDue } from './sync/synchronise'

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

/** How often what kintone has not got is looked for and queued again. */
const sweepSeconds = 3_600
/** How often it is looked whether an app's time has come. */
const lookSeconds = 5
/** How often it is looked for jobs that nobody was matched with yet: a new job must be within a minute. */
const matchSeconds = 10
/** How often it is looked whose evaluation is due. */
const dueSeconds = 15
/** How many seconds' count of calls a crash may cost. */
const flushSeconds = 5
const reportSeconds = 60

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
  const askForSync = async () => {
    const steps = await planDue(sync, clock(), pace)
    if (steps.length > 0) await queue.send(database.db, 'sync', {}, { key: 'sync' })
  }
  const askForMatching = () => queue.send(database.db, 'match-jobs', {}, { key: 'match-jobs' })
  const askForNewJobs = async () => {
    if (await hasUnmatchedJobs({ database })) await askForMatching()
  }
  const evaluation = { database, queue, shelf, asker, limits, clock }
  const evaluateLater = openEvaluateLater(evaluation, asker !== null)
  const tick = async () => {
    await askForSync()
    await askForNewJobs()
    await queueDue(evaluation)
    return drain(queue)
  }
  const app = openApp({ config, database, queue, auth, sessions, limits, shelf, clock, readiness, tick, evaluateLater })
  const tellMetrics = async () => {
    const lines = metrics.take(clock())
    if (config.hasMetrics) for (const line of lines) log.info('metrics', line)
  }
  const timers: Timer[] = []

  return {
    app,
    database,
    queue,
    synchronise: () => synchronise(sync, clock()),
    sweep: () => requeueUnsent({ database, queue }),
    startWorkers: async () => {
      await queue.work({
        mail: ({ letterKey }) => sendLetter({ config, database, mail, tokens }, letterKey),
        'talent-write': async ({ talentId }) => {
          const isClosed = await finishClosure({ database, queue, kintone }, talentId)
          if (!isClosed) await sendTalent(database, kintone, talentId)
        },
        'application-write': ({ applicationId }) => sendApplication(database, kintone, applicationId),
        sync: async () => {
          await synchroniseDue(sync, clock(), pace)
          await queueDue(evaluation)
        },
        'record-read': async (notice) => {
          await rereadRecord(sync, notice)
          await queueDue(evaluation)
        },
        recommend: ({ talentId }) => recommendations.recommend(talentId),
        'match-jobs': recommendations.matchJobs,
        evaluate: async ({ talentId }) => {
          await evaluateTalent(evaluation, talentId)
          await queue.send(database.db, 'recommend', { talentId }, { key: talentId })
        },
      })
      timers.push(every(Math.min(lookSeconds, config.kintone.syncIntervalSeconds / 2), 'sync', askForSync))
      timers.push(every(matchSeconds, 'match-jobs', askForNewJobs))
      timers.push(every(sweepSeconds, 'match-jobs', askForMatching))
      timers.push(every(dueSeconds, 'evaluations', () => queueDue(evaluation)))
      timers.push(every(sweepSeconds, 'requeue', () => requeueUnsent({ database, queue })))
      timers.push(every(sweepSeconds, 'index', () => indexOldJobs(database)))
      timers.push(every(sweepSeconds, 'limits', () => limits.sweep()))
      timers.push(every(sweepSeconds, 'abandoned', () => sweepAbandoned(database)))
      timers.push(every(sweepSeconds, 'kintone-calls', calls.sweep))
      timers.push(every(sweepSeconds, 'gemini-spend', spend.sweep))
      timers.push(every(flushSeconds, 'kintone-calls', calls.flush))
      timers.push(every(reportSeconds, 'kintone-calls', calls.report))
      timers.push(every(reportSeconds, 'gemini-spend', spend.report))
      timers.push(every(reportSeconds, 'metrics', tellMetrics))
    },
    pause: async () => {
      isStopping = true
      for (const timer of timers) clearInterval(timer)
      await queue.pause()
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

async function sweepAbandoned({ db }: Database): Promise<void> {
  const accounts = await deleteAbandonedUsers(db)
  if (accounts > 0) log.info('account.abandoned', { accounts })
}

/** Does it now and at every interval; the queue keeps several instances from doing the same work at once. */
function every(seconds: number, name: string, work: () => Promise<void>): Timer {
  const run = () => void work().catch((error: unknown) => log.warn('timer.failed', { timer: name, error }))
  run()
  return setInterval(run, seconds * 1_000)
}
