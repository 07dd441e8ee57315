import { deleteAnnouncements } from '../db/announcements'
import type { Db } from '../db/client'
import { deleteInquiries } from '../db/inquiries'
import { lockJobs, retireJobs } from '../db/jobs'
import { deleteRecommendations } from '../db/recommendations'
import { deleteRefusals } from '../db/sync-states'
import type { SyncedApp } from './store'

/**
 * Takes out what kintone no longer has. A job is closed and stays, because applications speak of it; talents and
 * applications outlive their records: an account stays until it is closed, a history is never cut.
 */
export async function forgetRecords(tx: Db, app: SyncedApp, recordIds: number[]): Promise<void> {
  await deleteRefusals(tx, app, recordIds)
  switch (app) {
    case 'job':
      await lockJobs(tx)
      return retireJobs(tx, recordIds)
    case 'recommendation':
      return deleteRecommendations(tx, recordIds)
    case 'inquiry':
      return deleteInquiries(tx, recordIds)
    case 'announcement':
      return deleteAnnouncements(tx, recordIds)
    case 'talent':
    case 'application':
      return
  }
}
