import { and, asc, eq, inArray, isNull, lt, not, or, sql } from 'drizzle-orm'
import type { Db } from './client'
import { accountClosures } from './schema'

export type AccountClosure = typeof accountClosures.$inferSelect

/** A write that was under way when an account was closed has ended, one way or the other, after this time. */
export const settledAfterMs = 600_000
const settledAfter = sql`interval '10 minutes'`

/** False when the account was closed before. */
export async function insertClosure(
  tx: Db,
  closure: Pick<AccountClosure, 'talentId' | 'email' | 'reason' | 'comment' | 'requestedAt'>,
): Promise<boolean> {
  const inserted = await tx
    .insert(accountClosures)
    .values(closure)
    .onConflictDoNothing()
    .returning({ id: accountClosures.talentId })
  return inserted.length > 0
}

export async function findClosure(db: Db, talentId: string): Promise<AccountClosure | null> {
  const [row] = await db.select().from(accountClosures).where(eq(accountClosures.talentId, talentId)).limit(1)
  return row ?? null
}

export async function lockClosure(tx: Db, talentId: string): Promise<AccountClosure | null> {
  const [row] = await tx
    .select()
    .from(accountClosures)
    .where(eq(accountClosures.talentId, talentId))
    .limit(1)
    .for('update')
  return row ?? null
}

/** Which of these talents closed their account: what kintone still says of them stays out. */
export async function closedAmong(tx: Db, talentIds: string[]): Promise<Set<string>> {
  if (talentIds.length === 0) return new Set()
  const rows = await tx
    .select({ id: accountClosures.talentId })
    .from(accountClosures)
    .where(inArray(accountClosures.talentId, [...new Set(talentIds)]))
  return new Set(rows.map((row) => row.id))
}

/** Closures that kintone has not carried out, or that are to be looked at once more. */
export async function unsettledClosureIds(db: Db, limit: number): Promise<string[]> {
  const isDueForASecondLook = and(
    isNull(accountClosures.verifiedAt),
    lt(accountClosures.completedAt, sql`now() - ${settledAfter}`),
  )
  const rows = await db
    .select({ id: accountClosures.talentId })
    .from(accountClosures)
    .where(or(isNull(accountClosures.completedAt), not(accountClosures.isReported), isDueForASecondLook))
    // What kintone refused comes last, or it would keep the others waiting.
    .orderBy(sql`${accountClosures.refusal} is not null`, asc(accountClosures.requestedAt))
    .limit(limit)
  return rows.map((row) => row.id)
}

export async function saveClosureProgress(
  tx: Db,
  talentId: string,
  progress: Partial<Pick<AccountClosure, 'email' | 'isReported' | 'completedAt' | 'verifiedAt' | 'refusal'>>,
): Promise<void> {
  await tx.update(accountClosures).set(progress).where(eq(accountClosures.talentId, talentId))
}
