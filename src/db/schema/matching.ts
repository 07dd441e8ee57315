import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Judged } from '../../matching/judged'
import { instant } from './columns'
import { jobId, talentId, talents } from './records'

// Matching: what cannot be computed anew from jobs and talents at any time.
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
