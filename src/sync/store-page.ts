import { databaseCode } from '../db/errors'
import type { RawRecord } from '../services/kintone/records'
import { refuseRecord, type SyncedApp, storeRecords } from './store'
import type { SyncTools } from './tools'

/** A value that no column takes (a NUL in a text, a date no calendar has), or one too long for an index. */
const unstorable = /^(22|54)/

/**
 * Stores one page of records in a transaction of its own. A record that passed every check and that the database will
 * not take all the same is searched for by halves, noted and kept out: it must not keep an app from being read for ever.
 */
export async function storePage(
  tools: Pick<SyncTools, 'database' | 'queue'>,
  app: SyncedApp,
  page: RawRecord[],
): Promise<void> {
  const { database, queue } = tools
  const [first] = page
  if (first === undefined) return
  try {
    await database.transaction((tx) => storeRecords({ tx, queue }, app, page))
  } catch (error) {
    const code = databaseCode(error)
    if (code === null || !unstorable.test(code)) throw error
    if (page.length === 1) return database.transaction((tx) => refuseRecord(tx, app, first, problemOf(code)))
    const middle = Math.ceil(page.length / 2)
    await storePage(tools, app, page.slice(0, middle))
    await storePage(tools, app, page.slice(middle))
  }
}

const problemOf = (code: string) => `the database does not take it (${code})`
