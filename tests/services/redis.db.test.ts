import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { RedisClient } from 'bun'
import { openLimitTable } from '../../src/db/limits'
import { openRateLimits } from '../../src/http/rate-limit'
import { configureLog } from '../../src/log'
import { openRedisLimits, RedisError } from '../../src/services/redis/limits'
import { openTestDatabase } from '../support/database'
import { eventually } from '../support/eventually'
import { canStartRedis, startOwnRedis } from '../support/redis'

// These servers are harmed, so each test has its own.
const own = test.skipIf(!canStartRedis)
const hourly = { uses: 3, seconds: 3_600 }
const lines: string[] = []

let opened: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  opened = await openTestDatabase()
  configureLog({ level: 'info', write: (line) => lines.push(line) })
})
afterAll(async () => {
  configureLog({ level: 'silent', write: (line) => void process.stdout.write(`${line}\n`) })
  await opened.remove()
})

function openLimits(url: string) {
  let ms = 0
  const redis = openRedisLimits(url)
  const limits = openRateLimits({
    table: openLimitTable(opened.database),
    redis,
    secret: crypto.randomUUID(),
    now: () => ms,
  })
  lines.length = 0
  const pass = (passedMs: number) => {
    ms += passedMs
  }
  return { ...limits, pass }
}

async function ask(url: string, command: string, ...args: string[]): Promise<unknown> {
  const client = new RedisClient(url)
  try {
    return await client.send(command, args)
  } finally {
    client.close()
  }
}

/** The server's own id: what startRedis started is a shell around it. */
async function processOf(url: string): Promise<number> {
  return Number(/process_id:(\d+)/.exec(String(await ask(url, 'INFO', 'server')))?.[1])
}

describe('Redis', () => {
  own('keeps keys that tell nothing and vanish by themselves', async () => {
    const redis = await startOwnRedis()
    const limits = openLimits(redis.url)
    await limits.take('auth:203.0.113.7|/sign-in/email', { uses: 2, seconds: 100 })
    const keys = (await ask(redis.url, 'KEYS', '*')) as string[]
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatch(/^proworks:limit:[\w-]{43}$/)
    const left = Number(await ask(redis.url, 'PTTL', keys[0] ?? ''))
    expect(left).toBeGreaterThan(40_000)
    expect(left).toBeLessThanOrEqual(50_000)
    limits.close()
    await redis.stop()
  })

  own('is sent the script again when it has forgotten it', async () => {
    const redis = await startOwnRedis()
    const limits = openLimits(redis.url)
    for (const _ of [1, 2]) expect(await limits.take('a', hourly)).toBe(0)
    await ask(redis.url, 'SCRIPT', 'FLUSH')
    expect(await limits.take('a', hourly)).toBe(0)
    expect(await limits.take('a', hourly)).toBeGreaterThan(0)
    expect(lines).toEqual([])
    limits.close()
    await redis.stop()
  })

  own('may die: the limit goes on in the database, and says so once a minute', async () => {
    const redis = await startOwnRedis()
    const limits = openLimits(redis.url)
    for (const _ of [1, 2, 3]) expect(await limits.take('b', hourly)).toBe(0)
    expect(await limits.take('b', hourly)).toBeGreaterThan(0)
    process.kill(await processOf(redis.url), 'SIGKILL')
    for (const _ of [1, 2, 3]) expect(await limits.take('b', hourly)).toBe(0)
    expect(await limits.take('b', hourly)).toBeGreaterThan(0)
    for (const _ of [1, 2, 3, 4, 5]) {
      limits.pass(14_000)
      expect(await limits.take('b', hourly)).toBeGreaterThan(0)
    }
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['limits.redis-away', 'limits.redis-away'])
    expect(lines.join()).not.toContain('127.0.0.1')
    limits.close()
    await redis.stop()
  })

  own('may hang: nobody waits long, and it counts again when it is back', async () => {
    const redis = await startOwnRedis()
    const limits = openLimits(redis.url)
    expect(await limits.take('c', hourly)).toBe(0)
    const id = await processOf(redis.url)
    process.kill(id, 'SIGSTOP')
    const from = performance.now()
    const answers = await Promise.all([1, 2, 3, 4].map(() => limits.take('c', hourly)))
    expect(answers.filter((seconds) => seconds === 0)).toHaveLength(3)
    expect(performance.now() - from).toBeLessThan(5_000)
    process.kill(id, 'SIGCONT')
    await eventually('Redis to count again', async () => {
      limits.pass(1_000)
      await limits.take('c', hourly)
      return lines.some((line) => line.includes('limits.redis-back'))
    })
    limits.close()
    await redis.stop()
  })

  own('that refuses is away too, and its words stay out of the error', async () => {
    const redis = await startOwnRedis()
    await ask(redis.url, 'CONFIG', 'SET', 'requirepass', 'right-password')
    const store = openRedisLimits(redis.url.replace('//', '//:wrong-password@'))
    const error = await store.take('d', hourly).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RedisError)
    expect(String(error)).not.toMatch(/wrong-password|127\.0\.0\.1/)
    store.close()
    await redis.stop()
  })
})

test('a Redis that was never there does not keep a request', async () => {
  const limits = openLimits('redis://:secret-of-redis@127.0.0.1:1')
  for (const _ of [1, 2, 3]) expect(await limits.take('e', hourly)).toBe(0)
  expect(await limits.take('e', hourly)).toBeGreaterThan(0)
  await limits.clear('e')
  expect(await limits.take('e', hourly)).toBe(0)
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('secret-of-redis')
  limits.close()
})
