import type { Database } from '../db/client'
import {
  forgetTalentRecord,
  lockTalent,
  saveBases,
  saveTalentAnswer,
  saveTalentRefusal,
  storeTalents,
  type TalentRow,
} from '../db/talents'
import { log } from '../log'
import { type Kintone, KintoneError, refusalOf } from '../services/kintone/client'
import type { RawRecord } from '../services/kintone/records'
import { readTalent } from '../services/kintone/talent-record'
import { addTalent, findTalentRecord, updateTalent } from '../services/kintone/write-talent'
import { type Bases, isSameValue, sendableFields } from './merge'
import type { Talent } from './talent'

type Tools = { database: Database; kintone: Kintone }

/**
 * The worker's side of every profile change: writes the fields kintone has not acknowledged, over exactly the revision
 * they were merged with. Safe to repeat. Throws KintoneError while kintone is away, so that the queue tries again.
 */
export async function sendTalent(database: Database, kintone: Kintone, talentId: string): Promise<void> {
  const tools = { database, kintone }
  try {
    await sendFields(tools, talentId)
  } catch (error) {
    if (!(error instanceof KintoneError) || error.failure !== 'refused') throw error
    await saveTalentRefusal(database.db, talentId, refusalOf(error))
    log.error('talent.refused', { talent: talentId, code: error.code, fields: error.fields })
  }
}

async function sendFields(tools: Tools, talentId: string): Promise<void> {
  const row = await takeUp(tools.database, talentId)
  if (row === null) return
  if (row.recordId === null || row.revision === null) return sendAll(tools, row)
  try {
    await update(tools, row, { recordId: row.recordId, revision: row.revision })
  } catch (error) {
    if (!(error instanceof KintoneError)) throw error
    const isGone = error.code === recordNotFound
    if (error.failure !== 'conflict' && !isGone) throw error
    const found = isGone ? null : await findTalentRecord(tools.kintone, talentId)
    if (found !== null) return sendMerged(tools, talentId, found)
    // Deleted, or given another auth_user_id.
    await tools.database.transaction((tx) => forgetTalentRecord(tx, talentId))
    await sendAll(tools, row)
  }
}

/** kintone's code for a record that was deleted. */
const recordNotFound = 'GAIA_RE01'

/** There is no record that we know of: the attempt that made one may have lost its answer. */
async function sendAll(tools: Tools, row: TalentRow): Promise<void> {
  const found = await findTalentRecord(tools.kintone, row.id)
  if (found !== null) return sendMerged(tools, row.id, found)
  // What the candidate has yet to choose stays as staff had it.
  const { recordId, revision } = await addTalent(tools.kintone, { ...row.talent, ...row.conflicts })
  await note(tools.database, row, { recordId, revision, fields: sendableFields(row) })
}

/** Somebody saved since: their record is read and merged before what is left is written. */
async function sendMerged(tools: Tools, talentId: string, { recordId, revision, record }: RawRecord): Promise<void> {
  await tools.database.transaction((tx) => storeTalents(tx, [{ recordId, revision, talent: readTalent(record) }]))
  const row = await takeUp(tools.database, talentId)
  if (row !== null) await update(tools, row, { recordId, revision: row.revision ?? revision })
}

/** What is to be sent, noted as being under way; null when there is nothing. */
async function takeUp(database: Database, talentId: string): Promise<TalentRow | null> {
  return database.transaction(async (tx) => {
    // Locked: a save that is being committed right now is seen, not missed.
    const row = await lockTalent(tx, talentId)
    if (row === null) return null
    const fields = sendableFields(row)
    if (fields.length === 0) return null
    const bases = fields.reduce((known, field) => withBase(known, field, row.talent[field]), row.bases)
    if (bases !== row.bases) await saveBases(tx, talentId, bases)
    return { ...row, bases }
  })
}

async function update(tools: Tools, row: TalentRow, at: { recordId: number; revision: number }): Promise<void> {
  const fields = sendableFields(row)
  const revision = await updateTalent(tools.kintone, at, { talent: row.talent, fields })
  await note(tools.database, row, { recordId: at.recordId, revision, fields })
}

type Answer = { recordId: number; revision: number; fields: (keyof Talent)[] }

/**
 * A field that was changed again while it was under way stays unsent, and starts from what was sent. One that is in
 * conflict since then was written by staff over what they had from us: it is theirs.
 */
async function note(database: Database, sent: TalentRow, { recordId, revision, fields }: Answer): Promise<void> {
  await database.transaction(async (tx) => {
    const row = await lockTalent(tx, sent.id)
    if (row === null) return
    const isSettled = (field: string) =>
      fields.some((name) => name === field) && row.unsentFields[field] === sent.unsentFields[field]
    const unsentFields = Object.fromEntries(Object.entries(row.unsentFields).filter(([field]) => !isSettled(field)))
    const bases = Object.fromEntries(Object.entries(row.bases).filter(([field]) => field in unsentFields))
    const entries = Object.entries(row.conflicts)
    const theirs = Object.fromEntries(entries.filter(([field]) => isSettled(field)))
    const conflicts = Object.fromEntries(entries.filter(([field]) => !isSettled(field)))
    const version = Object.keys(theirs).length > 0 ? row.version + 1 : row.version
    const content = { talent: { ...row.talent, ...theirs }, version, conflicts, unsentFields, bases }
    // One revision back where kintone numbered rows that we do not know the numbers of: the next sync reads them.
    const merged = fields.some((field) => hasNewRows(sent.talent[field])) ? revision - 1 : revision
    // The sync may have stored as much, or more, while we waited for the answer.
    const held = row.recordId === recordId ? heldRevision(row, merged) : merged
    await saveTalentAnswer(tx, { id: sent.id, recordId, revision: held, ...content, refusal: null })
  })
  log.info('talent.sent', { talent: sent.id, fields })
}

/** One that was forgotten meanwhile stays so: the fields that were not sent are still to be read again. */
const heldRevision = ({ revision }: TalentRow, merged: number) =>
  revision === null ? null : Math.max(revision, merged)

function withBase(bases: Bases, field: string, value: unknown): Bases {
  const known = bases[field] ?? []
  if (known.some((base) => isSameValue(base, value))) return bases
  return { ...bases, [field]: [...known, value].slice(-longestMemory) }
}

/** More values of one field than are ever under way. */
const longestMemory = 20

const hasNewRows = (value: unknown) =>
  Array.isArray(value) &&
  value.some((row: unknown) => row !== null && typeof row === 'object' && 'rowId' in row && row.rowId === null)
