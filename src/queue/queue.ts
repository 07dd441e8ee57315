import { sql } from 'drizzle-orm'
import { type ConstructorOptions, fromDrizzle, type Job, type JobResult, PgBoss } from 'pg-boss'
import type { KintoneAppName } from '../config'
import type { Database, Db } from '../db/client'
import { takeFailedTask } from '../db/tasks'
import { log } from '../log'

/** What each queue carries: ids only, the worker reads the row when it runs. */
export type Tasks = {
  mail: { letterKey: string }
  'talent-write': { talentId: string }
  'application-write': { applicationId: string }
  sync: Record<string, never>
  'record-read': { app: KintoneAppName; recordId: number }
  recommend: { talentId: string }
  'match-jobs': Record<string, never>
  evaluate: { talentId: string }
}
export type QueueName = keyof Tasks
export type Worker<N extends QueueName> = (task: Tasks[N]) => Promise<void>
export type Workers = { [N in QueueName]: Worker<N> }

export type Queue = {
  /**
   * Enqueues inside the caller's transaction: the task exists exactly when the row it is about does.
   * Tasks of one key run one after the other, and at most one of them waits, until `after` where that is given.
   */
  send: <N extends QueueName>(db: Db, name: N, task: Tasks[N], options: { key: string; after?: Date }) => Promise<void>
  /** Queues a task anew that was given up on, inside the caller's transaction; false when there is none of this number. */
  sendAgain: (tx: Db, taskId: string) => Promise<boolean>
  work: (workers: Workers) => Promise<void>
  /** Tasks that run, or wait for nothing but a worker. */
  dueTasks: () => Promise<number>
  /** Takes no further task; what runs goes on. */
  pause: () => Promise<void>
  /** Lets running tasks finish, for at most `timeoutMs`. */
  stop: (timeoutMs: number) => Promise<void>
}

/** Kept short so that what waits while kintone is away goes out soon after it is back. */
const longestRetryDelaySeconds = 30
/** About a week of retries; what is still unsent then is queued again by the hourly sweep. */
const retryLimit = 20_000
/**
 * A task wakes its workers when it is committed (NOTIFY). What becomes due later is found by asking: a repeat, and a task
 * that waited for another of its key. Where nobody could listen at the start, everything is.
 */
const pollingIntervalSeconds = 1
const notifiedPollingIntervalSeconds = 2
/** How often the tasks of instances that died are looked for. */
const takeoverCheckSeconds = 5
/**
 * Workers of each queue, and how many tasks one takes at a time. A worker that got all it asked for asks again at once;
 * pg-boss does that only for more than one task, and a queue that is drained one task a second is never drained.
 */
const hands = {
  mail: { workers: 2, batch: 4 },
  'talent-write': { workers: 2, batch: 4 },
  'application-write': { workers: 2, batch: 4 },
  sync: { workers: 1, batch: 1 },
  'record-read': { workers: 1, batch: 4 },
  recommend: { workers: 1, batch: 2 },
  'match-jobs': { workers: 1, batch: 1 },
  // Four talents at once, each with one question at a time.
  evaluate: { workers: 2, batch: 2 },
} satisfies Record<QueueName, { workers: number; batch: number }>
/** After this a task counts as hung and is given out again; a first load of 100,000 records takes minutes. */
const longestSeconds = {
  mail: 120,
  'talent-write': 120,
  'application-write': 120,
  sync: 3_600,
  'record-read': 120,
  recommend: 600,
  'match-jobs': 3_600,
  // Three questions of a minute, and as many repeats.
  evaluate: 600,
} satisfies Record<QueueName, number>
const queueNames = Object.keys(hands) as QueueName[]

export async function openQueue(connection: ConstructorOptions, database: Pick<Database, 'db'>): Promise<Queue> {
  const boss = new PgBoss({
    ...connection,
    superviseIntervalSeconds: takeoverCheckSeconds,
    monitorIntervalSeconds: takeoverCheckSeconds,
    schedule: false,
    useListenNotify: true,
  })
  boss.on('error', (error) => log.error('queue.error', { error }))
  boss.on('warning', ({ data }) => log.warn('queue.warning', { type: Object(data).type }))
  await boss.start()
  await provideQueues(boss)
  return {
    send: async (db, name, task, { key, after }) => {
      await boss.send(name, task, { singletonKey: key, ...(after && { startAfter: after }), db: fromDrizzle(db, sql) })
    },
    sendAgain: async (tx, taskId) => {
      const task = await takeFailedTask(tx, taskId)
      if (task === null) return false
      const options = task.key === null ? {} : { singletonKey: task.key }
      await boss.send(task.queue, task.data, { ...options, db: fromDrizzle(tx, sql) })
      return true
    },
    work: async (workers) => {
      await Promise.all([
        startWorker(boss, 'mail', workers.mail),
        startWorker(boss, 'talent-write', workers['talent-write']),
        startWorker(boss, 'application-write', workers['application-write']),
        startWorker(boss, 'sync', workers.sync),
        startWorker(boss, 'record-read', workers['record-read']),
        startWorker(boss, 'recommend', workers.recommend),
        startWorker(boss, 'match-jobs', workers['match-jobs']),
        startWorker(boss, 'evaluate', workers.evaluate),
      ])
    },
    dueTasks: async () => {
      const due = sql`select count(*)::int as count from pgboss.job where state = 'active' or (state in ('created', 'retry') and start_after <= now())`
      const { rows } = await database.db.execute(due)
      return Number(rows[0]?.count ?? 0)
    },
    pause: async () => {
      await Promise.all(queueNames.map((name) => boss.offWork(name, { wait: false })))
    },
    stop: (timeoutMs) => boss.stop({ graceful: true, timeout: timeoutMs, close: true }),
  }
}

/** Makes the queues, and brings those that an older portal made to what they are now; the policy is for ever. */
async function provideQueues(boss: PgBoss): Promise<void> {
  const existing = new Set((await boss.getQueues()).map(({ name }) => name))
  for (const name of queueNames) {
    const options = {
      notify: true,
      retryLimit,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: longestRetryDelaySeconds,
      expireInSeconds: longestSeconds[name],
      // A killed instance stops beating: its tasks are taken over after this time instead of expireInSeconds.
      heartbeatSeconds: 10,
    }
    if (existing.has(name)) await boss.updateQueue(name, options)
    else await boss.createQueue(name, { ...options, policy: 'stately' })
  }
}

async function startWorker<N extends QueueName>(boss: PgBoss, name: N, work: Worker<N>): Promise<void> {
  const options = {
    pollingIntervalSeconds,
    notifyPollingIntervalSeconds: notifiedPollingIntervalSeconds,
    burstWhenBatchFull: true,
    localConcurrency: hands[name].workers,
    batchSize: hands[name].batch,
    // One task that fails is tried again; the others of its batch are done.
    perJobResults: true,
    heartbeatRefreshSeconds: 4,
  } as const
  await boss.work<Tasks[N]>(name, options, (tasks) => Promise.all(tasks.map((task) => perform(name, task, work))))
}

async function perform<N extends QueueName>(name: N, task: Job<Tasks[N]>, work: Worker<N>): Promise<JobResult> {
  const startedAt = performance.now()
  try {
    await work(task.data)
    log.debug('task.done', { queue: name, task: task.id, ms: Math.round(performance.now() - startedAt) })
    return { id: task.id, status: 'completed' }
  } catch (error) {
    log.warn('task.failed', { queue: name, task: task.id, error })
    // What is kept in the queue's table is the kind of the failure: a message could hold a value.
    return { id: task.id, status: 'failed', output: { error: error instanceof Error ? error.name : 'unknown' } }
  }
}
