import type { Database } from 'bun:sqlite'
import type { Value, Values } from './values'

export type Row = { readonly id: number; readonly revision: number; readonly values: Values }

/** One app's records in memory; the database holds the same and is read once at the start. */
export type RecordTable = {
  /** In ascending order of id: ids only grow and are never used twice. */
  readonly rows: Map<number, Row>
  /** For each 重複禁止 field: value → record id. */
  readonly uniques: Map<string, Map<string, number>>
  lastRecord: number
  lastRow: number
}

export function place(table: RecordTable, id: number, before: Row | undefined, after: Row | undefined) {
  if (after) table.rows.set(id, after)
  else table.rows.delete(id)
  index(table, before, after)
}

/** A deletion that was undone put its row at the end of the map. */
export function restoreOrder(table: RecordTable) {
  const rows = [...table.rows]
  if (rows.every(([id], position) => position === 0 || id > (rows[position - 1]?.[0] ?? 0))) return
  table.rows.clear()
  for (const [id, row] of rows.sort(([a], [b]) => a - b)) table.rows.set(id, row)
}

export function index(table: RecordTable, before: Row | undefined, after: Row | undefined) {
  for (const [code, owners] of table.uniques) {
    const old = uniqueKey(before?.values[code])
    const fresh = uniqueKey(after?.values[code])
    if (old === fresh) continue
    if (old !== undefined) owners.delete(old)
    if (fresh !== undefined && after) owners.set(fresh, after.id)
  }
}

const uniqueKey = (value: Value | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export function load(db: Database, app: string): RecordTable {
  const rows = new Map<number, Row>()
  const stored = db
    .query<{ id: number; revision: number; fields: string }, [number]>(
      'select id, revision, fields from records where app = ? order by id',
    )
    .all(Number(app))
  for (const { id, revision, fields } of stored) {
    const values: Values = JSON.parse(fields)
    rows.set(id, { id, revision, values })
  }
  const counters = db
    .query<{ last_record: number; last_row: number }, [number]>(
      'select last_record, last_row from counters where app = ?',
    )
    .get(Number(app))
  return { rows, uniques: new Map(), lastRecord: counters?.last_record ?? 0, lastRow: counters?.last_row ?? 0 }
}
