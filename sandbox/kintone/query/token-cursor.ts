import { syntaxError } from './syntax'
import type { QueryToken } from './tokenize'

/** A place in the token list that only moves forward. */
export type TokenCursor = { readonly tokens: readonly QueryToken[]; at: number; depth: number }

const reserved = new Set([
  'and',
  'or',
  'not',
  'in',
  'like',
  'is',
  'empty',
  'order',
  'by',
  'limit',
  'offset',
  'asc',
  'desc',
])

export const peek = (cursor: TokenCursor): QueryToken => cursor.tokens[cursor.at] ?? { kind: 'end', value: '' }

export function next(cursor: TokenCursor): QueryToken {
  const token = peek(cursor)
  cursor.at += 1
  return token
}

/** A keyword or a symbol; text in quotes is neither. */
export function isAt(cursor: TokenCursor, value: string): boolean {
  const token = peek(cursor)
  return (token.kind === 'word' || token.kind === 'symbol') && token.value === value
}

export function accept(cursor: TokenCursor, value: string): boolean {
  if (!isAt(cursor, value)) return false
  cursor.at += 1
  return true
}

export function expect(cursor: TokenCursor, value: string) {
  if (!accept(cursor, value)) throw syntaxError()
}

export function readFieldName(cursor: TokenCursor): string {
  const token = next(cursor)
  if (token.kind !== 'word' || reserved.has(token.value)) throw syntaxError()
  return token.value
}
