import { type Condition, type Expression, type Operand, type Operator, syntaxError } from './syntax'
import { accept, expect, isAt, next, peek, readFieldName, type TokenCursor } from './token-cursor'

const maxDepth = 200
const comparisons: readonly Operator[] = ['=', '!=', '>', '<', '>=', '<=']

export function readOr(cursor: TokenCursor): Expression {
  const parts = [readAnd(cursor)]
  while (accept(cursor, 'or')) parts.push(readAnd(cursor))
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts }
}

function readAnd(cursor: TokenCursor): Expression {
  const parts = [readPrimary(cursor)]
  while (accept(cursor, 'and')) parts.push(readPrimary(cursor))
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts }
}

function readPrimary(cursor: TokenCursor): Expression {
  if (!accept(cursor, '(')) return readCondition(cursor)
  cursor.depth += 1
  if (cursor.depth > maxDepth) throw syntaxError()
  const inner = readOr(cursor)
  expect(cursor, ')')
  cursor.depth -= 1
  return inner
}

function readCondition(cursor: TokenCursor): Condition {
  const field = readFieldName(cursor)
  const operator = readOperator(cursor)
  return { kind: 'condition', field, operator, operands: readOperands(cursor, operator) }
}

function readOperator(cursor: TokenCursor): Operator {
  const found = comparisons.find((operator) => isAt(cursor, operator))
  if (found) {
    next(cursor)
    return found
  }
  if (accept(cursor, 'is')) {
    const isNegative = accept(cursor, 'not')
    expect(cursor, 'empty')
    return isNegative ? 'is not empty' : 'is empty'
  }
  const isNegative = accept(cursor, 'not')
  if (accept(cursor, 'in')) return isNegative ? 'not in' : 'in'
  if (accept(cursor, 'like')) return isNegative ? 'not like' : 'like'
  throw syntaxError()
}

function readOperands(cursor: TokenCursor, operator: Operator): Operand[] {
  if (operator === 'is empty' || operator === 'is not empty') return []
  if (operator !== 'in' && operator !== 'not in') return [readOperand(cursor)]
  expect(cursor, '(')
  const operands = [readOperand(cursor)]
  while (accept(cursor, ',')) operands.push(readOperand(cursor))
  expect(cursor, ')')
  return operands
}

function readOperand(cursor: TokenCursor): Operand {
  const { kind, value } = next(cursor)
  if (kind === 'text' || kind === 'number') return { kind, value }
  if (kind !== 'word') throw syntaxError()
  return { kind: 'call', name: value, args: readArguments(cursor) }
}

function readArguments(cursor: TokenCursor): string[] {
  expect(cursor, '(')
  const args: string[] = []
  while (!accept(cursor, ')')) {
    if (args.length > 0) expect(cursor, ',')
    const { kind } = peek(cursor)
    if (kind !== 'word' && kind !== 'number') throw syntaxError()
    args.push(next(cursor).value)
  }
  return args
}
