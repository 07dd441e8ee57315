import type { Database } from '../db/client'
import { lockTalent, saveTalentContent } from '../db/talents'
import type { Queue } from '../queue/queue'
import { type EditableField, fingerprint } from './merge'

export type Choice = {
  field: EditableField
  /** Whose value stays. */
  keeps: 'mine' | 'theirs'
  /** Fingerprint of the other side's value that the candidate was shown. */
  seen: string
}

export type SettleOutcome = { outcome: 'settled' | 'changed-again' | 'no-conflict' }

/**
 * The candidate's choice where both sides changed a field. When the other side changed it once more since the question
 * was shown, nothing happens and the question is put again.
 */
export async function settleConflict(
  tools: { database: Database; queue: Queue },
  talentId: string,
  { field, keeps, seen }: Choice,
): Promise<SettleOutcome> {
  return tools.database.transaction(async (tx): Promise<SettleOutcome> => {
    const row = await lockTalent(tx, talentId)
    if (row === null || !(field in row.conflicts)) return { outcome: 'no-conflict' }
    const { [field]: theirs, ...conflicts } = row.conflicts
    if (fingerprint(theirs) !== seen) return { outcome: 'changed-again' }
    const version = row.version + 1
    if (keeps === 'mine') {
      const unsentFields = { ...row.unsentFields, [field]: version }
      const bases = { ...row.bases, [field]: [theirs] }
      await saveTalentContent(tx, { ...row, version, unsentFields, bases, conflicts })
      await tools.queue.send(tx, 'talent-write', { talentId }, { key: talentId })
    } else {
      const { [field]: _mark, ...unsentFields } = row.unsentFields
      const { [field]: _base, ...bases } = row.bases
      const talent = { ...row.talent, [field]: theirs }
      await saveTalentContent(tx, { ...row, version, talent, unsentFields, bases, conflicts })
    }
    return { outcome: 'settled' }
  })
}
