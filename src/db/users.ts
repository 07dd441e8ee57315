import { and, eq, sql } from 'drizzle-orm'
import type { Db } from './client'
import { accounts, users, verifications } from './schema'

export type UserRow = typeof users.$inferSelect

export async function findUser(db: Db, id: string): Promise<UserRow | null> {
  const [row] = await db.select().from(users).where(eq(users.id, id)).limit(1)
  return row ?? null
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  const [row] = await db.select().from(users).where(eq(users.email, email.toLowerCase())).limit(1)
  return row ?? null
}

export async function saveAgreedTerms(tx: Db, id: string, termsVersion: string): Promise<void> {
  await tx.update(users).set({ termsVersion, updatedAt: sql`now()` }).where(eq(users.id, id))
}

export async function saveEmail(tx: Db, id: string, email: string): Promise<void> {
  await tx.update(users).set({ email, updatedAt: sql`now()` }).where(eq(users.id, id))
}

/** The account with everything that hangs on it: sessions, password, passkeys, second factor, consents. */
export async function deleteUser(tx: Db, id: string): Promise<void> {
  await deletePendingProofs(tx, id)
  await tx.delete(users).where(eq(users.id, id))
}

/** Reset links, half-finished sign-ins and trusted devices of an account. */
export async function deletePendingProofs(tx: Db, id: string): Promise<void> {
  await tx.delete(verifications).where(eq(verifications.value, id))
}

const passwordOf = (userId: string) => and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'))

export async function passwordHashOf(db: Db, userId: string): Promise<string | null> {
  const [row] = await db.select({ hash: accounts.password }).from(accounts).where(passwordOf(userId)).limit(1)
  return row?.hash ?? null
}

export async function savePasswordHash(db: Db, userId: string, hash: string): Promise<void> {
  await db.update(accounts).set({ password: hash }).where(passwordOf(userId))
}
