import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Talent } from '../profile/talent'
import { closedAmong } from './account-closures'
import type { Db } from './client'
import { talents } from './schema'

export type TalentRow = typeof talents.$inferSelect
export type SyncedTalent = { recordId: number; revision: number; talent: Talent }

export async function findTalent(db: Db, id: string): Promise<TalentRow | null> {
  const [row] = await db.select().from(talents).where(eq(talents.id, id)).limit(1)
  return row ?? null
}

/** The row, locked until the transaction ends: waits for a change that is being made right now. */
export async function lockTalent(tx: Db, id: string): Promise<TalentRow | null> {
  const [row] = await tx.select().from(talents).where(eq(talents.id, id)).limit(1).for('update')
  return row ?? null
}

/** Whose changes kintone has not got, oldest first. */
export async function unsentTalentIds(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: talents.id })
    .from(talents)
    .where(sql`${talents.unsentFields} <> '{}'::jsonb`)
    .orderBy(asc(talents.updatedAt))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** record id → revision of every talent that kintone is known to have. */
export async function talentRevisions(db: Db): Promise<Map<number, number>> {
  const rows = await db.select({ recordId: talents.recordId, revision: talents.revision }).from(talents)
  return new Map(rows.flatMap(({ recordId, revision }) => (recordId === null ? [] : [[recordId, revision ?? 0]])))
}

/** True when the talent was not there before. */
export async function insertTalent(tx: Db, talent: Talent, unsentFields: readonly string[]): Promise<boolean> {
  const unsent = Object.fromEntries(unsentFields.map((field) => [field, 1]))
  const inserted = await tx
    .insert(talents)
    .values({ id: talent.id, talent, unsentFields: unsent })
    .onConflictDoNothing()
    .returning({ id: talents.id })
  return inserted.length > 0
}

export async function saveTalentContent(tx: Db, row: TalentRow): Promise<void> {
  const { id, talent, version, unsentFields } = row
  await tx
    .update(talents)
    .set({ talent, version, unsentFields, refusal: null, updatedAt: sql`now()` })
    .where(eq(talents.id, id))
}

export async function saveTalentAnswer(
  tx: Db,
  row: Pick<TalentRow, 'id' | 'recordId' | 'revision' | 'unsentFields' | 'refusal'>,
) {
  const { id, recordId, revision, unsentFields, refusal } = row
  await tx.update(talents).set({ recordId, revision, unsentFields, refusal }).where(eq(talents.id, id))
}

export async function deleteTalent(tx: Db, id: string): Promise<void> {
  await tx.delete(talents).where(eq(talents.id, id))
}

/**
 * Stores what kintone has. Fields the candidate changed and kintone has not acknowledged keep the candidate's value.
 * Rows are locked, so a candidate's save either comes before (and is kept) or waits.
 */
export async function storeTalents(tx: Db, synced: SyncedTalent[]): Promise<void> {
  if (synced.length === 0) return
  const ids = synced.map(({ talent }) => talent.id)
  // In one order everywhere, or two transactions could wait for each other.
  const locked = await tx.select().from(talents).where(inArray(talents.id, ids)).orderBy(talents.id).for('update')
  const known = new Map(locked.map((row) => [row.id, row]))
  // Asked after the lock: a closure that was being committed is seen.
  const closed = await closedAmong(tx, ids)
  const newer = synced.filter(({ recordId, revision, talent }) => {
    if (closed.has(talent.id)) return false
    const row = known.get(talent.id)
    return row === undefined || row.recordId !== recordId || (row.revision ?? 0) < revision
  })
  if (newer.length === 0) return
  const rows = newer.map(({ recordId, revision, talent }) => {
    const row = known.get(talent.id)
    return {
      id: talent.id,
      recordId,
      revision,
      talent: row ? withUnsent(talent, row) : talent,
      version: (row?.version ?? 0) + 1,
    }
  })
  const set = {
    recordId: sql`excluded.record_id`,
    revision: sql`excluded.revision`,
    talent: sql`excluded.talent`,
    version: sql`excluded.version`,
    updatedAt: sql`now()`,
  }
  await tx.insert(talents).values(rows).onConflictDoUpdate({ target: talents.id, set })
}

function withUnsent(remote: Talent, row: TalentRow): Talent {
  const isUnsent = (field: string) => field in row.unsentFields
  const kept = Object.entries(row.talent).filter(([field]) => isUnsent(field))
  return { ...remote, ...Object.fromEntries(kept) }
}
