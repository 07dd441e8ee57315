import { fuzzApp, type Sample } from './query-reference'

type Random = () => number
const pick = <T>(random: Random, list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0]
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** A valid query as text, with the same meaning as a plain function. */
export type Generated = { readonly text: string; readonly holds: (sample: Sample) => boolean }

export function generate(random: Random, depth: number): Generated {
  if (depth === 0 || random() < 0.3) return condition(random)
  const left = generate(random, depth - 1)
  const right = generate(random, depth - 1)
  const gap = pick(random, [' ', '  ', '\n', '　'])
  return random() < 0.5
    ? { text: `(${left.text})${gap}and (${right.text})`, holds: (one) => left.holds(one) && right.holds(one) }
    : { text: `(${left.text}${gap}or ${right.text})`, holds: (one) => left.holds(one) || right.holds(one) }
}

function condition(random: Random): Generated {
  return pick(random, [
    numberCondition,
    textCondition,
    choiceCondition,
    listCondition,
    dateCondition,
    searchCondition,
    idCondition,
  ])(random)
}

const compare: Record<string, (a: number | string, b: number | string) => boolean> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
}
const operators = ['=', '!=', '<', '>', '<=', '>='] as const

function numberCondition(random: Random): Generated {
  const operator = pick(random, operators)
  const value = Math.floor(random() * 5) * 10
  const written = random() < 0.5 ? String(value) : `"${value}"`
  const text = `単価 ${operator} ${written}`
  return {
    text,
    holds: (one) => (one.rate === undefined ? operator === '!=' : (compare[operator]?.(one.rate, value) ?? false)),
  }
}

function idCondition(random: Random): Generated {
  const operator = pick(random, operators)
  const value = Math.floor(random() * 30)
  return { text: `$id ${operator} ${value}`, holds: (one) => compare[operator]?.(one.id, value) ?? false }
}

function textCondition(random: Random): Generated {
  const values = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick<string>(random, fuzzApp.names))
  const isNot = random() < 0.5
  const text = `名前 ${isNot ? 'not in' : 'in'} (${values.map(quoted).join(',')})`
  return { text, holds: (one) => values.includes(one.name) !== isNot }
}

function choiceCondition(random: Random): Generated {
  const value = pick(random, ['', ...fuzzApp.choices])
  const isNot = random() < 0.5
  const text = `区分 ${isNot ? 'not in' : 'in'} (${quoted(value)})`
  return { text, holds: (one) => ((one.choice ?? '') === value) !== isNot }
}

function listCondition(random: Random): Generated {
  const value = pick(random, ['', ...fuzzApp.choices])
  const isNot = random() < 0.5
  const holds = (one: Sample) => (value === '' ? one.list.length === 0 : one.list.includes(value))
  return { text: `複数 ${isNot ? 'not in' : 'in'} (${quoted(value)})`, holds: (one) => holds(one) !== isNot }
}

function dateCondition(random: Random): Generated {
  const operator = pick(random, operators)
  const date = `2026-11-${String(20 + Math.floor(random() * 6)).padStart(2, '0')}`
  const written = date === '2026-11-22' ? 'TODAY()' : quoted(date)
  const holds = (one: Sample) =>
    one.date === undefined ? operator === '!=' : (compare[operator]?.(one.date, date) ?? false)
  return { text: `日付 ${operator} ${written}`, holds }
}

function searchCondition(random: Random): Generated {
  const word = pick(random, ['go', 'ava', '決済', '"', '\\', 'zzz'])
  const isNot = random() < 0.5
  const holds = (one: Sample) => one.text.toLowerCase().includes(word) !== isNot
  return { text: `本文 ${isNot ? 'not like' : 'like'} ${quoted(word)}`, holds }
}

/** A valid query with a few characters changed, removed or repeated. */
export function damage(random: Random, text: string): string {
  const pieces = [
    '"',
    '(',
    ')',
    ',',
    ' and ',
    ' or ',
    'not ',
    '=',
    '無い',
    '\\',
    '\t',
    '0',
    '-',
    'limit 1 ',
    'TODAY(',
    '`',
    "'",
  ]
  let result = text
  for (let round = 0; round <= random() * 3; round += 1) {
    const at = Math.floor(random() * result.length)
    const length = random() < 0.5 ? 0 : Math.floor(random() * 6)
    const piece = random() < 0.3 ? '' : (pieces[Math.floor(random() * pieces.length)] ?? '')
    result = result.slice(0, at) + piece + result.slice(at + length)
  }
  return result
}
