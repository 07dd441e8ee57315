import { eq } from 'drizzle-orm'
import type { Db } from './client'
import { users } from './schema'

export type UserRow = typeof users.$inferSelect

export async function findUser(db: Db, id: string): Promise<UserRow | null> {
  const [row] = await db.select().from(users).where(eq(users.id, id)).limit(1)
  return row ?? null
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  const [row] = await db.select().from(users).where(eq(users.email, email.toLowerCase())).limit(1)
  return row ?? null
}
