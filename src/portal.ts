import { sql } from 'drizzle-orm'
import { openAuth } from './accounts/auth'
import { finishClosure } from './accounts/close-account'
import { openLetterTokens } from './accounts/letter-tokens'
import { openApp } from './app'
import { sendApplication } from './applications/send-application'
import type { Clock } from './clock'
import type { Config } from './config'
import { type Database, type DatabaseLocation, openDatabase } from './db/client'
import { openLimitTable } from './db/limits'
import { lastSyncAt } from './db/sync-states'
import { deleteAbandonedUsers } from './db/users'
import { cachedReadiness } from './http/health'
import { openRateLimits } from './http/rate-limit'
import { openCatalogue } from './jobs/catalogue'
import { openRanking } from './jobs/ranking'
import { log } from './log'
import { sendLetter } from './mail/send-letter'
import { openMetrics } from './metrics'
import { sendTalent } from './profile/send-talent'
import { openQueue, type Queue } from './queue/queue'
import { drain } from './queue/tick'
import { openKintone } from './services/kintone/client'
import { openRedisLimits } from './services/redis/limits'
import { openMail } from './services/ses/client'
import { openCallReport } from './sync/call-report'
import { requeueUnsent } from './sync/requeue-unsent'
import { rereadRecord } from './sync/reread-record'
import { synchronise } from './sync/synchronise'

export type Portal = {
  app: ReturnType<typeof openApp>
  database: Database
  queue: Queue
  /** Starts the background work: kintone writes, letters, the sync and its timer. */
  startWorkers: () => Promise<void>
  /** One sync now, in the foreground. */
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
/** How many seconds' count of calls a crash may cost. */
const flushSeconds = 5
const reportSeconds = 60

/** Puts the portal together from its configuration; nothing listens yet. */
export async function openPortal(
  config: Config,
  options: { clock?: Clock; database?: DatabaseLocation } = {},
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
  const tokens = openLetterTokens(auth, config.authSecret)
  const metrics = openMetrics()
  const { dailyCallSharePercent } = config.kintone
  const calls = openCallReport({ database, metrics, clock, dailyCallSharePercent })
  const kintone = openKintone(config.kintone, { watch: calls.watch })
  const mail = openMail(config.mail)
  const shelf = { database, catalogue: openCatalogue(database), ranking: openRanking() }
  let isStopping = false
  const readiness = cachedReadiness(
    () => database.db.execute(sql`select 1`),
    () => isStopping,
  )
  const runSync = () => synchronise({ database, kintone }, clock())
  const askForSync = () => queue.send(database.db, 'sync', {}, { key: 'sync' })
  const tick = async () => {
    const last = await lastSyncAt(database.db)
    const isDue = last === null || clock().getTime() - last.getTime() >= config.kintone.syncIntervalSeconds * 1_000
    if (isDue) await askForSync()
    return drain(queue)
  }
  const app = openApp({ config, database, queue, auth, limits, shelf, clock, readiness, tick })
  const tellMetrics = async () => {
    const lines = metrics.take(clock())
    if (config.hasMetrics) for (const line of lines) log.info('metrics', line)
  }
  const timers: Timer[] = []

  return {
    app,
    database,
    queue,
    synchronise: runSync,
    sweep: () => requeueUnsent({ database, queue }),
    startWorkers: async () => {
      await queue.work({
        mail: ({ letterKey }) => sendLetter({ config, database, mail, tokens }, letterKey),
        'talent-write': async ({ talentId }) => {
          const isClosed = await finishClosure({ database, queue, kintone }, talentId)
          if (!isClosed) await sendTalent(database, kintone, talentId)
        },
        'application-write': ({ applicationId }) => sendApplication(database, kintone, applicationId),
        sync: runSync,
        'record-read': (notice) => rereadRecord({ database, kintone }, notice),
      })
      timers.push(every(config.kintone.syncIntervalSeconds, 'sync', askForSync))
      timers.push(every(sweepSeconds, 'requeue', () => requeueUnsent({ database, queue })))
      timers.push(every(sweepSeconds, 'limits', () => limits.sweep()))
      timers.push(every(sweepSeconds, 'abandoned', () => sweepAbandoned(database)))
      timers.push(every(sweepSeconds, 'kintone-calls', calls.sweep))
      timers.push(every(flushSeconds, 'kintone-calls', calls.flush))
      timers.push(every(reportSeconds, 'kintone-calls', calls.report))
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
