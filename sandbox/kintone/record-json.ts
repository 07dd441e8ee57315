import type { Row } from '../storage/record-store'
import { filesOf, personCodes, rowsOf, type Value } from '../storage/values'
import type { App } from './app'
import { type Field, type Fields, fieldOf, isRecorded } from './field'
import { emptyValue } from './values/defaults'

type RecordJson = Record<string, { type: string; value: unknown }>

/** A record as kintone sends it: everything, or only the codes asked for. */
export function recordJson(app: App, row: Row, codes?: readonly string[]): RecordJson {
  const json: RecordJson = {}
  for (const code of codes ?? Object.keys(app.properties)) {
    const field = fieldOf(app.properties, code)
    if (field && isRecorded(field)) json[code] = { type: field.type, value: fieldJson(field, row) }
  }
  if (!codes || codes.includes('$id')) json.$id = { type: '__ID__', value: String(row.id) }
  if (!codes || codes.includes('$revision')) json.$revision = { type: '__REVISION__', value: String(row.revision) }
  return json
}

function fieldJson(field: Field, row: Row): unknown {
  if (field.type === 'RECORD_NUMBER') return String(row.id)
  const value = row.values[field.code] ?? emptyValue(field)
  return field.type === 'SUBTABLE' ? tableJson(field.fields ?? {}, value) : value
}

function tableJson(fields: Fields, value: Value): unknown {
  return rowsOf(value).map((row) => ({
    id: row.id,
    value: Object.fromEntries(
      Object.values(fields).map((field) => [
        field.code,
        { type: field.type, value: row.value[field.code] ?? emptyValue(field) },
      ]),
    ),
  }))
}

/** One line of text for lists, titles and like searches. */
export function displayText(value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return personCodes(value).join(', ')
  const files = filesOf(value).map((file) => file.name)
  if (files.length > 0) return files.join(', ')
  return value.map((item) => (typeof item === 'string' ? item : 'name' in item ? item.name : '')).join(', ')
}
