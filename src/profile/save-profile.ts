import type { Database, Db } from '../db/client'
import { lockTalent, saveTalentContent } from '../db/talents'
import type { Queue } from '../queue/queue'
import type { Talent } from './talent'

/** What a candidate may change; the id, staff's status and the consent are not among it. */
export type ProfileChange = Partial<Omit<Talent, 'id' | 'isClosed' | 'termsConsent' | 'email'>>

/**
 * Saves what the candidate changed and queues its way into kintone, in one transaction. Only fields that differ from
 * what is stored are sent, so staff's edits of the other forms' fields stay; of two edits of one field the later wins. Returns whether anything changed.
 */
export async function saveProfile(
  tools: { database: Database; queue: Queue },
  talentId: string,
  change: ProfileChange,
): Promise<{ outcome: 'saved' | 'unchanged' | 'no-talent' }> {
  return tools.database.transaction((tx) => changeTalent(tx, tools.queue, { id: talentId, change }))
}

/** The same inside the caller's transaction, for changes that are made together with something else. */
export async function changeTalent(
  tx: Db,
  queue: Queue,
  { id, change }: { id: string; change: Partial<Omit<Talent, 'id' | 'isClosed'>> },
): Promise<{ outcome: 'saved' | 'unchanged' | 'no-talent' }> {
  const row = await lockTalent(tx, id)
  if (row === null) return { outcome: 'no-talent' }
  const before: Record<string, unknown> = row.talent
  const changed = Object.entries(change).filter(([field, value]) => !Bun.deepEquals(before[field], value))
  if (changed.length === 0) return { outcome: 'unchanged' }
  const version = row.version + 1
  const marks = Object.fromEntries(changed.map(([field]) => [field, version]))
  await saveTalentContent(tx, {
    ...row,
    version,
    talent: { ...row.talent, ...Object.fromEntries(changed) },
    unsentFields: { ...row.unsentFields, ...marks },
  })
  await queue.send(tx, 'talent-write', { talentId: id }, { key: id })
  return { outcome: 'saved' }
}
