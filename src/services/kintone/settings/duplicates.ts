import { Type } from '@sinclair/typebox'
import type { SettingsClient } from './settings-client'

const recordsPerPage = 500
/** 20,000 records: 40 of an app's 10,000 calls a day. */
const maximumPages = 40

const page = Type.Object({
  records: Type.Array(Type.Record(Type.String(), Type.Object({ value: Type.Unknown() }))),
})

/** Numbers of records whose value another one has as well. Looks at the newest 20,000 records. Throws SettingsError. */
export async function findDuplicates(client: SettingsClient, app: string, field: string): Promise<string[]> {
  const byValue = new Map<string, string[]>()
  let before = ''
  for (let pages = 0; pages < maximumPages; pages += 1) {
    const query = `${before}order by $id desc limit ${recordsPerPage}`
    const { records } = await client.call('record.duplicates', page, ({ record }) =>
      record.getRecords({ app, fields: ['$id', field], query }),
    )
    for (const record of records) {
      const [id, value] = [String(record.$id?.value), record[field]?.value]
      if (typeof value === 'string' && value !== '') byValue.set(value, [...(byValue.get(value) ?? []), id])
    }
    if (records.length < recordsPerPage) break
    before = `$id < ${records.at(-1)?.$id?.value} `
  }
  return [...byValue.values()].filter((ids) => ids.length > 1).flat()
}
