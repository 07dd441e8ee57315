import { syntaxError } from './syntax'

export type QueryToken = {
  readonly kind: 'word' | 'text' | 'number' | 'symbol' | 'end'
  readonly value: string
}

/** The longest query a request can carry anyway; keeps a broken client from burning the sandbox's time. */
const maxQueryLength = 200_000

const escapes: Record<string, string> = { '"': '"', '\\': '\\', t: '\t', n: '\n' }
const symbol = /(?:!=|>=|<=|[=<>(),])/y
const number = /-?\d+(?:\.\d+)?(?![^\s,()=!<>"])/y
const word = /[^\s,()=!<>"'`]+/y
const space = /\s+/y

export function tokenize(query: string): QueryToken[] {
  if (query.length > maxQueryLength) throw syntaxError()
  const tokens: QueryToken[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(query)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  while (at < query.length) {
    if (take(space) !== undefined) continue
    if (query[at] === '"') {
      const read = readText(query, at + 1)
      at = read.end
      tokens.push({ kind: 'text', value: read.value })
      continue
    }
    tokens.push(readPlain(take))
  }
  tokens.push({ kind: 'end', value: '' })
  return tokens
}

function readPlain(take: (pattern: RegExp) => string | undefined): QueryToken {
  const found = take(symbol)
  if (found !== undefined) return { kind: 'symbol', value: found }
  const digits = take(number)
  if (digits !== undefined) return { kind: 'number', value: digits }
  const name = take(word)
  if (name !== undefined && !/^[-+.\d]/.test(name)) return { kind: 'word', value: name }
  throw syntaxError()
}

/** Double quotes only; a raw tab or line break inside is an error. */
function readText(query: string, start: number): { value: string; end: number } {
  let value = ''
  for (let at = start; at < query.length; at += 1) {
    const character = query[at] ?? ''
    if (character === '"') return { value, end: at + 1 }
    if (character === '\t' || character === '\n' || character === '\r') throw syntaxError()
    if (character !== '\\') {
      value += character
      continue
    }
    at += 1
    const escaped = escapes[query[at] ?? '']
    if (escaped === undefined) throw syntaxError()
    value += escaped
  }
  throw syntaxError()
}
