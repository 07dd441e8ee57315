import { expect, test } from 'bun:test'
import { prepareTalent } from '../../src/matching/reader'
import { emptyTalent } from '../../src/profile/talent'

const read = (selfPr: string) => prepareTalent({ ...emptyTalent('t'), selfPr }, '2026-11-22')

// Each of these once took longer than anybody waits: with a pattern that backtracks they never end.
test('particles without end are read like any other text', () => {
  expect(read(`Java${'での'.repeat(60)}ん Python。`.repeat(50)).standings.has('Java')).toBe(true)
})

test('thousands of marks are read like any other text', () => {
  expect(read(`${'#'.repeat(19_000)}\nGo 5年`).standings.has('Go')).toBe(true)
})
