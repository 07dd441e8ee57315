import { expect, test } from 'bun:test'
import { paidOn, paymentOf } from '../../src/jobs/payment'
import { paymentWord } from '../../views/format'

/** 支払サイト in days → in words, and when the work of November 2026 is paid. */
const cases: [number, string, string][] = [
  [0, '当月末', '2026-11-30'],
  [10, '翌月10日', '2026-12-10'],
  [15, '翌月15日', '2026-12-15'],
  [30, '翌月末', '2026-12-31'],
  [35, '翌々月5日', '2027-01-05'],
  [45, '翌々月15日', '2027-01-15'],
  [60, '翌々月末', '2027-01-31'],
  [75, '3か月後の15日', '2027-02-15'],
  [90, '3か月後の月末', '2027-02-28'],
]

test.each(cases)('%d days are %s', (days, word, day) => {
  const payment = paymentOf(days)
  expect(payment && paymentWord(payment)).toBe(word)
  expect(payment && paidOn(payment, '2026-11')).toBe(day)
})

test('a day that its month does not have is the last one', () => {
  expect(paidOn({ monthsLater: 1, day: 29 }, '2027-01')).toBe('2027-02-28')
})

test('what cannot be counted is not computed', () => {
  for (const days of [null, -30, 30.5, 1_000, Number.NaN]) expect(paymentOf(days)).toBeNull()
})
