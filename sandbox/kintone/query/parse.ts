import { KintoneError, message } from '../errors'
import { readOr } from './parse-expression'
import { type OrderKey, type Query, syntaxError } from './syntax'
import { accept, expect, isAt, next, peek, readFieldName, type TokenCursor } from './token-cursor'
import { tokenize } from './tokenize'

const maxLimit = 500
const maxOffset = 10_000

/** Reads kintone's query language. Keywords are lower case, as in its documentation. */
export function parseQuery(text: string): Query {
  const cursor = { tokens: tokenize(text), at: 0, depth: 0 }
  const hasNoCondition = peek(cursor).kind === 'end' || ['order', 'limit', 'offset'].some((word) => isAt(cursor, word))
  const where = hasNoCondition ? undefined : readOr(cursor)
  const order = readOrder(cursor)
  const limit = readCount(cursor, 'limit')
  const offset = readCount(cursor, 'offset')
  if (peek(cursor).kind !== 'end') throw syntaxError()
  if (limit !== undefined && limit > maxLimit) throw tooHigh('GAIA_QU01', 'limit', '500', '500')
  if (offset !== undefined && offset > maxOffset) throw tooHigh('GAIA_QU02', 'offset', '10,000', '10000')
  return {
    ...(where && { where }),
    order,
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  }
}

const tooHigh = (code: string, name: string, ja: string, en: string): KintoneError =>
  new KintoneError(
    400,
    code,
    message(`${name} には ${ja} 以下の値を指定してください。`, `${name} must be ${en} or less.`),
  )

function readOrder(cursor: TokenCursor): OrderKey[] {
  if (!accept(cursor, 'order')) return []
  expect(cursor, 'by')
  const keys: OrderKey[] = []
  do {
    const field = readFieldName(cursor)
    const isDescending = accept(cursor, 'desc')
    if (!isDescending) accept(cursor, 'asc')
    keys.push({ field, isDescending })
  } while (accept(cursor, ','))
  return keys
}

function readCount(cursor: TokenCursor, name: string): number | undefined {
  if (!accept(cursor, name)) return undefined
  const { kind, value } = next(cursor)
  if (kind !== 'number' || !/^\d+$/.test(value)) throw syntaxError()
  return Number(value)
}
