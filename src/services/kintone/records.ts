import { type Static, Type } from '@sinclair/typebox'
import type { KintoneAppName } from '../../config'
import { checkedAnswer, type Kintone } from './client'

export const recordsPerPage = 500

const systemFields = Type.Object({
  $id: Type.Object({ value: Type.String({ pattern: '^[0-9]+$' }) }),
  $revision: Type.Object({ value: Type.String({ pattern: '^[0-9]+$' }) }),
  更新日時: Type.Object({ value: Type.String() }),
})
const page = Type.Object({ records: Type.Array(systemFields) })
const revisionPage = Type.Object({ records: Type.Array(Type.Pick(systemFields, ['$id', '$revision'])) })

/** A record as it came, beside the three things every app's records have. */
export type RawRecord = { recordId: number; revision: number; updatedAt: string; record: unknown }

/**
 * One page of records after `afterId`, by ascending `$id`.
 * @param changedSince ISO instant: only records changed since then (更新日時 has minute precision); null for all.
 */
export async function readPage(
  kintone: Kintone,
  app: KintoneAppName,
  from: { afterId: number; changedSince: string | null },
) {
  const changed = from.changedSince === null ? '' : `更新日時 >= "${from.changedSince}" and `
  const query = `${changed}$id > ${from.afterId} order by $id asc limit ${recordsPerPage}`
  const answer = await kintone.call(
    'records.read',
    app,
    async (client, appId) => checkedAnswer('records.read', page, await client.record.getRecords({ app: appId, query })),
    'reads',
  )
  return answer.records.map(rawRecord)
}

/** One page of what exists after `afterId`: record ids with their revisions, by ascending id. */
export async function readRevisionPage(
  kintone: Kintone,
  app: KintoneAppName,
  afterId: number,
): Promise<{ recordId: number; revision: number }[]> {
  const query = `$id > ${afterId} order by $id asc limit ${recordsPerPage}`
  const fields = ['$id', '$revision']
  const answer = await kintone.call(
    'records.revisions',
    app,
    async (client, appId) =>
      checkedAnswer('records.revisions', revisionPage, await client.record.getRecords({ app: appId, query, fields })),
    'reads',
  )
  return answer.records.map(({ $id, $revision }) => ({
    recordId: Number($id.value),
    revision: Number($revision.value),
  }))
}

/** The records of these numbers that still exist; at most `recordsPerPage` numbers. */
export async function readByIds(kintone: Kintone, app: KintoneAppName, recordIds: number[]): Promise<RawRecord[]> {
  const query = `$id in (${recordIds.join(', ')}) limit ${recordsPerPage}`
  const answer = await kintone.call(
    'records.read-by-ids',
    app,
    async (client, appId) =>
      checkedAnswer('records.read-by-ids', page, await client.record.getRecords({ app: appId, query })),
    'reads',
  )
  return answer.records.map(rawRecord)
}

/** The record of this number, or null when it was deleted. */
export async function readById(kintone: Kintone, app: KintoneAppName, recordId: number): Promise<RawRecord | null> {
  const answer = await kintone.call(
    'record.read-by-id',
    app,
    async (client, appId) =>
      checkedAnswer(
        'record.read-by-id',
        page,
        await client.record.getRecords({ app: appId, query: `$id = ${recordId}` }),
      ),
    'reads',
  )
  const [found] = answer.records
  return found === undefined ? null : rawRecord(found)
}

/** The record whose unique key field has this value, or null. */
export async function readByKey(kintone: Kintone, app: KintoneAppName, key: { field: string; value: string }) {
  const query = `${key.field} = ${quoted(key.value)} limit 1`
  const answer = await kintone.call(
    'record.read-by-key',
    app,
    async (client, appId) =>
      checkedAnswer('record.read-by-key', page, await client.record.getRecords({ app: appId, query })),
    'reads',
  )
  const [found] = answer.records
  return found === undefined ? null : rawRecord(found)
}

/** A text in a query of kintone's. */
export const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

function rawRecord(record: Static<typeof systemFields>): RawRecord {
  return {
    recordId: Number(record.$id.value),
    revision: Number(record.$revision.value),
    updatedAt: record.更新日時.value,
    record,
  }
}
