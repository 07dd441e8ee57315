import { and, eq } from 'drizzle-orm'
import type { Db } from './client'
import { accounts, users } from './schema'

export type UserRow = typeof users.$inferSelect

export async function findUser(db: Db, id: string): Promise<UserRow | null> {
  const [row] = await db.select().from(users).where(eq(users.id, id)).limit(1)
  return row ?? null
}

const passwordOf = (userId: string) => and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'))

export async function passwordHashOf(db: Db, userId: string): Promise<string | null> {
  const [row] = await db.select({ hash: accounts.password }).from(accounts).where(passwordOf(userId)).limit(1)
  return row?.hash ?? null
}

export async function savePasswordHash(db: Db, userId: string, hash: string): Promise<void> {
  await db.update(accounts).set({ password: hash }).where(passwordOf(userId))
}
