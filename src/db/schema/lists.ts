import { sql } from 'drizzle-orm'
import { check, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { userId } from './auth'
import { createdAt, instant } from './columns'
import { jobId } from './records'

// What candidates keep for themselves of the list; kintone hears nothing of it.
/** 気になる. */
export const bookmarks = pgTable('bookmarks', { userId: userId(), jobId: jobId(), createdAt: createdAt() }, (t) => [
  primaryKey({ columns: [t.userId, t.jobId] }),
])

/** 興味なし: left out of the candidate's list. */
export const hiddenJobs = pgTable('hidden_jobs', { userId: userId(), jobId: jobId(), createdAt: createdAt() }, (t) => [
  primaryKey({ columns: [t.userId, t.jobId] }),
])

/** 最近見た案件: when the candidate last opened a job. */
export const jobViews = pgTable(
  'job_views',
  { userId: userId(), jobId: jobId(), viewedAt: instant('viewed_at').notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.jobId] })],
)

/** 保存した条件. */
export const savedSearches = pgTable(
  'saved_searches',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: userId(),
    name: text().notNull(),
    /** The list's address after the question mark, as writeFilters writes it. */
    query: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('saved_searches_name_unique').on(t.userId, t.name),
    check('saved_searches_name_check', sql`char_length(${t.name}) between 1 and 60`),
    check('saved_searches_query_check', sql`char_length(${t.query}) between 1 and 4000`),
  ],
)
