import type { KintoneAppName } from '../config'
import type { Db } from './client'
import { announcements, applications, inquiries, jobs, recommendations, talents } from './schema'

const tables = {
  job: jobs,
  talent: talents,
  application: applications,
  recommendation: recommendations,
  inquiry: inquiries,
  announcement: announcements,
} satisfies Record<KintoneAppName, unknown>

/** About how many records kintone has: rows of deleted ones that are kept count too, refused ones do not. */
export async function countRecords(db: Db, app: KintoneAppName): Promise<number> {
  return db.$count(tables[app])
}
