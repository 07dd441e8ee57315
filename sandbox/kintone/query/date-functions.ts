import { addDays, tokyoDate } from '../../clock'
import { KintoneError, message } from '../errors'
import { syntaxError } from './syntax'

/** First and last calendar date in Asia/Tokyo; NOW is an instant and has none. */
export type DateRange = { readonly from: string; readonly to: string }

const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY']
const units = ['DAYS', 'WEEKS', 'MONTHS', 'YEARS']
const oneDay = (date: string): DateRange => ({ from: date, to: date })

export function dateRange(name: string, args: readonly string[], now: Date): DateRange {
  const today = tokyoDate(now)
  switch (name) {
    case 'TODAY':
      return fixed(args, oneDay(today))
    case 'YESTERDAY':
      return fixed(args, oneDay(addDays(today, -1)))
    case 'TOMORROW':
      return fixed(args, oneDay(addDays(today, 1)))
    case 'FROM_TODAY':
      return oneDay(fromToday(today, args))
    case 'THIS_WEEK':
    case 'LAST_WEEK':
    case 'NEXT_WEEK':
      return week(addDays(today, 7 * stepOf(name)), args)
    case 'THIS_MONTH':
    case 'LAST_MONTH':
    case 'NEXT_MONTH':
      return month(today, stepOf(name), args)
    case 'THIS_YEAR':
    case 'LAST_YEAR':
    case 'NEXT_YEAR':
      return fixed(args, year(Number(today.slice(0, 4)) + stepOf(name)))
    default:
      throw syntaxError()
  }
}

const stepOf = (name: string): number => (name.startsWith('LAST') ? -1 : name.startsWith('NEXT') ? 1 : 0)

function fixed(args: readonly string[], range: DateRange): DateRange {
  if (args.length > 0) throw wrongArgumentCount()
  return range
}

const wrongArgumentCount = (): KintoneError =>
  new KintoneError(
    400,
    'GAIA_IL08',
    message('関数の引数の数が正しくありません。', 'The number of arguments is invalid.'),
  )

function fromToday(today: string, args: readonly string[]): string {
  const [count = '', unit = ''] = args
  if (args.length !== 2) throw wrongArgumentCount()
  if (!/^-?\d{1,5}$/.test(count)) throw syntaxError()
  if (!units.includes(unit)) {
    const text = message('FROM_TODAY関数の単位が正しくありません。', 'The unit of the FROM_TODAY function is invalid.')
    throw new KintoneError(400, 'GAIA_IQ25', text)
  }
  if (unit === 'DAYS') return addDays(today, Number(count))
  if (unit === 'WEEKS') return addDays(today, 7 * Number(count))
  return addMonths(today, Number(count) * (unit === 'YEARS' ? 12 : 1))
}

/** The same day of another month, or that month's last day. */
function addMonths(date: string, months: number): string {
  const [yearNumber = 0, monthNumber = 1, day = 1] = date.split('-').map(Number)
  const first = new Date(Date.UTC(yearNumber, monthNumber - 1 + months, 1)).toISOString().slice(0, 10)
  const last = lastOfMonth(first)
  return `${last.slice(0, 8)}${String(Math.min(day, Number(last.slice(8)))).padStart(2, '0')}`
}

function lastOfMonth(date: string): string {
  const [yearNumber = 0, monthNumber = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(yearNumber, monthNumber, 0)).toISOString().slice(0, 10)
}

function week(date: string, args: readonly string[]): DateRange {
  if (args.length > 1) throw wrongArgumentCount()
  const sunday = addDays(date, -new Date(`${date}T00:00:00Z`).getUTCDay())
  if (args.length === 0) return { from: sunday, to: addDays(sunday, 6) }
  const day = weekdays.indexOf(args[0] ?? '')
  if (day < 0) throw syntaxError()
  return oneDay(addDays(sunday, day))
}

function month(today: string, step: number, args: readonly string[]): DateRange {
  if (args.length > 1) throw wrongArgumentCount()
  const from = addMonths(`${today.slice(0, 8)}01`, step)
  const to = lastOfMonth(from)
  const [day] = args
  if (day === undefined) return { from, to }
  if (day === 'LAST') return oneDay(to)
  const number = /^\d{1,2}$/.test(day) ? Number(day) : 0
  if (number < 1 || number > 31) throw wrongMonthDay()
  return oneDay(number > Number(to.slice(8)) ? to : `${from.slice(0, 8)}${String(number).padStart(2, '0')}`)
}

const wrongMonthDay = (): KintoneError =>
  new KintoneError(
    400,
    'GAIA_IQ23',
    message(
      '月の関数の日には1から31、またはLASTを指定してください。',
      'Specify 1 to 31 or LAST as the day of the month.',
    ),
  )

const year = (number: number): DateRange => ({ from: `${number}-01-01`, to: `${number}-12-31` })
