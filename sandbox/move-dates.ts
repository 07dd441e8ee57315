import { addDays, tokyoDate, toMinute } from './clock'
import { isObject } from './http/call'
import type { Field, Fields } from './kintone/field'

/** The day the demonstration data was written for. */
const seedBaseDate = '2026-11-22'

export type SeedMove = { readonly days: number; readonly months: number; readonly now: Date }

const dayMs = 86_400_000

export function seedMove(now: Date): SeedMove {
  const today = tokyoDate(now)
  const days = Math.round((Date.parse(today) - Date.parse(seedBaseDate)) / dayMs)
  const months = monthNumber(today) - monthNumber(seedBaseDate)
  return { days, months, now }
}

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1

/** A seed record with every date and time moved, so that the demonstration never grows old. */
export function moveDates(fields: Fields, record: Readonly<Record<string, unknown>>, move: SeedMove) {
  const moved: Record<string, unknown> = {}
  for (const [code, cell] of Object.entries(record)) {
    const field = fields[code]
    moved[code] = field && isObject(cell) ? { ...cell, value: moveValue(field, cell.value, move) } : cell
  }
  return moved
}

function moveValue(field: Field, value: unknown, move: SeedMove): unknown {
  if (Array.isArray(value) && field.type === 'SUBTABLE') {
    return value.map((row: unknown) =>
      isObject(row) && isObject(row.value) ? { ...row, value: moveDates(field.fields ?? {}, row.value, move) } : row,
    )
  }
  if (typeof value !== 'string' || value === '') return value
  if (field.type === 'DATE') return isYearAndMonth(field) ? moveMonths(value, move.months) : addDays(value, move.days)
  if (field.type === 'DATETIME') return moveInstant(value, move)
  if (field.type === 'CREATED_TIME' || field.type === 'UPDATED_TIME')
    return notLater(moveInstant(value, move), move.now)
  return value
}

/** 開始年月, 終了年月, 取得年月: whole months, so that they stay on the first and keep their length. */
const isYearAndMonth = (field: Field): boolean => field.code.endsWith('年月')

function moveMonths(date: string, months: number): string {
  const number = monthNumber(date) + months
  const year = String(Math.floor(number / 12)).padStart(4, '0')
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}${date.slice(7)}`
}

const moveInstant = (at: string, move: SeedMove): string => toMinute(new Date(Date.parse(at) + move.days * dayMs))

/** A record changed "later today" would hide from a sync that asks for changes since its last run. */
const notLater = (at: string, now: Date): string => (Date.parse(at) > now.getTime() ? toMinute(now) : at)
