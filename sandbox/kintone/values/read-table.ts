import { isObject } from '../../http/call'
import { rowsOf, type TableRow, type Value } from '../../storage/values'
import type { World } from '../../world'
import { KintoneError, message, type Problems } from '../errors'
import type { Field } from '../field'
import { badJson } from '../refusals'
import { checkValue } from './check-value'
import { defaultValue } from './defaults'
import { type Place, rowPlace } from './place'
import { readValue } from './read-value'

type TableTarget = { readonly world: World; readonly app: string; readonly old: readonly TableRow[] }

/**
 * The rows that replace a table: a known id keeps its row and its unsent fields, every other row is new.
 * Rows that were not sent are gone.
 */
export function readTable(target: TableTarget, table: Field, raw: unknown, place: Place, problems: Problems): Value {
  if (raw === null || raw === undefined) return []
  if (!Array.isArray(raw)) throw badJson()
  const known = new Map(rowsOf(target.old).map((row) => [row.id, row]))
  const seen = new Set<string>()
  return raw.map((item: unknown, index) => {
    const { id, cells } = readRow(item)
    if (id !== undefined && seen.has(id)) throw duplicateRow()
    if (id !== undefined) seen.add(id)
    const old = id === undefined ? undefined : known.get(id)
    return {
      id: old?.id ?? target.world.records.nextRowId(target.app),
      value: readCells(target.world, table, cells, old, (code) => rowPlace(place, index, code), problems),
    }
  })
}

function readRow(item: unknown): { id: string | undefined; cells: Record<string, unknown> } {
  if (!isObject(item)) throw badJson()
  const cells = item.value ?? {}
  if (!isObject(cells)) throw badJson()
  if (item.id === undefined || item.id === null || item.id === '') return { id: undefined, cells }
  if (!/^\d+$/.test(String(item.id))) throw badJson()
  return { id: String(item.id), cells }
}

function readCells(
  world: World,
  table: Field,
  cells: Record<string, unknown>,
  old: TableRow | undefined,
  placeOf: (code: string) => Place,
  problems: Problems,
) {
  const values: Record<string, Value> = {}
  for (const field of Object.values(table.fields ?? {})) {
    const cell = cells[field.code]
    if (cell !== undefined && !isObject(cell)) throw badJson()
    const place = placeOf(field.code)
    const isSent = isObject(cell) && cell.value !== undefined
    const value = isSent
      ? readValue(world, field, cell.value, place, problems)
      : (old?.value[field.code] ?? defaultValue(field, world.clock.now()))
    checkValue(field, value, place, problems)
    values[field.code] = value
  }
  return values
}

const duplicateRow = (): KintoneError =>
  new KintoneError(
    400,
    'GAIA_SI01',
    message('テーブルの行IDが重複しています。', 'The IDs of the table rows are duplicated.'),
  )
