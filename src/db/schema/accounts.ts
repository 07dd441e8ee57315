import { bigint, boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { userId, users } from './auth'
import { createdAt, instant } from './columns'

// What is ours of an account.
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
