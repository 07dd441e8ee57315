import { unsettledClosureIds } from '../db/account-closures'
import { unsentApplicationIds } from '../db/applications'
import type { Database } from '../db/client'
import { unsentLetterKeys } from '../db/letters'
import { unsentTalentIds } from '../db/talents'
import { log } from '../log'
import type { Queue } from '../queue/queue'

/** How many of each kind one sweep takes up; the next sweep takes the rest. */
const atOnce = 200

/**
 * Queues what kintone still has not got: writes that it refused until somebody mended the cause, and those whose retries
 * ran out; closed accounts that are not settled. What is queued already is not queued twice.
 */
export async function requeueUnsent({ database, queue }: { database: Database; queue: Queue }): Promise<void> {
  const { db } = database
  const [applicationIds, unsentIds, closureIds, letterKeys] = await Promise.all([
    unsentApplicationIds(db, atOnce),
    unsentTalentIds(db, atOnce),
    unsettledClosureIds(db, atOnce),
    unsentLetterKeys(db, atOnce),
  ])
  const talentIds = [...unsentIds, ...closureIds]
  for (const id of applicationIds) await queue.send(db, 'application-write', { applicationId: id }, { key: id })
  for (const id of talentIds) await queue.send(db, 'talent-write', { talentId: id }, { key: id })
  for (const key of letterKeys) await queue.send(db, 'mail', { letterKey: key }, { key })
  const [applications, talents] = [applicationIds.length, talentIds.length]
  if (applications + talents > 0) log.info('queue.requeued', { applications, talents })
}
