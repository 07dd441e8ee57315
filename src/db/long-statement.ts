import { sql } from 'drizzle-orm'
import type { Db } from './client'

/**
 * For the rest of a transaction that changes a whole table, which grows with it: its statements may take half an hour
 * instead of a minute. Of 100,000 jobs one takes 45 s on two busy cores, most of it for the index of the search.
 */
export async function allowLongStatements(tx: Db): Promise<void> {
  await tx.execute(sql`set local statement_timeout = '30min'`)
}
