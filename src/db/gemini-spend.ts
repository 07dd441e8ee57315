import { eq, lt, sql } from 'drizzle-orm'
import { dayInTokyo } from '../clock'
import type { Db } from './client'
import { geminiSpend } from './schema'

export type GeminiSpend = typeof geminiSpend.$inferSelect

const keptDays = 400

/**
 * Sets an amount aside before a call, in one statement, so that calls of all instances together never pass the budget;
 * false when it does not fit any more. `day` is one of Tokyo.
 */
export async function reserveSpend(
  db: Db,
  { day, microYen, budgetMicroYen }: { day: string; microYen: number; budgetMicroYen: number },
): Promise<boolean> {
  // The first call of a day meets no row, and with that no condition.
  if (microYen > budgetMicroYen) return false
  const total = sql`${geminiSpend.microYen} + excluded.micro_yen`
  const reserved = await db
    .insert(geminiSpend)
    .values({ day, calls: 1, microYen })
    .onConflictDoUpdate({
      target: geminiSpend.day,
      set: { calls: sql`${geminiSpend.calls} + 1`, microYen: total },
      setWhere: sql`${total} <= ${budgetMicroYen}`,
    })
    .returning({ day: geminiSpend.day })
  return reserved.length > 0
}

/** After the call: `moreMicroYen` is what it cost beyond what was set aside, mostly less than nothing. */
export async function settleSpend(
  db: Db,
  day: string,
  { moreMicroYen, promptTokens, answerTokens }: { moreMicroYen: number; promptTokens: number; answerTokens: number },
): Promise<void> {
  await db
    .update(geminiSpend)
    .set({
      microYen: sql`${geminiSpend.microYen} + ${moreMicroYen}`,
      promptTokens: sql`${geminiSpend.promptTokens} + ${promptTokens}`,
      answerTokens: sql`${geminiSpend.answerTokens} + ${answerTokens}`,
    })
    .where(eq(geminiSpend.day, day))
}

/** Of all instances; null before the first call of the day. */
export async function spendOf(db: Db, day: string): Promise<GeminiSpend | null> {
  const [row] = await db.select().from(geminiSpend).where(eq(geminiSpend.day, day)).limit(1)
  return row ?? null
}

export async function deleteOldSpend(db: Db, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - keptDays * 86_400_000)
  await db.delete(geminiSpend).where(lt(geminiSpend.day, dayInTokyo(oldest)))
}
