import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ApplicationStatus } from '../../applications/application'
import type { Job } from '../../jobs/job'
import type { Announcement } from '../../notifications/announcement'
import type { Inquiry } from '../../notifications/inquiry'
import type { Bases } from '../../profile/merge'
import type { Talent } from '../../profile/talent'
import { createdAt, instant, updatedAt } from './columns'

// The read model of kintone. `revision` is kintone's; a row written here first has none until kintone answered.
export const jobs = pgTable(
  'jobs',
  {
    id: text().primaryKey(),
    recordId: bigint('record_id', { mode: 'number' }).notNull(),
    revision: integer().notNull(),
    isOpen: boolean('is_open').notNull(),
    isPublished: boolean('is_published').notNull(),
    deadline: date(),
    publishedOn: date('published_on'),
    job: jsonb().$type<Job>().notNull(),
    /** Taken from one sequence at every change, so that a catalogue can ask what is new since its version. */
    version: bigint({ mode: 'number' }).notNull().default(sql`nextval('change_versions')`),
    syncedAt: instant('synced_at').notNull().defaultNow(),
    /** What can be searched, see jobs/search-text.ts; null until a portal that knows of it has written the row. */
    searchText: text('search_text'),
    searchTerms: text('search_terms').array(),
  },
  (t) => [
    index('jobs_version_index').on(t.version),
    index('jobs_record_id_index').on(t.recordId),
    index('jobs_search_terms_index').using('gin', t.searchTerms),
  ],
)

export const talents = pgTable(
  'talents',
  {
    /** auth_user_id. */
    id: text().primaryKey(),
    recordId: bigint('record_id', { mode: 'number' }),
    revision: integer(),
    talent: jsonb().$type<Talent>().notNull(),
    /** Counts changes of the content from either side; scores are cached by it. */
    version: integer().notNull().default(1),
    /** Fields the candidate changed that kintone has not acknowledged: field name → version of its last change. */
    unsentFields: jsonb('unsent_fields').$type<Record<string, number>>().notNull().default({}),
    /** Of each unsent field what kintone may hold without staff having touched it; see profile/merge.ts. */
    bases: jsonb().$type<Bases>().notNull().default({}),
    /** Unsent fields that staff changed too, with staff's value: nothing is sent of them until the candidate chose. */
    conflicts: jsonb().$type<Partial<Talent>>().notNull().default({}),
    /** kintone's code when it refused the last write for good; null when all is well. */
    refusal: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index('talents_record_id_index').on(t.recordId)],
)

export const applications = pgTable(
  'applications',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** 応募キー: `<auth_user_id>:<案件ID>`, one application per talent and job for ever. */
    key: text().notNull().unique(),
    talentId: text('talent_id').notNull(),
    jobId: text('job_id').notNull(),
    jobTitle: text('job_title').notNull(),
    status: text().$type<ApplicationStatus>().notNull(),
    declineReason: text('decline_reason').notNull().default(''),
    nextAction: text('next_action').notNull().default(''),
    answerDueOn: date('answer_due_on'),
    interviewAt: instant('interview_at'),
    message: text().notNull().default(''),
    /** Why the candidate withdrew or turned the job down. */
    withdrawalReason: text('withdrawal_reason').notNull().default(''),
    /** The candidate wanted out, and staff had decided before that reached them: the decision stands. */
    isOvertaken: boolean('is_overtaken').notNull().default(false),
    recordId: bigint('record_id', { mode: 'number' }),
    revision: integer(),
    /** True from the candidate's action until kintone acknowledged it. */
    isUnsent: boolean('is_unsent').notNull().default(false),
    /** Counts the candidate's own actions, so that an answer to an older write is recognised. */
    version: integer().notNull().default(1),
    refusal: text(),
    appliedAt: instant('applied_at').notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('applications_talent_id_index').on(t.talentId, t.appliedAt),
    check('applications_key_check', sql`${t.key} = ${t.talentId} || ':' || ${t.jobId}`),
  ],
)

export const applicationEvents = pgTable(
  'application_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    applicationId: uuid('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    status: text().$type<ApplicationStatus>().notNull(),
    occurredAt: instant('occurred_at').notNull(),
  },
  (t) => [index('application_events_application_id_index').on(t.applicationId, t.occurredAt)],
)

export const recommendations = pgTable(
  'recommendations',
  {
    talentId: text('talent_id').notNull(),
    jobId: text('job_id').notNull(),
    recordId: bigint('record_id', { mode: 'number' }).notNull(),
    revision: integer().notNull(),
    isStaffPick: boolean('is_staff_pick').notNull(),
    staffComment: text('staff_comment').notNull().default(''),
    /** Hash of the fields that the portal wrote last; null where it has written none. */
    contentHash: text('content_hash'),
  },
  (t) => [
    primaryKey({ columns: [t.talentId, t.jobId] }),
    index('recommendations_record_id_index').on(t.recordId),
    index('recommendations_job_id_index').on(t.jobId),
    // Every list asks for the picks, which are few among a talent's records.
    index('recommendations_picks_index').on(t.talentId).where(sql`${t.isStaffPick}`),
  ],
)

export const inquiries = pgTable(
  'inquiries',
  {
    recordId: bigint('record_id', { mode: 'number' }).primaryKey(),
    revision: integer().notNull(),
    /** '' where staff noted it without an account. */
    talentId: text('talent_id').notNull(),
    receivedAt: instant('received_at'),
    inquiry: jsonb().$type<Inquiry>().notNull(),
  },
  (t) => [index('inquiries_talent_id_index').on(t.talentId)],
)

export const announcements = pgTable('announcements', {
  recordId: bigint('record_id', { mode: 'number' }).primaryKey(),
  revision: integer().notNull(),
  startsOn: date('starts_on'),
  endsOn: date('ends_on'),
  announcement: jsonb().$type<Announcement>().notNull(),
})

/** The job a row is about, and goes with. */
export const jobId = () =>
  text('job_id')
    .notNull()
    .references(() => jobs.id, { onDelete: 'cascade' })

/** The talent a row is about, and goes with. */
export const talentId = () =>
  text('talent_id')
    .notNull()
    .references(() => talents.id, { onDelete: 'cascade' })
