import { and, eq, sql } from 'drizzle-orm'
import type { Db } from './client'
import { twoFactors, users } from './schema'

/**
 * Finishes what a crash left between the two writes with which Better Auth switches a second factor on or off: the
 * account's flag is written first, so the flag says what the person had asked for.
 */
export async function finishTwoFactorSwitch(db: Db, userId: string): Promise<void> {
  const isOn = sql`(select ${users.twoFactorEnabled} from ${users} where ${users.id} = ${userId})`
  const ofUser = eq(twoFactors.userId, userId)
  await db
    .update(twoFactors)
    .set({ verified: true })
    .where(and(ofUser, eq(twoFactors.verified, false), isOn))
  await db.delete(twoFactors).where(and(ofUser, eq(twoFactors.verified, true), sql`not ${isOn}`))
}
