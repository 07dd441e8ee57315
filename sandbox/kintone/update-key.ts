import { isObject } from '../http/call'
import type { Row } from '../storage/record-store'
import type { App } from './app'
import { KintoneError, message } from './errors'
import { fieldOf } from './field'
import { type Params, readObject, readText } from './params'
import { invalidParameter, unknownField } from './refusals'
import type { Session } from './session'
import { normaliseNumber } from './values/normalise'

const keyTypes = new Set(['SINGLE_LINE_TEXT', 'NUMBER'])
const maxKeyLength = 64

/** The record an update key points at; undefined when there is none (an upsert then adds it). */
export function findByKey(session: Session, app: App, params: Params, prefix: string): Row | undefined {
  const { field, value } = readKey(app, params, prefix)
  const table = session.world.records.table(app.id)
  return table.rows.get(table.uniques.get(field)?.get(value) ?? 0)
}

export function readKey(app: App, params: Params, prefix: string): { field: string; value: string } {
  if (params.id !== undefined && params.id !== null) {
    const both = message('idとupdateKeyは同時に指定できません。', 'You cannot specify both id and updateKey.')
    throw invalidParameter(`${prefix}updateKey`, both)
  }
  const key = readObject(params.updateKey, `${prefix}updateKey`)
  const code = readText(key, 'field')
  const field = fieldOf(app.properties, code)
  if (!field) throw unknownField(code)
  if (!keyTypes.has(field.type) || field.unique !== true) throw keyRefusals.notUnique(code)
  const text = readText(key, 'value')
  if (text.length > maxKeyLength) {
    const tooLong = message(
      `${maxKeyLength + 1}文字より短くなければなりません。`,
      `Enter less than ${maxKeyLength + 1} characters.`,
    )
    throw invalidParameter(`${prefix}updateKey.value`, tooLong)
  }
  if (isObject(params.record) && params.record[code] !== undefined) {
    const twice = message(
      'updateKeyに指定したフィールドは更新できません。',
      'The update key field must not be in the record.',
    )
    throw invalidParameter(`${prefix}record.${code}`, twice)
  }
  return { field: code, value: field.type === 'NUMBER' ? (normaliseNumber(text) ?? text) : text }
}

export const keyRefusals = {
  noMatch: () =>
    new KintoneError(
      404,
      'GAIA_RE20',
      message(
        '「updateKey」で指定した条件に一致するレコードが見つかりません。',
        'No records match the conditions specified in the "updateKey" field.',
      ),
    ),
  notUnique: (code: string) =>
    new KintoneError(
      400,
      'GAIA_IQ27',
      message(
        `レコードの更新に失敗しました。「updateKey」に指定したフィールド（code: ${code}）には「値の重複を禁止する」の設定が必要です。`,
        `Failed to update record. The field (code: ${code}) set as "updateKey" must be set to "Prohibit duplicate values".`,
      ),
    ),
}
