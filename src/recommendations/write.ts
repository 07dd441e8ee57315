import { closedAmong } from '../db/account-closures'
import {
  deleteRecommendations,
  noteWritten,
  type RecommendationRow,
  type SyncedRecommendation,
  storeRecommendations,
} from '../db/recommendations'
import { log } from '../log'
import { isScored, readRecommendation } from '../services/kintone/recommendation-record'
import {
  deleteRecommendationRecords,
  recordsPerCall,
  saveRecommendations,
} from '../services/kintone/recommendation-writer'
import { type RawRecord, readByIds } from '../services/kintone/records'
import type { Desired } from './recommendation'
import { type RecommendationTools, requireCallFor, requireCalls } from './tools'

/**
 * Collects what is to be written and writes it a hundred at a time, whoever it is about; `flush` writes the rest.
 * `talentId`: whose calls it counts as; null where many are written at once. Both throw KintoneError and CallsSpent.
 */
export function openWriter(tools: RecommendationTools, talentId: string | null) {
  const waiting: Desired[] = []
  let written = 0
  const send = async (batch: Desired[]) => {
    await requireCalls(tools)
    if (talentId !== null) await requireCallFor(tools, talentId)
    written += await writeBatch(tools, batch)
  }
  return {
    add: async (desired: Desired) => {
      waiting.push(desired)
      if (waiting.length >= recordsPerCall) await send(waiting.splice(0, recordsPerCall))
    },
    /** How many records were written in all. */
    flush: async () => {
      if (waiting.length > 0) await send(waiting.splice(0, recordsPerCall))
      return written
    },
  }
}

async function writeBatch(tools: RecommendationTools, batch: Desired[]): Promise<number> {
  const { database, kintone } = tools
  // Right before the call: an account that is closed meanwhile is the second look's.
  const closed = await closedAmong(
    database.db,
    batch.map(({ talentId }) => talentId),
  )
  const open = batch.filter(({ talentId }) => !closed.has(talentId))
  const kept = await saveRecommendations(kintone, open)
  const hashes = new Map(open.map(({ talentId, jobId, hash }) => [`${talentId}:${jobId}`, hash]))
  const written = kept.map((row) => ({ ...row, contentHash: hashes.get(`${row.talentId}:${row.jobId}`) ?? '' }))
  await database.transaction((tx) => noteWritten(tx, written))
  return written.length
}

/** Whether staff said anything of the pair, as far as the portal has heard. */
export const hasStaffWord = ({ isStaffPick, staffComment }: Pick<RecommendationRow, 'isStaffPick' | 'staffComment'>) =>
  isStaffPick || staffComment !== ''

/** Records looked at together. */
const recordsPerLook = 500

/**
 * Deletes what nobody needs any more, in kintone and here. Each record is read first: one that staff wrote into since the
 * portal last heard of it stays, and so does one that the portal never wrote. Throws KintoneError, 'conflict' when staff
 * save at that very moment, and CallsSpent.
 */
export async function removeRecommendations(tools: RecommendationTools, rows: RecommendationRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += recordsPerLook) await removeSome(tools, rows.slice(at, at + recordsPerLook))
}

function rowOf({ recordId, revision, record }: RawRecord): SyncedRecommendation {
  const { talentId, jobId, isStaffPick, staffComment } = readRecommendation(record)
  return { talentId, jobId, isStaffPick, staffComment, recordId, revision }
}

async function removeSome(tools: RecommendationTools, rows: RecommendationRow[]): Promise<void> {
  const { database, kintone } = tools
  await requireCalls(tools)
  const recordIds = rows.map(({ recordId }) => recordId)
  const found = await readByIds(kintone, 'recommendation', recordIds)
  const read = found.map((raw) => ({ raw, row: rowOf(raw) }))
  const kept = read.filter(({ raw, row }) => hasStaffWord(row) || !isScored(raw.record)).map(({ row }) => row)
  const removable = read.map(({ row }) => row).filter((row) => !kept.includes(row))
  for (let at = 0; at < removable.length; at += recordsPerCall)
    await deleteRecommendationRecords(kintone, removable.slice(at, at + recordsPerCall))
  const keptIds = new Set(kept.map(({ recordId }) => recordId))
  const gone = recordIds.filter((recordId) => !keptIds.has(recordId))
  await database.transaction(async (tx) => {
    await deleteRecommendations(tx, gone)
    await storeRecommendations(tx, kept)
  })
  if (gone.length > 0) log.info('recommendation.removed', { records: gone.length })
}
