import { expect, test } from 'bun:test'
import { relationCases } from './relation-cases'

test('there are many cases, and of every relation some', () => {
  const counts = Map.groupBy(relationCases, ({ relation }) => relation)
  expect(relationCases.length).toBeGreaterThanOrEqual(150)
  expect(counts.size).toBe(14)
})

for (const [relation, cases] of Map.groupBy(relationCases, (one) => one.relation))
  test(`${relation}, exactly`, () => {
    for (const { name, broken } of cases) expect([name, broken()]).toEqual([name, []])
  })
