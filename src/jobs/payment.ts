/**
 * 支払サイト as the trade counts it: the work of a month is closed at its end, and thirty days are one month.
 * `day` null: the last one.
 */
export type Payment = { monthsLater: number; day: number | null }

const longestTermDays = 180

/** Null when the term says nothing that could be counted. */
export function paymentOf(termDays: number | null): Payment | null {
  if (termDays === null || !Number.isInteger(termDays) || termDays < 0 || termDays > longestTermDays) return null
  const [months, rest] = [Math.floor(termDays / 30), termDays % 30]
  return rest === 0 ? { monthsLater: months, day: null } : { monthsLater: months + 1, day: rest }
}

/** @param workMonth `YYYY-MM`; the answer is `YYYY-MM-DD`. */
export function paidOn({ monthsLater, day }: Payment, workMonth: string): string {
  const [year = 0, month = 0] = workMonth.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + monthsLater, 0))
  last.setUTCDate(Math.min(day ?? 31, last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}
