import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { openLimitTable } from '../../src/db/limits'
import { limits as limitRows } from '../../src/db/schema'
import { openRateLimits, type RateLimits } from '../../src/http/rate-limit'
import { openRedisLimits } from '../../src/services/redis/limits'
import { openTestDatabase } from '../support/database'
import { redisUrl } from '../support/redis'

let opened: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  opened = await openTestDatabase()
})
afterAll(() => opened.remove())

const hourly = { uses: 3, seconds: 3_600 }
// Keys depend on it, so that a Redis that was used before knows none of them.
const secret = crypto.randomUUID()

const openOn = (store: string): RateLimits =>
  openRateLimits({
    table: openLimitTable(opened.database),
    redis: store === 'Redis' && redisUrl !== null ? openRedisLimits(redisUrl) : null,
    secret: `${store} ${secret}`,
  })

describe.each(['the database', 'Redis'])('in %s', (store) => {
  const is = test.skipIf(store === 'Redis' && redisUrl === null)
  let limits: RateLimits
  beforeAll(() => {
    limits = openOn(store)
  })
  afterAll(() => limits.close())

  is('a key has its uses and then waits for the next one', async () => {
    for (const _ of [1, 2, 3]) expect(await limits.take('a', hourly)).toBe(0)
    const seconds = await limits.take('a', hourly)
    expect(seconds).toBeGreaterThan(1_190)
    expect(seconds).toBeLessThanOrEqual(1_200)
    await expect(limits.require('a', hourly)).rejects.toThrow('Too many requests')
  })

  is('one key does not hold another back', async () => {
    expect(await limits.take('b', hourly)).toBe(0)
  })

  is('twenty instances that count at once let no more through than one', async () => {
    const instances = Array.from({ length: 20 }, () => openOn(store))
    const answers = await Promise.all(instances.map((instance) => instance.take('c', hourly)))
    for (const instance of instances) instance.close()
    expect(answers.filter((seconds) => seconds === 0)).toHaveLength(3)
  })

  is('uses whose steps do not add up to the window are granted all the same', async () => {
    const limit = { uses: 70, seconds: 300 }
    for (let use = 1; use <= limit.uses; use += 1) expect(await limits.take('d', limit)).toBe(0)
    expect(await limits.take('d', limit)).toBeGreaterThan(0)
  })

  is('six uses of a limit of two take the time in which four come back', async () => {
    const limit = { uses: 2, seconds: 0.2 }
    const from = performance.now()
    for (let granted = 0; granted < 6; ) if ((await limits.take('e', limit)) === 0) granted += 1
    expect(performance.now() - from).toBeGreaterThanOrEqual(399)
  })

  is('what was cleared begins anew, and sweeping removes only what holds nobody back', async () => {
    await limits.clear('a')
    expect(await limits.take('a', hourly)).toBe(0)
    await limits.take('short', { uses: 1, seconds: 0.001 })
    await limits.sweep()
    for (const _ of [1, 2]) await limits.take('a', hourly)
    expect(await limits.take('a', hourly)).toBeGreaterThan(0)
  })
})

test('the table holds no address in clear text', async () => {
  const limits = openOn('the database')
  await limits.take('auth:203.0.113.7|/sign-in/email', hourly)
  const keys = (await opened.database.db.select().from(limitRows)).map(({ key }) => key)
  expect(keys.length).toBeGreaterThan(0)
  for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/)
})
