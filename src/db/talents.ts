import { asc, eq, inArray, sql } from 'drizzle-orm'
import { type Bases, mergeTalent } from '../profile/merge'
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

const fieldsInConflict = sql`(select coalesce(array_agg(field), '{}') from jsonb_object_keys(${talents.conflicts}) as field)`

/** Whose changes kintone has not got, oldest first; what waits for the candidate's choice is not among them. */
export async function unsentTalentIds(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: talents.id })
    .from(talents)
    .where(sql`${talents.unsentFields} - ${fieldsInConflict} <> '{}'::jsonb`)
    // What kintone refused comes last, or it would keep the others waiting.
    .orderBy(sql`${talents.refusal} is not null`, asc(talents.updatedAt))
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
  const { id, talent, version, unsentFields, bases, conflicts } = row
  await tx
    .update(talents)
    .set({ talent, version, unsentFields, bases, conflicts, refusal: null, updatedAt: sql`now()` })
    .where(eq(talents.id, id))
}

export async function saveTalentAnswer(tx: Db, row: Omit<TalentRow, 'createdAt' | 'updatedAt'>): Promise<void> {
  const { id, ...answer } = row
  await tx.update(talents).set(answer).where(eq(talents.id, id))
}

/** Notes what is about to be sent, so that finding it in kintone is no surprise even when the answer is lost. */
export async function saveBases(tx: Db, id: string, bases: Bases): Promise<void> {
  await tx.update(talents).set({ bases }).where(eq(talents.id, id))
}

/** What came of a try that kintone turned down; null when it is to be tried again. */
export async function saveTalentRefusal(db: Db, id: string, refusal: string | null): Promise<void> {
  await db.update(talents).set({ refusal }).where(eq(talents.id, id))
}

/** Staff deleted the record: it is made anew from everything the portal holds. */
export async function forgetTalentRecord(tx: Db, id: string): Promise<void> {
  await tx.update(talents).set({ recordId: null, revision: null }).where(eq(talents.id, id))
}

export async function deleteTalent(tx: Db, id: string): Promise<void> {
  await tx.delete(talents).where(eq(talents.id, id))
}

/**
 * Stores what kintone has, merged field by field with what the candidate changed and kintone has not acknowledged.
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
    const merged = row ? mergeTalent(talent, row) : { talent, unsentFields: {}, bases: {}, conflicts: {} }
    return { id: talent.id, recordId, revision, version: (row?.version ?? 0) + 1, ...merged }
  })
  const set = {
    recordId: sql`excluded.record_id`,
    revision: sql`excluded.revision`,
    talent: sql`excluded.talent`,
    version: sql`excluded.version`,
    unsentFields: sql`excluded.unsent_fields`,
    bases: sql`excluded.bases`,
    conflicts: sql`excluded.conflicts`,
    // Nothing is left that kintone could have refused.
    refusal: sql`case when excluded.unsent_fields = '{}'::jsonb then null else ${talents.refusal} end`,
    updatedAt: sql`now()`,
  }
  await tx.insert(talents).values(rows).onConflictDoUpdate({ target: talents.id, set })
}
