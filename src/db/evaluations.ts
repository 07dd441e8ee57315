import { and, eq, inArray, sql } from 'drizzle-orm'
import { closedAmong } from './account-closures'
import type { Db } from './client'
import { evaluations, matchingStates } from './schema'

export type EvaluationRow = typeof evaluations.$inferSelect

/** What a model said of a talent and any job. */
export async function evaluationsOf(db: Db, talentId: string): Promise<EvaluationRow[]> {
  return db.select().from(evaluations).where(eq(evaluations.talentId, talentId))
}

/** The same of one job; null when it was not evaluated. */
export async function findEvaluation(db: Db, talentId: string, jobId: string): Promise<EvaluationRow | null> {
  const isPair = and(eq(evaluations.talentId, talentId), eq(evaluations.jobId, jobId))
  const [row] = await db.select().from(evaluations).where(isPair).limit(1)
  return row ?? null
}

/** Stores evaluations of one talent and tells whoever shows them; nothing of an account that was closed meanwhile. */
export async function saveEvaluations(tx: Db, talentId: string, rows: EvaluationRow[]): Promise<void> {
  if (rows.length === 0 || (await closedAmong(tx, [talentId])).size > 0) return
  const set = {
    judgements: sql`excluded.judgements`,
    model: sql`excluded.model`,
    promptVersion: sql`excluded.prompt_version`,
    talentVersion: sql`excluded.talent_version`,
    jobVersion: sql`excluded.job_version`,
    evaluatedAt: sql`excluded.evaluated_at`,
  }
  await tx
    .insert(evaluations)
    .values(rows)
    .onConflictDoUpdate({ target: [evaluations.talentId, evaluations.jobId], set })
  await countChange(tx, talentId)
}

/** All of a talent, or those of some jobs. */
export async function deleteEvaluations(tx: Db, talentId: string, jobIds?: string[]): Promise<void> {
  if (jobIds?.length === 0) return
  const ofJobs = jobIds === undefined ? undefined : inArray(evaluations.jobId, jobIds)
  const deleted = await tx
    .delete(evaluations)
    .where(and(eq(evaluations.talentId, talentId), ofJobs))
    .returning({ jobId: evaluations.jobId })
  if (deleted.length > 0) await countChange(tx, talentId)
}

async function countChange(tx: Db, talentId: string): Promise<void> {
  const set = { evaluationVersion: sql`${matchingStates.evaluationVersion} + 1` }
  await tx
    .insert(matchingStates)
    .values({ talentId, evaluationVersion: 1 })
    .onConflictDoUpdate({ target: matchingStates.talentId, set })
}
