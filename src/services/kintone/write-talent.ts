import { Type } from '@sinclair/typebox'
import type { Talent } from '../../profile/talent'
import { checkedAnswer, type Kintone } from './client'
import { type RawRecord, readByKey } from './records'
import { type TalentField, writableTalentFields, writeTalent } from './talent-writer'

/** A talent's record as kintone has it, or null. Throws KintoneError. */
export function findTalentRecord(kintone: Kintone, talentId: string): Promise<RawRecord | null> {
  return readByKey(kintone, 'talent', { field: 'auth_user_id', value: talentId })
}

const upserted = Type.Object({
  records: Type.Array(Type.Object({ id: Type.String(), revision: Type.String() }), { minItems: 1 }),
})

/** Makes the record of a talent that has none, with everything; made once however often, by its unique auth_user_id. Throws KintoneError. */
export async function addTalent(kintone: Kintone, talent: Talent): Promise<{ recordId: number; revision: number }> {
  const record = writeTalent(talent, writableTalentFields)
  const updateKey = { field: 'auth_user_id', value: talent.id }
  const answer = await kintone.call(
    'talent.add',
    'talent',
    async (client, app) =>
      checkedAnswer(
        'talent.add',
        upserted,
        await client.record.updateRecords({ app, upsert: true, records: [{ updateKey, record }] }),
      ),
    'repeatable',
  )
  const [saved] = answer.records
  return { recordId: Number(saved?.id), revision: Number(saved?.revision) }
}

const updated = Type.Object({ revision: Type.String() })

/**
 * Writes just the named fields, over exactly the revision that they were merged with. Returns the new revision.
 * Throws KintoneError: 'conflict' when somebody saved since, 'refused' GAIA_RE01 when the record is gone.
 */
export async function updateTalent(
  kintone: Kintone,
  at: { recordId: number; revision: number },
  { talent, fields }: { talent: Talent; fields: readonly TalentField[] },
): Promise<number> {
  const record = writeTalent(talent, fields)
  const { recordId: id, revision } = at
  // A repetition of one that was carried out meets its own revision: a conflict that the merge settles.
  const answer = await kintone.call(
    'talent.update',
    'talent',
    async (client, app) =>
      checkedAnswer('talent.update', updated, await client.record.updateRecord({ app, id, revision, record })),
    'repeatable',
  )
  return Number(answer.revision)
}
