import type { KintoneAppName } from '../config'
import { storeAnnouncements } from '../db/announcements'
import { storeApplications } from '../db/applications'
import type { Db } from '../db/client'
import { storeInquiries } from '../db/inquiries'
import { lockJobs, retireUnreadable, type SyncedJob, storeJobs } from '../db/jobs'
import { storeRecommendations } from '../db/recommendations'
import { type RefusedRecord, saveRefusals } from '../db/sync-states'
import { storeTalents } from '../db/talents'
import { missingLegalItems } from '../jobs/job'
import { searchEntry } from '../jobs/search-text'
import { log } from '../log'
import type { Queue } from '../queue/queue'
import { readAnnouncement } from '../services/kintone/announcement-record'
import { readApplication } from '../services/kintone/application-record'
import { MalformedRecord } from '../services/kintone/fields'
import { readInquiry } from '../services/kintone/inquiry-record'
import { readJob } from '../services/kintone/job-record'
import { readRecommendation } from '../services/kintone/recommendation-record'
import type { RawRecord } from '../services/kintone/records'
import { readTalent } from '../services/kintone/talent-record'

/** The apps that are copied, in an order in which what is referred to comes first. */
export const syncedApps = [
  'job',
  'talent',
  'application',
  'recommendation',
  'inquiry',
  'announcement',
] as const satisfies KintoneAppName[]
export type SyncedApp = (typeof syncedApps)[number]

/** Where records go; `queue`: and what follows from them. */
export type Destination = { tx: Db; queue?: Queue | undefined }

/** Stores one page of records of an app. A record that fails its check is noted and kept out; the others go in. */
export async function storeRecords(into: Destination, app: SyncedApp, page: RawRecord[]): Promise<void> {
  await noteRefusals(into.tx, app, page, await stores[app](into.tx, page, into.queue))
}

/** Keeps a record out, and says why. */
export async function refuseRecord(tx: Db, app: SyncedApp, raw: RawRecord, problem: string): Promise<void> {
  if (app === 'job') await lockJobs(tx)
  if (app === 'job') await retireUnreadable(tx, [raw])
  await noteRefusals(tx, app, [raw], [refusal(app, raw, [problem])])
}

async function noteRefusals(tx: Db, app: SyncedApp, page: RawRecord[], refused: RefusedRecord[]): Promise<void> {
  const recordIds = page.map((raw) => raw.recordId)
  await saveRefusals(tx, app, recordIds, refused)
  for (const { recordId, problems } of refused) log.warn('sync.record-refused', { app, recordId, problems })
}

const stores: Record<SyncedApp, (tx: Db, page: RawRecord[], queue?: Queue) => Promise<RefusedRecord[]>> = {
  job: async (tx, page) => {
    const { good, refused } = readAll('job', page, readJob)
    const rows = good.map(({ raw, value }) => ({
      recordId: raw.recordId,
      revision: raw.revision,
      job: value,
      search: searchEntry(value),
    }))
    await lockJobs(tx)
    await storeJobs(
      tx,
      unique(rows, (row) => row.job.id),
    )
    // What it said while it could be read no longer holds.
    await retireUnreadable(tx, refused)
    return [...refused, ...legalRefusals(rows)]
  },
  talent: async (tx, page) => {
    const { good, refused } = readAll('talent', page, readTalent)
    const rows = good.map(({ raw, value }) => ({ recordId: raw.recordId, revision: raw.revision, talent: value }))
    await storeTalents(
      tx,
      unique(rows, (row) => row.talent.id),
    )
    return refused
  },
  application: async (tx, page) => {
    const { good, refused } = readAll('application', page, readApplication)
    const rows = good.map(({ raw, value: { createdAt, ...application } }) => {
      const updatedAt = new Date(raw.updatedAt)
      return {
        ...application,
        recordId: raw.recordId,
        revision: raw.revision,
        appliedAt: createdAt ?? updatedAt,
        updatedAt,
      }
    })
    const [sound, mismatched] = partition(rows, (row) => row.key === `${row.talentId}:${row.jobId}`)
    await storeApplications(
      tx,
      unique(sound, (row) => row.key),
    )
    const mismatches = mismatched.map((row) =>
      refusal('application', row, ['応募キー: does not name this talent and job']),
    )
    return [...refused, ...mismatches]
  },
  recommendation: async (tx, page, queue) => {
    const { good, refused } = readAll('recommendation', page, readRecommendation)
    const rows = good.map(({ raw, value }) => ({ ...value, recordId: raw.recordId, revision: raw.revision }))
    // Another key would let two records speak of one pair, and the portal writes by the key.
    const [sound, mismatched] = partition(rows, (row) => row.key === `${row.talentId}:${row.jobId}`)
    const changed = await storeRecommendations(
      tx,
      unique(sound, (row) => row.key).map(({ key: _, ...row }) => row),
    )
    for (const talentId of changed) await queue?.send(tx, 'recommend', { talentId }, { key: talentId })
    const mismatches = mismatched.map((row) =>
      refusal('recommendation', row, ['推薦キー: does not name this talent and job']),
    )
    return [...refused, ...mismatches]
  },
  inquiry: async (tx, page) => {
    const { good, refused } = readAll('inquiry', page, readInquiry)
    await storeInquiries(
      tx,
      good.map(({ raw, value }) => ({ ...value, recordId: raw.recordId, revision: raw.revision })),
    )
    return refused
  },
  announcement: async (tx, page) => {
    const { good, refused } = readAll('announcement', page, readAnnouncement)
    await storeAnnouncements(
      tx,
      good.map(({ raw, value }) => ({ recordId: raw.recordId, revision: raw.revision, announcement: value })),
    )
    return refused
  },
}

function readAll<T>(app: SyncedApp, page: RawRecord[], read: (record: unknown) => T) {
  const good: { raw: RawRecord; value: T }[] = []
  const refused: RefusedRecord[] = []
  for (const raw of page) {
    try {
      good.push({ raw, value: read(raw.record) })
    } catch (error) {
      if (!(error instanceof MalformedRecord)) throw error
      refused.push(refusal(app, raw, error.problems))
    }
  }
  return { good, refused }
}

/** A job that is open and published but lacks an item the law asks for: stored, never listed, shown to staff. */
function legalRefusals(rows: SyncedJob[]): RefusedRecord[] {
  return rows.flatMap((row) => {
    const missing = missingLegalItems(row.job)
    return row.job.isOpen && row.job.isPublished && missing.length > 0 ? [refusal('job', row, missing)] : []
  })
}

const refusal = (
  app: SyncedApp,
  row: { recordId: number | null; revision: number | null },
  problems: string[],
): RefusedRecord => ({
  app,
  recordId: row.recordId ?? 0,
  revision: row.revision ?? 0,
  problems,
})

/** One statement cannot write a row twice: of two records with one key the later record counts. */
function unique<T>(rows: T[], keyOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}

function partition<T>(rows: T[], isGood: (row: T) => boolean): [T[], T[]] {
  return [rows.filter(isGood), rows.filter((row) => !isGood(row))]
}
