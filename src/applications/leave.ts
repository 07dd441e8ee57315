import { departApplication, findApplication, lockApplication } from '../db/applications'
import type { Database } from '../db/client'
import { queueLetter } from '../mail/queue-letter'
import type { Queue } from '../queue/queue'
import { type ApplicationStatus, type Departure, departureFrom } from './application'

export type LeaveOutcome =
  | { outcome: 'left'; departure: Departure }
  /** The selection went on since the page was shown: this would be another way out than the one that was asked for. */
  | { outcome: 'moved-on'; departure: Departure }
  | { outcome: 'not-possible'; status: ApplicationStatus }
  | { outcome: 'not-found' }

type Wish = { talentId: string; applicationId: string; departure: Departure; reason: string }

/**
 * 応募取消 or 辞退: the row, its way into kintone and the letter are one transaction. What staff decided before kintone
 * hears of it stands; see send-application.ts.
 */
export async function leave(
  tools: { database: Database; queue: Queue },
  { talentId, applicationId, departure, reason }: Wish,
  now: Date,
): Promise<LeaveOutcome> {
  return tools.database.transaction(async (tx): Promise<LeaveOutcome> => {
    const found = await findApplication(tx, applicationId, talentId)
    const row = found && (await lockApplication(tx, { id: found.id }))
    if (row === null) return { outcome: 'not-found' }
    const possible = departureFrom(row.status)
    if (possible === null) return { outcome: 'not-possible', status: row.status }
    if (possible !== departure) return { outcome: 'moved-on', departure: possible }
    const left = await departApplication(tx, row, { departure, reason, now })
    await tools.queue.send(tx, 'application-write', { applicationId: row.id }, { key: row.id })
    const occasion = String(left.version)
    await queueLetter({ ...tools, tx }, { kind: 'application-withdrawn', userId: talentId, aboutId: row.id, occasion })
    return { outcome: 'left', departure }
  })
}
