import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
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

/** Who is signed in with a session right now; null when it ended, wherever and however that happened. */
export type SignedInReader = (token: string) => Promise<SignedIn | null>

/** Rows of people who come back within minutes: a thousand with usual profiles, few whose profile is as long as it may be. */
const maximumBytes = 20_000_000

/**
 * Asks the database every time, but not for rows it has sent before: they are kept with the transaction that wrote
 * them last (xmin), and sent again when that is another one.
 */
export function openSignedInReader(db: Db): SignedInReader {
  const token = sql.placeholder('token')
  const versions = { userVersion: sql<string>`${users}.xmin::text`, talentVersion: sql<string>`${talents}.xmin::text` }
  const lives = and(eq(sessions.token, token), gt(sessions.expiresAt, sql`now()`))
  const ask = db
    .select({ sessionId: sessions.id, userId: sessions.userId, ...versions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(talents, eq(talents.id, sessions.userId))
    .where(lives)
    .limit(1)
    .prepare('signed_in')
  const read = db
    .select({ sessionId: sessions.id, user: users, talent: talents, ...versions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(talents, eq(talents.id, sessions.userId))
    .where(lives)
    .limit(1)
    .prepare('signed_in_rows')
  const kept = new LRUCache<string, Omit<Awaited<ReturnType<typeof read.execute>>[number], 'sessionId'>>({
    maxSize: maximumBytes,
    sizeCalculation: (rows) => 2 * JSON.stringify(rows).length,
  })
  return async (value) => {
    const [now] = await ask.execute({ token: value })
    if (now === undefined) return null
    const known = kept.get(now.userId)
    const isSame = known?.userVersion === now.userVersion && known.talentVersion === now.talentVersion
    if (known && isSame) return { sessionId: now.sessionId, user: known.user, talent: known.talent }
    const [row] = await read.execute({ token: value })
    if (row === undefined) return null
    const { sessionId, ...rows } = row
    kept.set(now.userId, rows)
    return { sessionId, user: rows.user, talent: rows.talent }
  }
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
