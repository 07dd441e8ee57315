import { sql } from 'drizzle-orm'
import type { KintoneAppName } from '../config'
import type { Db } from './client'
import { lockJobs } from './jobs'
import { allowLongStatements } from './long-statement'

/**
 * Makes every stored row of an app older than kintone's record, so that the next time it is read it replaces the row
 * even at the revision it had. What the candidate changed and kintone has not got is merged as ever. Rows are locked in
 * the order in which the sync locks them.
 */
export async function forgetRevisions(tx: Db, app: KintoneAppName): Promise<void> {
  await allowLongStatements(tx)
  if (app === 'job') await lockJobs(tx)
  await tx.execute(statements[app])
}

/**
 * Null where the portal writes the record: a write then looks it up and merges before it sends. 0 would be sent as the
 * revision expected.
 */
const statements = {
  job: sql`update jobs set revision = 0`,
  talent: sql`with locked as (select id from talents order by id for update)
    update talents set revision = null from locked where talents.id = locked.id`,
  application: sql`with locked as (select key from applications order by key for update)
    update applications set revision = null from locked where applications.key = locked.key`,
  recommendation: sql`with locked as (select talent_id, job_id from recommendations order by record_id for update)
    update recommendations set revision = 0 from locked
    where recommendations.talent_id = locked.talent_id and recommendations.job_id = locked.job_id`,
  inquiry: sql`with locked as (select record_id from inquiries order by record_id for update)
    update inquiries set revision = 0 from locked where inquiries.record_id = locked.record_id`,
  announcement: sql`with locked as (select record_id from announcements order by record_id for update)
    update announcements set revision = 0 from locked where announcements.record_id = locked.record_id`,
} satisfies Record<KintoneAppName, unknown>
