import type { Row } from '../../storage/record-store'
import { textOf, type Value } from '../../storage/values'
import type { App } from '../app'
import { KintoneError, message } from '../errors'
import { fieldOf } from '../field'
import { displayText } from '../record-json'
import { findField, type Predicate, reader } from './compile'
import { numberTypes } from './operators'
import type { OrderKey } from './syntax'

type Keyed = { readonly row: Row; readonly keys: readonly (string | number)[] }
type Selection = { readonly rows: Row[]; readonly total: number }
type Compare = (a: Keyed, b: Keyed) => number

export function filter(rows: Iterable<Row>, matches: Predicate): Row[] {
  const found: Row[] = []
  for (const row of rows) if (matches(row)) found.push(row)
  return found
}

/** The first `wanted` rows in order. Rows must come in ascending order of id. */
export function select(app: App, found: Row[], order: readonly OrderKey[], wanted: number): Selection {
  const total = found.length
  const [first] = order
  if (!first) return { rows: found.reverse(), total }
  if (order.length === 1 && (first.field === '$id' || fieldOf(app.properties, first.field)?.type === 'RECORD_NUMBER')) {
    return { rows: first.isDescending ? found.reverse() : found, total }
  }
  const readers = order.map((key) => sortKey(app, key.field))
  const keyed = (row: Row): Keyed => ({ row, keys: readers.map((read) => read(row)) })
  return { rows: firstOf(found, keyed, comparison(order), wanted), total }
}

/** Sorts only what can still be among the first: a page of 500 out of 100,000 needs no full sort. */
function firstOf(rows: readonly Row[], keyed: (row: Row) => Keyed, compare: Compare, wanted: number): Row[] {
  let best: Keyed[] = []
  let worst: Keyed | undefined
  for (const row of rows) {
    const candidate = keyed(row)
    if (worst && compare(candidate, worst) > 0) continue
    best.push(candidate)
    if (best.length < wanted * 2 + 1000) continue
    best = best.sort(compare).slice(0, wanted)
    worst = best[wanted - 1]
  }
  return best.sort(compare).map(({ row }) => row)
}

function sortKey(app: App, code: string): (row: Row) => string | number {
  const { field, table } = findField(app, code)
  if (table !== undefined || field.type === 'SUBTABLE') throw notSortable(code)
  const read = reader(field)
  if (numberTypes.has(field.type)) return (row) => numberKey(read(row))
  if (field.options) {
    const position = new Map(Object.entries(field.options).map(([label, { index }]) => [label, Number(index)]))
    return (row) => position.get(displayText(read(row))) ?? -1
  }
  return (row) => displayText(read(row))
}

/** Empty numbers sort before every number. */
function numberKey(value: Value | undefined): number {
  const text = textOf(value)
  return text === '' ? Number.NEGATIVE_INFINITY : Number(text)
}

function comparison(order: readonly OrderKey[]): Compare {
  return (a, b) => {
    for (let index = 0; index < order.length; index += 1) {
      const left = a.keys[index] ?? ''
      const right = b.keys[index] ?? ''
      if (left === right) continue
      const direction = order[index]?.isDescending ? -1 : 1
      return left < right ? -direction : direction
    }
    return b.row.id - a.row.id
  }
}

const notSortable = (code: string): KintoneError =>
  new KintoneError(
    400,
    'GAIA_IQ07',
    message(`${code}フィールドでは並び替えできません。`, `The field ${code} cannot be used for sorting.`),
  )
