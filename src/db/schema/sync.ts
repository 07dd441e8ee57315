import { bigint, date, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from './columns'

// How the sync with kintone goes.
/** Where the delta sync of each kintone app stands. */
export const syncStates = pgTable('sync_states', {
  app: text().primaryKey(),
  /** When the last complete run began. */
  seenUntil: instant('seen_until'),
  fullLoadedAt: instant('full_loaded_at'),
  reconciledAt: instant('reconciled_at'),
  /** The error of the last run, when it failed; null after one that succeeded. */
  failure: text(),
  failedAt: instant('failed_at'),
})

/** Calls to kintone per app and kintone's day, which begins at 09:00 in Tokyo: the date in UTC. */
export const kintoneCalls = pgTable(
  'kintone_calls',
  {
    app: text().notNull(),
    day: date().notNull(),
    calls: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.app, t.day] })],
)

/** Records that failed their check or the legal gate; kept out of the portal, for staff and operators to mend. */
export const refusedRecords = pgTable(
  'refused_records',
  {
    app: text().notNull(),
    recordId: bigint('record_id', { mode: 'number' }).notNull(),
    revision: integer().notNull(),
    problems: jsonb().$type<string[]>().notNull(),
    seenAt: instant('seen_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.app, t.recordId] })],
)
