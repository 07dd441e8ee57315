import { addDays, tokyoMidnight } from '../../clock'
import { isEmptyValue, textOf, type Value } from '../../storage/values'
import { message } from '../errors'
import { invalidParameter } from '../refusals'
import { normaliseDate, normaliseTime, parseInstant } from '../values/normalise'
import { type DateRange, dateRange } from './date-functions'
import type { Operand, Operator } from './syntax'

export type Test = (value: Value | undefined) => boolean

export function compareNumber(operator: Operator, text: string): Test {
  if (text.trim() === '') return (value) => operator === '=' && textOf(value) === ''
  const wanted = Number(text)
  if (Number.isNaN(wanted)) throw wrongValue()
  return (value) => typeof value === 'string' && value !== '' && holds(operator, Number(value), wanted, wanted)
}

/** Milliseconds: [from, end), or undefined for the empty string. */
type Span = { readonly from: number; readonly last: number } | undefined

export function instantRange(operand: Operand, now: Date): Span {
  if (operand.kind === 'call') {
    if (operand.name === 'NOW') {
      const minute = Math.floor(now.getTime() / 60_000) * 60_000
      return { from: minute, last: minute }
    }
    const { from, to } = dateRange(operand.name, operand.args, now)
    return { from: tokyoMidnight(from), last: tokyoMidnight(addDays(to, 1)) - 1 }
  }
  if (operand.value === '') return undefined
  const at = parseInstant(operand.value)
  if (at === undefined) throw wrongValue()
  return { from: at, last: at }
}

export function compareInstant(operator: Operator, span: Span): Test {
  if (!span) return (value) => operator === '=' && isEmptyValue(value)
  return (value) => !isEmptyValue(value) && holds(operator, Date.parse(textOf(value)), span.from, span.last)
}

export function compareDate(operator: Operator, operand: Operand, now: Date): Test {
  const range = dayRange(operand, now)
  if (!range) return (value) => operator === '=' && isEmptyValue(value)
  return (value) => !isEmptyValue(value) && holds(operator, textOf(value), range.from, range.to)
}

function dayRange(operand: Operand, now: Date): DateRange | undefined {
  if (operand.kind === 'call') return dateRange(operand.name === 'NOW' ? 'TODAY' : operand.name, operand.args, now)
  if (operand.value === '') return undefined
  const date = normaliseDate(operand.value)
  if (!date) throw wrongValue()
  return { from: date, to: date }
}

export function compareTime(operator: Operator, text: string): Test {
  if (text === '') return (value) => operator === '=' && isEmptyValue(value)
  const time = normaliseTime(text)
  if (!time) throw wrongValue()
  return (value) => !isEmptyValue(value) && holds(operator, textOf(value), time, time)
}

/** Against a span: equal is inside, less is before its start, greater is after its end. */
function holds<T extends string | number>(operator: Operator, value: T, from: T, last: T): boolean {
  switch (operator) {
    case '=':
      return value >= from && value <= last
    case '<':
      return value < from
    case '>':
      return value > last
    case '<=':
      return value <= last
    case '>=':
      return value >= from
    default:
      return false
  }
}

const wrongValue = () =>
  invalidParameter(
    'query',
    message('クエリの値の形式が正しくありません。', 'The format of a value in the query is invalid.'),
  )
