import { expect, test } from 'bun:test'
import { afterSecondTry, closingLine, parseReport, sum, unreported } from '../../tools/test/leg'

const report = (suites: string, totals: string) =>
  `<?xml version="1.0"?><testsuites name="bun test" ${totals} time="1">${suites}</testsuites>`
const suite = (file: string, counts: string) =>
  `<testsuite name="${file}" file="${file}" ${counts}><testsuite name="group" file="${file}" tests="1" failures="1">` +
  '</testsuite></testsuite>'

test('the counts of a leg are the totals of its report, those of a file its own', () => {
  const suites =
    suite('a.test.ts', 'tests="5" failures="2" skipped="0"') + suite('b.test.ts', 'tests="7" failures="0" skipped="1"')
  const { counts, files } = parseReport(report(suites, 'tests="12" assertions="30" failures="2" skipped="1"'))
  expect(counts).toEqual({ passed: 9, failed: 2, skipped: 1 })
  expect(Object.fromEntries(files)).toEqual({
    'a.test.ts': { passed: 3, failed: 2, skipped: 0 },
    'b.test.ts': { passed: 6, failed: 0, skipped: 1 },
  })
})

test('a report that was never written counts nothing', () => {
  expect(parseReport('').counts).toEqual({ passed: 0, failed: 0, skipped: 0 })
})

test('what a file said when it was tried again is what counts, for better or worse', () => {
  const suites = suite('a.test.ts', 'tests="1" failures="1"') + suite('b.test.ts', 'tests="7" failures="0"')
  const first = parseReport(report(suites, 'tests="8" failures="1"'))
  const again = (counts: string) => afterSecondTry(first, parseReport(report(suite('a.test.ts', counts), counts)))
  expect(again('tests="4" failures="0"')).toEqual({ passed: 11, failed: 0, skipped: 0 })
  expect(again('tests="4" failures="3"')).toEqual({ passed: 8, failed: 3, skipped: 0 })
})

test('a file that could not be loaded, or that nobody came to, is missed beside those that failed', () => {
  const found = parseReport(report(suite('tests/a.test.ts', 'tests="1" failures="1"'), 'tests="1" failures="1"'))
  const named = ['--parallel=4', './tests/a.test.ts', './tests/b.test.ts', './tests/e2e/c.e2e.ts']
  expect(unreported(found, named)).toEqual(['./tests/b.test.ts', './tests/e2e/c.e2e.ts'])
})

test('the closing line mentions skipped tests only when there are some', () => {
  const leg = { passed: 3, failed: 0, skipped: 0 }
  expect(closingLine(sum(leg, leg))).toBe('6 passed, 0 failed')
  expect(closingLine(sum(leg, { passed: 0, failed: 1, skipped: 2 }))).toBe('3 passed, 1 failed, 2 skipped')
})
