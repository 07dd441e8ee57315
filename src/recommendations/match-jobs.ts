import { dayInTokyo } from '../clock'
import { type ChangedJob, jobsChangedAfter } from '../db/jobs'
import { cursorOf, moveCursor, newestJobVersion } from '../db/matching-cursors'
import { talentIdsAfter } from '../db/matching-pages'
import { markDue } from '../db/matching-states'
import { unlistedRecommendations } from '../db/recommendations'
import { log } from '../log'
import { matchChangedJobs } from './changed-jobs'
import { type RecommendationTools, requireCalls } from './tools'
import { removeRecommendations } from './write'

/** More jobs than this are not matched one by one with everybody: all talents are evaluated anew instead. */
const mostJobsAtOnce = 200
const rowsPerSweep = 1_000
const talentsPerPage = 1_000

/** Whether jobs changed that nobody was matched with yet. */
export async function hasUnmatchedJobs({ database: { db } }: Pick<RecommendationTools, 'database'>): Promise<boolean> {
  const [cursor, newest] = await Promise.all([cursorOf(db, 'jobs'), newestJobVersion(db)])
  return newest > cursor
}

/**
 * Matches the jobs that changed with all talents: writes the recommendations that follow, has the best talents evaluated,
 * and removes what stands of jobs that are not listed any more, also of those whose deadline passed. The cursor moves
 * when all of that is done, so that it may be repeated at any point. Throws KintoneError and CallsSpent.
 */
export async function matchJobs(tools: RecommendationTools): Promise<void> {
  const { db } = tools.database
  await requireCalls(tools)
  const changed = await jobsChangedAfter(db, await cursorOf(db, 'jobs'), mostJobsAtOnce + 1)
  if (changed.length > mostJobsAtOnce) await evaluateEverybody(tools)
  else if (changed.length > 0) await matchSome(tools, changed)
  await removeUnlisted(tools)
}

async function matchSome(tools: RecommendationTools, changed: ChangedJob[]): Promise<void> {
  const startedAt = performance.now()
  const { due, written } = await matchChangedJobs(tools, changed)
  await tools.database.transaction(async (tx) => {
    await markDue(tx, due)
    await moveCursor(tx, 'jobs', changed.at(-1)?.version ?? 0)
  })
  const ms = Math.round(performance.now() - startedAt)
  log.info('recommendation.jobs-matched', { jobs: changed.length, written, due: due.length, ms })
}

/** The recommendations follow, talent by talent, when each has been evaluated. */
async function evaluateEverybody({ database }: RecommendationTools): Promise<void> {
  const newest = await newestJobVersion(database.db)
  for (let after = ''; ; ) {
    const ids = await talentIdsAfter(database.db, after, talentsPerPage)
    await database.transaction((tx) => markDue(tx, ids))
    const last = ids.at(-1)
    if (last === undefined) break
    after = last
  }
  await database.transaction((tx) => moveCursor(tx, 'jobs', newest))
}

async function removeUnlisted(tools: RecommendationTools): Promise<void> {
  const today = dayInTokyo(tools.clock())
  await removeRecommendations(tools, await unlistedRecommendations(tools.database.db, today, rowsPerSweep))
}
