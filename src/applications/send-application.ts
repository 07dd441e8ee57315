import {
  type ApplicationRow,
  correctLastStatus,
  forgetLastStatus,
  lockApplication,
  saveApplicationAnswer,
  saveApplicationRefusal,
} from '../db/applications'
import type { Database, Db } from '../db/client'
import { log } from '../log'
import { type Kintone, KintoneError, refusalOf } from '../services/kintone/client'
import { type SavedApplication, saveApplication } from '../services/kintone/write-application'
import { storeRecords } from '../sync/store'

/**
 * The worker's side of applying and leaving: brings one application into kintone and notes the answer. Safe to repeat.
 * Throws KintoneError while kintone is away, so that the queue tries again.
 */
export async function sendApplication(database: Database, kintone: Kintone, applicationId: string): Promise<void> {
  // Locked for a moment: a candidate's action that is being committed right now is seen, not missed.
  const row = await database.transaction((tx) => lockApplication(tx, { id: applicationId }))
  if (row === null || !row.isUnsent) return
  try {
    const answer = await saveApplication(kintone, row)
    await database.transaction((tx) => note(tx, row, answer))
    log.info('application.sent', { application: row.id, status: answer.status, isOvertaken: answer.isOvertaken })
  } catch (error) {
    if (!(error instanceof KintoneError) || error.failure !== 'refused') throw error
    // Repeating at once would change nothing: the candidate sees 「確認が必要」, the operator the log.
    await saveApplicationRefusal(database.db, row.id, refusalOf(error))
    log.error('application.refused', { application: row.id, code: error.code, fields: error.fields })
  }
}

async function note(tx: Db, row: ApplicationRow, answer: SavedApplication): Promise<void> {
  const current = await lockApplication(tx, { id: row.id })
  if (current === null) return
  // The candidate did something else meanwhile: that is on its way with a task of its own.
  const isUnsent = current.version !== row.version
  const { recordId, isOvertaken } = answer
  // Forgotten meanwhile: what staff wrote into the record is still to be read again.
  const isForgotten = current.recordId === recordId && current.revision === null
  const revision = isForgotten ? null : answer.revision
  await saveApplicationAnswer(tx, { id: row.id, recordId, revision, isUnsent, refusal: null, isOvertaken })
  if (isUnsent) return
  if (isOvertaken) await forgetLastStatus(tx, row.id)
  if (answer.status !== row.status) await correctLastStatus(tx, row.id, answer.status)
  // Staff were there first: what they wrote counts.
  if (answer.existing !== null) await storeRecords({ tx }, 'application', [answer.existing])
}
