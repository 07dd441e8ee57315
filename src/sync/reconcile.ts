import { announcementRevisions } from '../db/announcements'
import { applicationRevisions } from '../db/applications'
import type { Db } from '../db/client'
import { inquiryRevisions } from '../db/inquiries'
import { jobRevisions } from '../db/jobs'
import { recommendationRevisions } from '../db/recommendations'
import { refusedRevisions } from '../db/sync-states'
import { talentRevisions } from '../db/talents'
import { log } from '../log'
import type { Kintone } from '../services/kintone/client'
import { readByIds, readRevisionPage, recordsPerPage } from '../services/kintone/records'
import { forgetRecords } from './forget-records'
import type { SyncedApp } from './store'
import { storePage } from './store-page'
import type { SyncTools } from './tools'

/**
 * Compares what exists in kintone with what is held, by record number and revision: kintone tells nobody of a deletion,
 * and a change that every other way missed is found here. One call per 500 records, and one per 500 that differ.
 * Says how many were gone. Throws KintoneError.
 */
export async function reconcile(tools: SyncTools, app: SyncedApp): Promise<number> {
  const { database, kintone } = tools
  // Read ours first: a record made between the two reads must not look deleted.
  const { held, removable } = await ours(database.db, app)
  const theirs = await readAllRevisions(kintone, app)
  const gone = removable.filter((recordId) => !theirs.has(recordId))
  const differing = [...theirs].filter(([recordId, revision]) => (held.get(recordId) ?? 0) < revision)
  for (const page of pagesOf(differing)) {
    const recordIds = page.map(([recordId]) => recordId)
    const records = await readByIds(kintone, app, recordIds)
    await storePage(tools, app, records)
  }
  for (const page of pagesOf(gone)) await database.transaction((tx) => forgetRecords(tx, app, page))
  if (gone.length + differing.length > 0)
    log.info('sync.reconciled', { app, deleted: gone.length, reread: differing.length })
  return gone.length
}

function* pagesOf<T>(items: T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += recordsPerPage) yield items.slice(at, at + recordsPerPage)
}

type Ours = { held: Map<number, number>; removable: number[] }

/** What is held, and what was refused, which need not be read again either. */
async function ours(db: Db, app: SyncedApp): Promise<Ours> {
  const [copies, refused] = await Promise.all([copiesOf(db, app), refusedRevisions(db, app)])
  return {
    held: new Map([...copies.held, ...refused]),
    removable: [...new Set([...copies.removable, ...refused.keys()])],
  }
}

async function copiesOf(db: Db, app: SyncedApp): Promise<Ours> {
  if (app === 'job') {
    const { held, published } = await jobRevisions(db)
    return { held, removable: published }
  }
  const held = await revisions[app](db)
  return { held, removable: app === 'talent' || app === 'application' ? [] : [...held.keys()] }
}

const revisions = {
  talent: talentRevisions,
  application: applicationRevisions,
  recommendation: recommendationRevisions,
  inquiry: inquiryRevisions,
  announcement: announcementRevisions,
} satisfies Record<Exclude<SyncedApp, 'job'>, (db: Db) => Promise<Map<number, number>>>

async function readAllRevisions(kintone: Kintone, app: SyncedApp): Promise<Map<number, number>> {
  const found = new Map<number, number>()
  let afterId = 0
  while (true) {
    const page = await readRevisionPage(kintone, app, afterId)
    for (const { recordId, revision } of page) found.set(recordId, revision)
    afterId = page.at(-1)?.recordId ?? afterId
    if (page.length < recordsPerPage) return found
  }
}
