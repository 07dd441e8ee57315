import type { Row } from '../../storage/record-store'
import { rowsOf, type Value } from '../../storage/values'
import type { App } from '../app'
import { KintoneError, message } from '../errors'
import { type Field, fieldOf, innerField, isRecorded } from '../field'
import { findPerson } from '../people'
import { unknownField, unknownPerson } from '../refusals'
import type { Test } from './compare'
import { type MatchContext, matcher } from './match'
import { allows, isNegative, optionTypes, peopleTypes, positiveOf } from './operators'
import type { Condition, Expression } from './syntax'

export type Predicate = (row: Row) => boolean

const idField: Field = { type: '__ID__', code: '$id', label: '$id' }

/** Checks an expression against the app's fields and turns it into a test of one record. */
export function compile(app: App, expression: Expression | undefined, context: MatchContext): Predicate {
  if (!expression) return () => true
  const compiled = compileNode(app, expression, context)
  return compiled.kind === 'row' ? sameRow([compiled]) : compiled.test
}

type Compiled =
  | { readonly kind: 'record'; readonly test: Predicate }
  /** A positive condition on a table: those of one `and` must hold in the same row. */
  | { readonly kind: 'row'; readonly table: string; readonly code: string; readonly test: Test }

function compileNode(app: App, node: Expression, context: MatchContext): Compiled {
  if (node.kind === 'condition') return compileCondition(app, node, context)
  const parts = node.parts.map((part) => compileNode(app, part, context))
  if (node.kind === 'or') {
    const tests = parts.map((part) => (part.kind === 'row' ? sameRow([part]) : part.test))
    return { kind: 'record', test: (row) => tests.some((test) => test(row)) }
  }
  const tests = [
    ...parts.flatMap((part) => (part.kind === 'record' ? [part.test] : [])),
    ...[...groupByTable(parts).values()].map(sameRow),
  ]
  return { kind: 'record', test: (row) => tests.every((test) => test(row)) }
}

type RowTest = Extract<Compiled, { kind: 'row' }>

function groupByTable(parts: readonly Compiled[]): Map<string, RowTest[]> {
  const groups = new Map<string, RowTest[]>()
  for (const part of parts) {
    if (part.kind === 'row') groups.set(part.table, [...(groups.get(part.table) ?? []), part])
  }
  return groups
}

function sameRow(tests: readonly RowTest[]): Predicate {
  return (row) => {
    const rows = rowsOf(row.values[tests[0]?.table ?? ''])
    return rows.some((line) => tests.every(({ code, test }) => test(line.value[code])))
  }
}

function compileCondition(app: App, condition: Condition, context: MatchContext): Compiled {
  const { field, table } = findField(app, condition.field)
  checkCondition(field, table, condition)
  const test = matcher(field, positiveOf(condition.operator), condition.operands, context)
  const negative = isNegative(condition.operator)
  if (table === undefined) {
    const read = reader(field)
    return { kind: 'record', test: negative ? (row) => !test(read(row)) : (row) => test(read(row)) }
  }
  if (!negative) return { kind: 'row', table, code: field.code, test }
  const noRowMatches: Predicate = (row) => {
    const rows = rowsOf(row.values[table])
    return rows.length > 0 && rows.every((line) => !test(line.value[field.code]))
  }
  return { kind: 'record', test: noRowMatches }
}

/** Reads a field of a record; record numbers are ids. */
export function reader(field: Field): (row: Row) => Value | undefined {
  if (field.type === '__ID__' || field.type === 'RECORD_NUMBER') return (row) => String(row.id)
  const { code } = field
  return (row) => row.values[code]
}

export function findField(app: App, code: string): { field: Field; table?: string } {
  if (code === '$id') return { field: idField }
  const field = fieldOf(app.properties, code)
  if (field && isRecorded(field)) return { field }
  const inner = innerField(app.properties, code)
  if (inner) return { field: inner.field, table: inner.table }
  if (!code.includes('.')) throw unknownField(code)
  const text = message(
    `指定されたフィールド（${code}）は関連レコード一覧のフィールドではありません。`,
    `The field (${code}) is not a related record field.`,
  )
  throw new KintoneError(400, 'GAIA_IR02', text)
}

/** In kintone's order: the option first, then the operator. */
function checkCondition(field: Field, table: string | undefined, { operator, operands }: Condition) {
  if (optionTypes.has(field.type)) checkOptions(field, operands)
  if (table !== undefined && (operator === '=' || operator === '!=')) {
    const text = message(
      `${field.code}フィールドはテーブルの中にあるため、演算子${operator}を使用できません。`,
      `Operator ${operator} cannot be used for the field ${field.code} in a table.`,
    )
    throw new KintoneError(400, 'GAIA_IQ07', text)
  }
  if (!allows(field.type, operator)) {
    const text = message(
      `${field.code}フィールドのフィールドタイプには演算子${operator}を使用できません。`,
      `Operator ${operator} cannot be used for the field type of ${field.code}.`,
    )
    throw new KintoneError(400, 'GAIA_IQ03', text)
  }
  if (peopleTypes.has(field.type)) checkPeople(operands)
}

function checkOptions(field: Field, operands: Condition['operands']) {
  for (const operand of operands) {
    if (operand.kind === 'call') continue
    if (operand.value === '' || Object.hasOwn(field.options ?? {}, operand.value)) continue
    const text = message(
      `フィールド「${field.code}」の項目に「${operand.value}」は存在しません。`,
      `The option "${operand.value}" does not exist in the field "${field.code}".`,
    )
    throw new KintoneError(400, 'GAIA_IQ10', text)
  }
}

function checkPeople(operands: Condition['operands']) {
  for (const operand of operands) {
    if (operand.kind === 'call' || operand.value === '' || findPerson(operand.value)) continue
    throw unknownPerson(operand.value)
  }
}
