import type { Database } from '../db/client'
import { lockTalent, saveTalentAnswer } from '../db/talents'
import { log } from '../log'
import { type Kintone, KintoneError, refusalOf } from '../services/kintone/client'
import { type TalentField, writableTalentFields } from '../services/kintone/talent-writer'
import { saveTalent } from '../services/kintone/write-talent'

/**
 * The worker's side of every profile change: writes the fields kintone has not acknowledged. Safe to repeat.
 * Throws KintoneError while kintone is away, so that the queue tries again.
 */
export async function sendTalent(database: Database, kintone: Kintone, talentId: string): Promise<void> {
  // Locked for a moment: a save that is being committed right now is seen, not missed.
  const row = await database.transaction((tx) => lockTalent(tx, talentId))
  if (row === null) return
  const fields = Object.keys(row.unsentFields) as TalentField[]
  if (fields.length === 0) return
  try {
    // Until there is a record everything goes, also what an older, refused attempt left out.
    const saved = await saveTalent(kintone, row.talent, row.recordId === null ? writableTalentFields : fields)
    await note(database, talentId, { ...saved, sent: row.unsentFields, refusal: null })
    log.info('talent.sent', { talent: talentId, fields })
  } catch (error) {
    if (!(error instanceof KintoneError) || error.failure !== 'refused') throw error
    await note(database, talentId, { recordId: null, revision: null, sent: {}, refusal: refusalOf(error) })
    log.error('talent.refused', { talent: talentId, code: error.code, fields: error.fields })
  }
}

type Answer = { recordId: number | null; revision: number | null; sent: Record<string, number>; refusal: string | null }

/** A field that was changed again while it was under way stays unsent. */
async function note(database: Database, talentId: string, answer: Answer): Promise<void> {
  await database.transaction(async (tx) => {
    const row = await lockTalent(tx, talentId)
    if (row === null) return
    const remaining = Object.entries(row.unsentFields).filter(([field, version]) => answer.sent[field] !== version)
    // One revision back: the record holds what staff changed meanwhile too, and the next sync must read it.
    const revision = answer.revision === null ? row.revision : answer.revision - 1
    await saveTalentAnswer(tx, {
      id: talentId,
      recordId: answer.recordId ?? row.recordId,
      revision,
      unsentFields: Object.fromEntries(remaining),
      refusal: answer.refusal,
    })
  })
}
