import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import type { Db } from './client'
import { sessions, talents, users } from './schema'
import type { TalentRow } from './talents'
import type { UserRow } from './users'

/** What the person is shown of a session; its token never leaves the database. */
export type SessionRow = Pick<
  typeof sessions.$inferSelect,
  'id' | 'userAgent' | 'ipAddress' | 'createdAt' | 'updatedAt' | 'expiresAt'
>
export type SignedIn = { sessionId: string; user: UserRow; talent: TalentRow | null }

/** Who is signed in with this session right now; null when it ended, wherever and however that happened. */
export async function findSignedIn(db: Db, token: string): Promise<SignedIn | null> {
  const [row] = await db
    .select({ sessionId: sessions.id, user: users, talent: talents })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(talents, eq(talents.id, sessions.userId))
    .where(and(eq(sessions.token, token), gt(sessions.expiresAt, sql`now()`)))
    .limit(1)
  return row ?? null
}

/** The newest first, the ended ones left out. */
export async function sessionsOf(db: Db, userId: string): Promise<SessionRow[]> {
  return db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      ipAddress: sessions.ipAddress,
      createdAt: sessions.createdAt,
      updatedAt: sessions.updatedAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.updatedAt))
    .limit(100)
}

/** False when there is no such session, or it is somebody else's. */
export async function endSession(db: Db, which: { id: string; userId: string }): Promise<boolean> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.id, which.id), eq(sessions.userId, which.userId)))
    .returning({ id: sessions.id })
  return ended.length > 0
}

export async function endOtherSessions(tx: Db, which: { keptId: string | null; userId: string }): Promise<void> {
  const kept = which.keptId === null ? undefined : ne(sessions.id, which.keptId)
  await tx.delete(sessions).where(and(eq(sessions.userId, which.userId), kept))
}

/** The sessions of browsers that are not to be remembered end within a day. */
export async function capSessions(db: Db, userId: string): Promise<void> {
  const inADay = sql`least(${sessions.expiresAt}, now() + interval '1 day')`
  await db.update(sessions).set({ expiresAt: inADay }).where(eq(sessions.userId, userId))
}

export async function endSessionOf(db: Db, token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.token, token))
}
