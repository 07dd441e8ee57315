import { lockApplication, markApplicationRefused, saveApplicationAnswer } from '../db/applications'
import type { Database } from '../db/client'
import { log } from '../log'
import { saveApplication } from '../services/kintone/application-record'
import { type Kintone, KintoneError } from '../services/kintone/client'
import { storeRecords } from '../sync/store'

/**
 * The worker's side of "apply": brings one application into kintone and notes the answer. Safe to repeat.
 * Throws KintoneError while kintone is away, so that the queue tries again.
 */
export async function sendApplication(database: Database, kintone: Kintone, applicationId: string): Promise<void> {
  // Locked for a moment: a candidate's action that is being committed right now is seen, not missed.
  const row = await database.transaction((tx) => lockApplication(tx, { id: applicationId }))
  if (row === null || !row.isUnsent) return
  try {
    const answer = await saveApplication(kintone, row)
    await database.transaction(async (tx) => {
      const current = await lockApplication(tx, { id: applicationId })
      if (current === null) return
      const isUnsent = current.version !== row.version
      await saveApplicationAnswer(tx, {
        id: row.id,
        recordId: answer.recordId,
        revision: answer.revision,
        isUnsent,
        refusal: null,
      })
      // Staff were there first: what they wrote counts.
      if (answer.existing !== null && !isUnsent) await storeRecords(tx, 'application', [answer.existing])
    })
    log.info('application.sent', { application: row.id })
  } catch (error) {
    if (!(error instanceof KintoneError) || error.failure !== 'refused') throw error
    // Repeating at once would change nothing: the candidate sees 「確認が必要」, the operator the log.
    await markApplicationRefused(database.db, row.id, error.code)
    log.error('application.refused', { application: row.id, code: error.code, fields: error.fields })
  }
}
