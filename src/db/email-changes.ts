import { and, eq, gt, sql } from 'drizzle-orm'
import type { Db } from './client'
import { emailChanges } from './schema'

export type EmailChange = typeof emailChanges.$inferSelect

/** Replaces an older request of the same account: its links are worth nothing from now on. */
export async function saveEmailChange(
  tx: Db,
  change: { userId: string; newEmail: string; expiresAt: Date },
): Promise<EmailChange> {
  const fresh = { ...change, id: crypto.randomUUID(), oldConfirmedAt: null, newConfirmedAt: null }
  const [row] = await tx
    .insert(emailChanges)
    .values(fresh)
    .onConflictDoUpdate({ target: emailChanges.userId, set: { ...fresh, createdAt: sql`now()` } })
    .returning()
  if (row === undefined) throw new Error('The change of address was not stored')
  return row
}

const isLive = gt(emailChanges.expiresAt, sql`now()`)

export async function findEmailChange(db: Db, userId: string): Promise<EmailChange | null> {
  const [row] = await db
    .select()
    .from(emailChanges)
    .where(and(eq(emailChanges.userId, userId), isLive))
    .limit(1)
  return row ?? null
}

/** Locked until the transaction ends, so that two confirmations see each other. */
export async function lockEmailChange(tx: Db, userId: string): Promise<EmailChange | null> {
  const [row] = await tx
    .select()
    .from(emailChanges)
    .where(and(eq(emailChanges.userId, userId), isLive))
    .limit(1)
    .for('update')
  return row ?? null
}

export async function markConfirmed(tx: Db, userId: string, side: 'old' | 'new'): Promise<void> {
  const set = side === 'old' ? { oldConfirmedAt: sql`now()` } : { newConfirmedAt: sql`now()` }
  await tx.update(emailChanges).set(set).where(eq(emailChanges.userId, userId))
}

export async function deleteEmailChange(tx: Db, userId: string): Promise<void> {
  await tx.delete(emailChanges).where(eq(emailChanges.userId, userId))
}
