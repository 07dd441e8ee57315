import { readById } from '../services/kintone/records'
import { forgetRecords } from './forget-records'
import type { SyncedApp } from './store'
import { storePage } from './store-page'
import type { SyncTools } from './tools'

/**
 * Reads one record again because a webhook spoke of it: what the webhook said of it is not believed. Repeated, doubled
 * and late notices find the same record, and the newest revision wins. Throws KintoneError.
 */
export async function rereadRecord(
  tools: SyncTools,
  { app, recordId }: { app: SyncedApp; recordId: number },
): Promise<void> {
  const { database, kintone } = tools
  const raw = await readById(kintone, app, recordId)
  if (raw !== null) return storePage(tools, app, [raw])
  await database.transaction((tx) => forgetRecords(tx, app, [recordId]))
}
