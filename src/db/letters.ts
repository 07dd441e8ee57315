import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './client'
import { letters } from './schema'

export type LetterRow = typeof letters.$inferSelect

/** False when a letter of this key exists already: it is sent once, whatever is repeated. */
export async function insertLetter(
  tx: Db,
  letter: Pick<LetterRow, 'key' | 'kind' | 'userId' | 'aboutId' | 'recipient'>,
): Promise<boolean> {
  const inserted = await tx.insert(letters).values(letter).onConflictDoNothing().returning({ key: letters.key })
  return inserted.length > 0
}

export async function findLetter(db: Db, key: string): Promise<LetterRow | null> {
  const [row] = await db.select().from(letters).where(eq(letters.key, key)).limit(1)
  return row ?? null
}

export async function lockLetter(tx: Db, key: string): Promise<LetterRow | null> {
  const [row] = await tx.select().from(letters).where(eq(letters.key, key)).limit(1).for('update')
  return row ?? null
}

export async function markLetterSent(db: Db, key: string): Promise<void> {
  await db.update(letters).set({ sentAt: sql`now()`, recipient: null }).where(eq(letters.key, key))
}

/** What it was about is settled: nothing is sent, and nobody's address is kept. */
export async function markLetterPointless(db: Db, key: string): Promise<void> {
  await db.update(letters).set({ refusal: 'POINTLESS', recipient: null }).where(eq(letters.key, key))
}

export async function markLetterRefused(db: Db, key: string, refusal: string): Promise<void> {
  await db.update(letters).set({ refusal, recipient: null }).where(eq(letters.key, key))
}

/** It is to be tried again. */
export async function forgetLetterRefusal(tx: Db, key: string): Promise<void> {
  await tx.update(letters).set({ refusal: null }).where(eq(letters.key, key))
}

/** What was sent to a person, newest first. */
export async function lettersOf(db: Db, userId: string): Promise<Pick<LetterRow, 'kind' | 'createdAt' | 'sentAt'>[]> {
  return db
    .select({ kind: letters.kind, createdAt: letters.createdAt, sentAt: letters.sentAt })
    .from(letters)
    .where(eq(letters.userId, userId))
    .orderBy(desc(letters.createdAt))
    .limit(1_000)
}

export async function deleteLettersOf(tx: Db, userId: string): Promise<void> {
  await tx.delete(letters).where(eq(letters.userId, userId))
}

/** Letters that nobody sent and nobody refused, oldest first. */
export async function unsentLetterKeys(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ key: letters.key })
    .from(letters)
    .where(and(isNull(letters.sentAt), isNull(letters.refusal)))
    .orderBy(asc(letters.createdAt))
    .limit(limit)
  return rows.map((row) => row.key)
}
