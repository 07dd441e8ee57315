import { and, asc, eq } from 'drizzle-orm'
import type { Db } from './client'
import { passkeys } from './schema'

export type PasskeyRow = Pick<typeof passkeys.$inferSelect, 'id' | 'name' | 'createdAt' | 'backedUp'>

export async function passkeysOf(db: Db, userId: string): Promise<PasskeyRow[]> {
  return db
    .select({ id: passkeys.id, name: passkeys.name, createdAt: passkeys.createdAt, backedUp: passkeys.backedUp })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt))
    .limit(100)
}

/** False when there is no such passkey, or it is somebody else's. */
export async function deletePasskey(tx: Db, which: { id: string; userId: string }): Promise<boolean> {
  const deleted = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.id, which.id), eq(passkeys.userId, which.userId)))
    .returning({ id: passkeys.id })
  return deleted.length > 0
}
