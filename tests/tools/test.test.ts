import { expect, test } from 'bun:test'
import { closingLine, parseCounts, sum } from '../../tools/test/leg'

test('the counts of a leg are the totals of its report', () => {
  const report = `<?xml version="1.0"?><testsuites name="bun test" tests="12" assertions="30" failures="2" skipped="1" time="1">
  <testsuite name="a" tests="5" failures="5" skipped="0"></testsuite></testsuites>`
  expect(parseCounts(report)).toEqual({ passed: 9, failed: 2, skipped: 1 })
})

test('a report that was never written counts nothing', () => {
  expect(parseCounts('')).toEqual({ passed: 0, failed: 0, skipped: 0 })
})

test('the closing line mentions skipped tests only when there are some', () => {
  const leg = { passed: 3, failed: 0, skipped: 0 }
  expect(closingLine(sum(leg, leg))).toBe('6 passed, 0 failed')
  expect(closingLine(sum(leg, { passed: 0, failed: 1, skipped: 2 }))).toBe('3 passed, 1 failed, 2 skipped')
})
