import { type RawRecord, readPage, recordsPerPage } from '../services/kintone/records'
import type { SyncedApp } from './store'
import { storePage } from './store-page'
import type { SyncTools } from './tools'

/**
 * Stores what changed since an ISO instant, or everything, and says how many records that was. The next page is read
 * while the one before it is stored. Throws KintoneError.
 */
export async function loadChanges(tools: SyncTools, app: SyncedApp, changedSince: string | null): Promise<number> {
  const read = (afterId: number) => readPage(tools.kintone, app, { afterId, changedSince })
  let count = 0
  let pending: ReturnType<typeof read> | null = read(0)
  while (pending !== null) {
    const page: RawRecord[] = await pending
    const last = page.length < recordsPerPage ? undefined : page.at(-1)
    pending = last === undefined ? null : read(last.recordId)
    // Whatever becomes of it when this page cannot be stored, it is not waited for then.
    pending?.catch(() => undefined)
    await storePage(tools, app, page)
    count += page.length
  }
  return count
}
