import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from './client'
import { accounts, letters, users, verifications } from './schema'

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

/** Only while nobody has proved its address: a verification that was faster keeps the account. */
export async function deleteUnverifiedUser(tx: Db, id: string): Promise<void> {
  await tx.delete(users).where(and(eq(users.id, id), eq(users.emailVerified, false)))
}

/** Registrations that nobody completed within a week, with their letters: their links worked for a day. */
export async function deleteAbandonedUsers(db: Db): Promise<number> {
  const isAbandoned = and(eq(users.emailVerified, false), lt(users.createdAt, sql`now() - interval '7 days'`))
  const deleted = await db.delete(users).where(isAbandoned).returning({ id: users.id })
  const ids = deleted.map(({ id }) => id)
  if (ids.length > 0) await db.delete(letters).where(inArray(letters.userId, ids))
  return ids.length
}

/** Reset links, half-finished sign-ins of an account. */
export async function deletePendingProofs(tx: Db, id: string): Promise<void> {
  await tx.delete(verifications).where(eq(verifications.value, id))
}

const passwordOf = (userId: string) => and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'))

export async function passwordHashOf(db: Db, userId: string): Promise<string | null> {
  const [row] = await db.select({ hash: accounts.password }).from(accounts).where(passwordOf(userId)).limit(1)
  return row?.hash ?? null
}
