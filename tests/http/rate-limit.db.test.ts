import { afterAll, beforeAll, expect, test } from 'bun:test'
import { openRateLimits, type RateLimits } from '../../src/http/rate-limit'
import { openTestDatabase } from '../support/database'

let opened: Awaited<ReturnType<typeof openTestDatabase>>
let limits: RateLimits
beforeAll(async () => {
  opened = await openTestDatabase()
  limits = openRateLimits(opened.database)
})
afterAll(() => opened.remove())

const hourly = { uses: 3, seconds: 3_600 }

test('a key has its uses and then waits for the next one', async () => {
  for (const _ of [1, 2, 3]) expect(await limits.take('a', hourly)).toBe(0)
  const seconds = await limits.take('a', hourly)
  expect(seconds).toBeGreaterThan(1_190)
  expect(seconds).toBeLessThanOrEqual(1_200)
  expect(limits.require('a', hourly)).rejects.toThrow('Too many requests')
})

test('one key does not hold another back', async () => {
  expect(await limits.take('b', hourly)).toBe(0)
})

test('twenty instances that count at once let no more through than one', async () => {
  const instances = Array.from({ length: 20 }, () => openRateLimits(opened.database))
  const answers = await Promise.all(instances.map((instance) => instance.take('c', hourly)))
  expect(answers.filter((seconds) => seconds === 0)).toHaveLength(3)
})

test('what was cleared begins anew, and sweeping removes only what holds nobody back', async () => {
  await limits.clear('a')
  expect(await limits.take('a', hourly)).toBe(0)
  await limits.take('short', { uses: 1, seconds: 0.001 })
  await limits.sweep()
  for (const _ of [1, 2]) await limits.take('a', hourly)
  expect(await limits.take('a', hourly)).toBeGreaterThan(0)
})
