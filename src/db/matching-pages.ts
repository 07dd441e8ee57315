import { asc, eq, gt, inArray } from 'drizzle-orm'
import type { Db } from './client'
import type { EvaluationRow } from './evaluations'
import type { FeedbackRow } from './match-answers'
import { evaluations, matchFeedback, matchingStates, talents } from './schema'
import type { TalentRow } from './talents'

/** A talent as matching across all of them needs it. */
export type MatchedTalent = {
  talent: TalentRow
  /** Score by the rules of the last job that was evaluated; null when there was room for more. */
  floorScore: number | null
}

/** Talents of the ids after this one, in their order. */
export async function talentsAfter(db: Db, afterId: string, limit: number): Promise<MatchedTalent[]> {
  return db
    .select({ talent: talents, floorScore: matchingStates.floorScore })
    .from(talents)
    .leftJoin(matchingStates, eq(matchingStates.talentId, talents.id))
    .where(gt(talents.id, afterId))
    .orderBy(asc(talents.id))
    .limit(limit)
}

export async function talentIdsAfter(db: Db, afterId: string, limit: number): Promise<string[]> {
  const { id } = talents
  const rows = await db.select({ id }).from(talents).where(gt(id, afterId)).orderBy(asc(id)).limit(limit)
  return rows.map((row) => row.id)
}

/** What a model said of these jobs and anybody. */
export async function evaluationsOfJobs(db: Db, jobIds: string[]): Promise<EvaluationRow[]> {
  if (jobIds.length === 0) return []
  return db.select().from(evaluations).where(inArray(evaluations.jobId, jobIds))
}

/** What anybody thinks of these jobs as a match. */
export async function feedbackOnJobs(db: Db, jobIds: string[]): Promise<FeedbackRow[]> {
  if (jobIds.length === 0) return []
  return db.select().from(matchFeedback).where(inArray(matchFeedback.jobId, jobIds))
}
