import { finishClosure } from './accounts/close-account'
import type { openLetterTokens } from './accounts/letter-tokens'
import { sendApplication } from './applications/send-application'
import type { Clock } from './clock'
import type { Config } from './config'
import type { Database } from './db/client'
import { deleteAbandonedUsers } from './db/users'
import { type EvaluationTools, evaluateTalent } from './evaluation/evaluate-talent'
import { queueDue } from './evaluation/queue-due'
import type { SpendReport } from './evaluation/spend-report'
import type { RateLimits } from './http/rate-limit'
import { indexOldJobs } from './jobs/index-jobs'
import { log } from './log'
import { sendLetter } from './mail/send-letter'
import { sendTalent } from './profile/send-talent'
import type { Queue } from './queue/queue'
import { drain } from './queue/tick'
import { hasUnmatchedJobs } from './recommendations/match-jobs'
import type { openRecommendationWork } from './recommendations/work'
import type { Kintone } from './services/kintone/client'
import type { MailService } from './services/ses/client'
import type { CallReport } from './sync/call-report'
import { planDue } from './sync/due'
import { requeueUnsent } from './sync/requeue-unsent'
import { rereadRecord } from './sync/reread-record'
import type { Pace } from './sync/schedule'
import { synchroniseDue } from './sync/synchronise'

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

type BackgroundTools = {
  config: Config
  database: Database
  queue: Queue
  clock: Clock
  kintone: Kintone
  mail: MailService
  tokens: ReturnType<typeof openLetterTokens>
  limits: RateLimits
  pace: Pace
  calls: CallReport
  spend: SpendReport
  tellMetrics: () => Promise<void>
  evaluation: EvaluationTools
  recommendations: ReturnType<typeof openRecommendationWork>
}

export type Background = {
  /** kintone writes, letters, the sync, matching, and the timers that look for what is due. */
  start: () => Promise<void>
  /** Looks for what is due and keeps the instance awake while its workers do it. */
  tick: () => ReturnType<typeof drain>
  /** Looks for nothing more and starts no new task; what runs goes on. */
  pause: () => Promise<void>
}

/** Everything the portal does without being asked by anybody. */
export function openBackground(tools: BackgroundTools): Background {
  const { config, database, queue, clock, limits, pace, calls, spend } = tools
  const sync = { database, kintone: tools.kintone, queue }
  const evaluation = { ...tools.evaluation, queue }
  const askForSync = async () => {
    const steps = await planDue(sync, clock(), pace)
    if (steps.length > 0) await queue.send(database.db, 'sync', {}, { key: 'sync' })
  }
  const askForMatching = () => queue.send(database.db, 'match-jobs', {}, { key: 'match-jobs' })
  const askForNewJobs = async () => {
    if (await hasUnmatchedJobs({ database })) await askForMatching()
  }
  const timers: Timer[] = []
  const startTimers = () =>
    timers.push(
      every(Math.min(lookSeconds, config.kintone.syncIntervalSeconds / 2), 'sync', askForSync),
      every(matchSeconds, 'match-jobs', askForNewJobs),
      every(sweepSeconds, 'match-jobs', askForMatching),
      every(dueSeconds, 'evaluations', () => queueDue(evaluation)),
      every(sweepSeconds, 'requeue', () => requeueUnsent({ database, queue })),
      every(sweepSeconds, 'index', () => indexOldJobs(database)),
      every(sweepSeconds, 'limits', () => limits.sweep()),
      every(sweepSeconds, 'abandoned', () => sweepAbandoned(database)),
      every(sweepSeconds, 'kintone-calls', calls.sweep),
      every(sweepSeconds, 'gemini-spend', spend.sweep),
      every(flushSeconds, 'kintone-calls', calls.flush),
      every(reportSeconds, 'kintone-calls', calls.report),
      every(reportSeconds, 'gemini-spend', spend.report),
      every(reportSeconds, 'metrics', tools.tellMetrics),
    )

  return {
    start: async () => {
      await startWorkers(tools, { sync, evaluation })
      startTimers()
    },
    tick: async () => {
      await askForSync()
      await askForNewJobs()
      await queueDue(evaluation)
      return drain(queue)
    },
    pause: async () => {
      for (const timer of timers) clearInterval(timer)
      await queue.pause()
    },
  }
}

type Work = {
  sync: Parameters<typeof synchroniseDue>[0]
  evaluation: Parameters<typeof queueDue>[0] & EvaluationTools
}

function startWorkers(tools: BackgroundTools, { sync, evaluation }: Work): Promise<void> {
  const { config, database, queue, clock, kintone, mail, tokens, pace, recommendations } = tools
  return queue.work({
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
