import { and, asc, eq, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Db } from './client'
import { matchingStates, talents } from './schema'

export type MatchingState = typeof matchingStates.$inferSelect

/** Null before a talent was first evaluated. */
export async function findMatchingState(db: Db, talentId: string): Promise<MatchingState | null> {
  const [row] = await db.select().from(matchingStates).where(eq(matchingStates.talentId, talentId)).limit(1)
  return row ?? null
}

/** How far evaluating went; the version of what is shown is counted by db/evaluations.ts alone. */
export async function saveMatchingState(
  tx: Db,
  talentId: string,
  progress: Partial<Omit<MatchingState, 'talentId' | 'evaluationVersion'>>,
): Promise<void> {
  await tx
    .insert(matchingStates)
    .values({ talentId, ...progress })
    .onConflictDoUpdate({ target: matchingStates.talentId, set: progress })
}

/** While a new portal takes over from an old one each would have made anew what the other just did. */
const handoverMs = 600_000

/**
 * Whose evaluations do not belong to the profile as it is, or were made by another engine some time ago; the longest
 * waiting first, and last those that were tried in vain. Of these only whose next try has come, and none without
 * `mayRetry`.
 */
export async function dueTalentIds(
  db: Db,
  due: { madeBy: string; now: Date; mayRetry: boolean; limit: number },
): Promise<string[]> {
  const isOld = sql`${matchingStates.talentVersion} is distinct from ${talents.version}`
  const isOfLongAgo = lte(matchingStates.evaluatedAt, new Date(due.now.getTime() - handoverMs))
  const isOtherwiseMade = and(ne(matchingStates.madeBy, due.madeBy), isOfLongAgo)
  const isTimeForRetry = due.mayRetry ? lte(matchingStates.retryAt, due.now) : undefined
  const mayTry = or(isNull(matchingStates.retryAt), isTimeForRetry)
  const rows = await db
    .select({ id: talents.id })
    .from(talents)
    .leftJoin(matchingStates, eq(matchingStates.talentId, talents.id))
    .where(and(or(isOld, isOtherwiseMade), mayTry))
    .orderBy(sql`${matchingStates.retryAt} nulls first`, asc(talents.updatedAt))
    .limit(due.limit)
  return rows.map(({ id }) => id)
}

/** Their best jobs changed: they are evaluated anew. Who has no row is due anyway. */
export async function markDue(tx: Db, talentIds: string[]): Promise<void> {
  if (talentIds.length === 0) return
  await tx.update(matchingStates).set({ talentVersion: null }).where(inArray(matchingStates.talentId, talentIds))
}

/** Whatever failed before: with a profile that changed it may be tried at once. */
export async function forgetRetry(tx: Db, talentId: string): Promise<void> {
  await tx.update(matchingStates).set({ retryAt: null }).where(eq(matchingStates.talentId, talentId))
}
