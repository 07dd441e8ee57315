import { Type } from '@sinclair/typebox'
import type { Talent } from '../../profile/talent'
import { checkedAnswer, type Kintone } from './client'
import { type TalentField, writeTalent as wireTalent } from './talent-writer'

const answerShape = Type.Object({
  records: Type.Array(Type.Object({ id: Type.String(), revision: Type.String() }), { minItems: 1 }),
})

/**
 * Creates the talent's record, or updates just the named fields of it: one call, safe to repeat,
 * because the record is found by its unique auth_user_id. Throws KintoneError.
 */
export async function saveTalent(kintone: Kintone, talent: Talent, fields: readonly TalentField[]) {
  const answer = await kintone.call('talent.save', 'talent', async (client, app) => {
    const record = wireTalent(talent, fields)
    const updateKey = { field: 'auth_user_id', value: talent.id }
    return checkedAnswer(
      'talent.save',
      answerShape,
      await client.record.updateRecords({ app, upsert: true, records: [{ updateKey, record }] }),
    )
  })
  const [saved] = answer.records
  return { recordId: Number(saved?.id), revision: Number(saved?.revision) }
}
