import type { Database, Db } from '../db/client'
import { forgetRetry } from '../db/matching-states'
import { lockTalent, saveTalentContent } from '../db/talents'
import type { Queue } from '../queue/queue'
import { fingerprint, isEditable, isSameValue, type Pending } from './merge'
import type { Seen } from './seen'
import type { Talent } from './talent'

/** What a candidate may change; the id, staff's status and the consent are not among it. */
export type ProfileChange = Partial<Omit<Talent, 'id' | 'isClosed' | 'termsConsent' | 'email'>>

/** What the form showed when it was drawn, and how it would show the talent as it is now. */
export type ShownForm = { seen: Seen; valuesNow: (talent: Talent) => Record<string, unknown> }

export type SaveOutcome = { outcome: 'saved' | 'unchanged' | 'conflict' | 'no-talent' }

/**
 * Saves what the candidate changed and queues its way into kintone and its evaluation, in one transaction. A field the candidate left as
 * the form showed it is not saved, so what staff wrote into it meanwhile stays; one that both changed becomes a
 * conflict, and the candidate is asked.
 */
export async function saveProfile(
  tools: { database: Database; queue: Queue },
  talentId: string,
  wish: { change: ProfileChange; form: ShownForm },
): Promise<SaveOutcome> {
  return tools.database.transaction((tx) => changeTalent(tx, tools.queue, { id: talentId, ...wish }))
}

/** The same inside the caller's transaction; without a form everything that differs is saved. */
export async function changeTalent(
  tx: Db,
  queue: Queue,
  { id, change, form }: { id: string; change: Partial<Omit<Talent, 'id' | 'isClosed'>>; form?: ShownForm },
): Promise<SaveOutcome> {
  const row = await lockTalent(tx, id)
  if (row === null) return { outcome: 'no-talent' }
  const now: Record<string, unknown> = form ? { ...row.talent, ...form.valuesNow(row.talent) } : row.talent
  const wasLeftAlone = (field: string, value: unknown) => form?.seen.get(field) === fingerprint(value)
  const changed = Object.entries(change).filter(
    ([field, value]) => !isSameValue(now[field], value) && !wasLeftAlone(field, value),
  )
  if (changed.length === 0) return { outcome: 'unchanged' }
  const version = row.version + 1
  const saved = changed.reduce<Pending>((pending, [field, value]) => {
    const mark = form?.seen.get(field)
    const isChangedMeanwhile = mark !== undefined && mark !== fingerprint(now[field])
    return withChange(pending, { field, value, version, isChangedMeanwhile })
  }, row)
  await saveTalentContent(tx, { ...row, ...saved, version })
  await queue.send(tx, 'talent-write', { talentId: id }, { key: id })
  await forgetRetry(tx, id)
  await queue.send(tx, 'evaluate', { talentId: id }, { key: id })
  return { outcome: Object.keys(saved.conflicts).length > 0 ? 'conflict' : 'saved' }
}

type Change = { field: string; value: unknown; version: number; isChangedMeanwhile: boolean }

/** A change of one's own that is still on its way is replaced; only what somebody else wrote is a conflict. */
function withChange(pending: Pending, { field, value, version, isChangedMeanwhile }: Change): Pending {
  const before = (pending.talent as Record<string, unknown>)[field]
  const isUnsent = field in pending.unsentFields
  const isConflict = isChangedMeanwhile && !isUnsent && isEditable(field)
  const theirs = (pending.conflicts as Record<string, unknown>)[field]
  if (field in pending.conflicts && isSameValue(theirs, value)) return withTheirs(pending, field, theirs)
  return {
    talent: { ...pending.talent, [field]: value },
    unsentFields: { ...pending.unsentFields, [field]: version },
    bases: isUnsent ? pending.bases : { ...pending.bases, [field]: [before] },
    conflicts: isConflict ? { ...pending.conflicts, [field]: before } : pending.conflicts,
  }
}

/** Typed as the other side has it: nothing is left to choose, or to send. */
function withTheirs({ talent, ...marks }: Pending, field: string, theirs: unknown): Pending {
  const without = <T extends object>(map: T): T => {
    const { [field]: _gone, ...rest } = map as Record<string, unknown>
    return rest as T
  }
  return {
    talent: { ...talent, [field]: theirs },
    unsentFields: without(marks.unsentFields),
    bases: without(marks.bases),
    conflicts: without(marks.conflicts),
  }
}
