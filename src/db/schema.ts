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
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ApplicationStatus } from '../applications/application'
import type { Job } from '../jobs/job'
import type { Judged } from '../matching/judged'
import type { Announcement } from '../notifications/announcement'
import type { Inquiry } from '../notifications/inquiry'
import type { Bases } from '../profile/merge'
import type { Talent } from '../profile/talent'

const instant = (name: string) => timestamp(name, { withTimezone: true })
const createdAt = () => instant('created_at').notNull().defaultNow()
const updatedAt = () => instant('updated_at').notNull().defaultNow()

// Accounts: the tables Better Auth owns. It reads and writes them through its drizzle adapter.
export const users = pgTable('users', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text(),
  familyName: text('family_name').notNull(),
  givenName: text('given_name').notNull(),
  phone: text().notNull().default(''),
  wantsMail: boolean('wants_mail').notNull().default(false),
  /** The version of 利用規約 and プライバシーポリシー agreed to last; the consents tell when and from where. */
  termsVersion: text('terms_version').notNull(),
  twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
})

const userId = () =>
  text('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey(),
    expiresAt: instant('expires_at').notNull(),
    token: text().notNull().unique(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: userId(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index('sessions_user_id_index').on(t.userId)],
)

export const accounts = pgTable(
  'accounts',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: userId(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text(),
    password: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index('accounts_user_id_index').on(t.userId)],
)

export const verifications = pgTable(
  'verifications',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index('verifications_identifier_index').on(t.identifier)],
)

export const passkeys = pgTable(
  'passkeys',
  {
    id: text().primaryKey(),
    name: text(),
    publicKey: text('public_key').notNull(),
    userId: userId(),
    credentialID: text('credential_id').notNull().unique(),
    counter: integer().notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text(),
    aaguid: text(),
    createdAt: createdAt(),
  },
  (t) => [index('passkeys_user_id_index').on(t.userId)],
)

/** The secret and the recovery codes are encrypted by Better Auth. */
export const twoFactors = pgTable(
  'two_factors',
  {
    id: text().primaryKey(),
    secret: text().notNull(),
    backupCodes: text('backup_codes').notNull(),
    userId: userId(),
    verified: boolean().notNull().default(true),
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: instant('locked_until'),
  },
  (t) => [index('two_factors_user_id_index').on(t.userId)],
)

// Accounts: what is ours.
/** What a person agreed to or withdrew, newest last; rows are only added. */
export const consents = pgTable(
  'consents',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: userId(),
    kind: text().$type<'terms' | 'privacy' | 'mail' | 'ai'>().notNull(),
    isGranted: boolean('is_granted').notNull(),
    /** The version of the text that was shown. */
    version: text().notNull(),
    occurredAt: instant('occurred_at').notNull().defaultNow(),
    /** Keyed hash of the client's address: proves that two consents came from one place, tells no address. */
    addressHash: text('address_hash').notNull(),
  },
  (t) => [index('consents_user_id_index').on(t.userId, t.id)],
)

/** A change of address under way: done when both addresses confirmed it. One per account, the newest counts. */
export const emailChanges = pgTable('email_changes', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** Named in both links, so that a newer request makes the older links worthless. */
  id: uuid().notNull().defaultRandom(),
  newEmail: text('new_email').notNull(),
  oldConfirmedAt: instant('old_confirmed_at'),
  newConfirmedAt: instant('new_confirmed_at'),
  expiresAt: instant('expires_at').notNull(),
  createdAt: createdAt(),
})

/** What is left of a closed account: enough to finish in kintone, to send the receipt and to keep the record away. */
export const accountClosures = pgTable('account_closures', {
  /** auth_user_id of the account that was. */
  talentId: text('talent_id').primaryKey(),
  /** Where the receipt goes; cleared when it is queued. */
  email: text(),
  reason: text().notNull(),
  comment: text().notNull().default(''),
  requestedAt: instant('requested_at').notNull(),
  /** Whether staff were told of it in 問い合わせ. */
  isReported: boolean('is_reported').notNull().default(false),
  /** When kintone held nothing personal any more. */
  completedAt: instant('completed_at'),
  /** When that was looked at again, after every write that was under way had long ended. */
  verifiedAt: instant('verified_at'),
  /** kintone's code when it refused the deletion. */
  refusal: text(),
})

/** Rate limits that hold across instances; see http/rate-limit.ts. */
export const limits = pgTable(
  'limits',
  {
    key: text().primaryKey(),
    /** Theoretical arrival time (GCRA): the key is unburdened once it is past. */
    freeAt: instant('free_at').notNull(),
  },
  (t) => [index('limits_free_at_index').on(t.freeAt)],
)

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

// What candidates keep for themselves of the list; kintone hears nothing of it.
const jobId = () =>
  text('job_id')
    .notNull()
    .references(() => jobs.id, { onDelete: 'cascade' })

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

// Matching: what cannot be computed anew from jobs and talents at any time.
const talentId = () =>
  text('talent_id')
    .notNull()
    .references(() => talents.id, { onDelete: 'cascade' })

/** What a model said of a talent and a job; see matching/evaluate.ts. */
export const evaluations = pgTable(
  'evaluations',
  {
    talentId: talentId(),
    jobId: jobId(),
    judgements: jsonb().$type<Judged[]>().notNull(),
    model: text().notNull(),
    promptVersion: text('prompt_version').notNull(),
    /** The contents for which the judgements were last found to hold: talents.version and jobs.version. */
    talentVersion: integer('talent_version').notNull(),
    jobVersion: bigint('job_version', { mode: 'number' }).notNull(),
    /** When the newest of the judgements was made. */
    evaluatedAt: instant('evaluated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.talentId, t.jobId] }), index('evaluations_job_id_index').on(t.jobId)],
)

/** How far matching is with each talent. */
export const matchingStates = pgTable('matching_states', {
  talentId: text('talent_id')
    .primaryKey()
    .references(() => talents.id, { onDelete: 'cascade' }),
  /** Counts changes of the talent's evaluations; what is shown of them is cached by it. */
  evaluationVersion: integer('evaluation_version').notNull().default(0),
  /** talents.version that the evaluations were completed for; null or another one: they are due. */
  talentVersion: integer('talent_version'),
  /** Engine, prompt and model they were completed with. */
  madeBy: text('made_by').notNull().default(''),
  /** Score by the rules of the last job that was evaluated; null when there was room for more. */
  floorScore: integer('floor_score'),
  /** Tries in a row that failed, and when to try again. */
  failures: integer().notNull().default(0),
  retryAt: instant('retry_at'),
  evaluatedAt: instant('evaluated_at'),
})

/** What matching has seen of a table that counts its changes: the version up to which it is done. */
export const matchingCursors = pgTable('matching_cursors', {
  name: text().primaryKey(),
  version: bigint({ mode: 'number' }).notNull(),
})

/** What Gemini was asked and what that cost, per day in Tokyo. */
export const geminiSpend = pgTable('gemini_spend', {
  day: date().primaryKey(),
  calls: integer().notNull().default(0),
  promptTokens: bigint('prompt_tokens', { mode: 'number' }).notNull().default(0),
  answerTokens: bigint('answer_tokens', { mode: 'number' }).notNull().default(0),
  /** Millionths of a yen, with what is set aside for calls under way. */
  microYen: bigint('micro_yen', { mode: 'number' }).notNull().default(0),
})

/** 「参考になった / 違う」: what a candidate thinks of a match, for staff. */
export const matchFeedback = pgTable(
  'match_feedback',
  {
    talentId: talentId(),
    jobId: jobId(),
    isHelpful: boolean('is_helpful').notNull(),
    reason: text().notNull().default(''),
    /** What the page said when it was given. */
    score: integer(),
    engine: text().notNull(),
    givenAt: instant('given_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.talentId, t.jobId] }),
    check('match_feedback_reason_check', sql`char_length(${t.reason}) <= 1000`),
  ],
)

/** Questions of the list that a candidate put off. */
export const skippedQuestions = pgTable(
  'skipped_questions',
  { talentId: talentId(), question: text().notNull(), skippedAt: instant('skipped_at').notNull() },
  (t) => [primaryKey({ columns: [t.talentId, t.question] })],
)

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

/** One row per letter that was or will be sent: the key makes a letter unique whatever is retried. */
export const letters = pgTable('letters', {
  /** e.g. `application-received:<application id>:1` */
  key: text().primaryKey(),
  kind: text().notNull(),
  userId: text('user_id').notNull(),
  /** What the letter is about, e.g. an application's id; '' where the user says it all. */
  aboutId: text('about_id').notNull().default(''),
  /** Where it goes when that is not the account's address; cleared when it is sent. */
  recipient: text(),
  createdAt: createdAt(),
  sentAt: instant('sent_at'),
  /** SES's code when it refused the letter for good. */
  refusal: text(),
})
