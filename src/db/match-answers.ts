import { and, asc, eq, sql } from 'drizzle-orm'
import { closedAmong } from './account-closures'
import type { Db } from './client'
import { matchFeedback, skippedQuestions } from './schema'

export type FeedbackRow = typeof matchFeedback.$inferSelect

/** Characters of a reason. */
export const longestReason = 1_000

/** What a talent thinks of one match; null before a word. */
export async function findFeedback(db: Db, talentId: string, jobId: string): Promise<FeedbackRow | null> {
  const isPair = and(eq(matchFeedback.talentId, talentId), eq(matchFeedback.jobId, jobId))
  const [row] = await db.select().from(matchFeedback).where(isPair).limit(1)
  return row ?? null
}

/** What a talent thinks of their matches, oldest first. */
export async function feedbackOf(db: Db, talentId: string): Promise<FeedbackRow[]> {
  return db.select().from(matchFeedback).where(eq(matchFeedback.talentId, talentId)).orderBy(asc(matchFeedback.givenAt))
}

/** A later word on the same job replaces the one before. False for an account that was closed meanwhile. */
export async function saveFeedback(tx: Db, row: FeedbackRow): Promise<boolean> {
  if ((await closedAmong(tx, [row.talentId])).size > 0) return false
  const set = {
    isHelpful: sql`excluded.is_helpful`,
    reason: sql`excluded.reason`,
    score: sql`excluded.score`,
    engine: sql`excluded.engine`,
    givenAt: sql`excluded.given_at`,
  }
  const target = [matchFeedback.talentId, matchFeedback.jobId]
  await tx.insert(matchFeedback).values(row).onConflictDoUpdate({ target, set })
  return true
}

export async function skippedQuestionsOf(db: Db, talentId: string): Promise<{ question: string; skippedAt: Date }[]> {
  const { question, skippedAt } = skippedQuestions
  return db.select({ question, skippedAt }).from(skippedQuestions).where(eq(skippedQuestions.talentId, talentId))
}

export async function skipQuestion(db: Db, row: { talentId: string; question: string; skippedAt: Date }) {
  await db.insert(skippedQuestions).values(row).onConflictDoNothing()
}
