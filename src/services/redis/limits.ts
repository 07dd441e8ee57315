import { RedisClient } from 'bun'
import type { Limit, LimitStore } from '../../db/limits'

/** The only error that leaves this folder: no address, no password, no key. */
export class RedisError extends Error {
  override name = 'RedisError'
  constructor(readonly code: string) {
    super(`redis limits: ${code}`)
  }
}

export type RedisLimits = LimitStore & { close: () => void }

/** Connecting included. A limit that takes longer than Postgres would is of no use. */
const timeoutMs = 250
const keyPrefix = 'proworks:limit:'

// The same rule as takeLimit in db/limits.ts, in whole microseconds on the server's clock: one script is one step, so
// that instances and parallel requests share one count. The time goes through string.format because Lua would write
// 14 of its 16 digits, and through floor because steps rounded up would add up to more than the window. Answers the microseconds until the next use is free, 0 when this one was.
const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local window = ARGV[2] * 1000000
local free = math.max(tonumber(redis.call('GET', KEYS[1])) or 0, now) + window / ARGV[1]
local wait = free - window - now
if wait > 1 then return math.ceil(wait) end
redis.call('SET', KEYS[1], string.format('%.0f', math.floor(free)))
redis.call('PEXPIRE', KEYS[1], math.ceil((free - now) / 1000))
return 0`
const takeHash = new Bun.CryptoHasher('sha1').update(takeScript).digest('hex')

/** Connects with the first call and again after a failure. Every call throws RedisError while Redis does not answer. */
export function openRedisLimits(url: string): RedisLimits {
  const options = { autoReconnect: false, connectionTimeout: timeoutMs }
  let client: RedisClient | null = null
  let isClosed = false

  const ask = async (work: (client: RedisClient) => Promise<unknown>): Promise<unknown> => {
    if (isClosed) throw new RedisError('CLOSED')
    client ??= new RedisClient(url, options)
    const used = client
    try {
      return await answerInTime(work(used))
    } catch (error) {
      // It may be dead without saying so, or lead to what is only a replica by now: the next call opens another one.
      if (client === used) client = null
      used.close()
      throw new RedisError(codeOf(error))
    }
  }

  return {
    take: async (key, limit) => {
      const waitMicroseconds = await ask((it) => runTake(it, key, limit))
      if (typeof waitMicroseconds !== 'number') throw new RedisError('UNEXPECTED_ANSWER')
      return waitMicroseconds === 0 ? 0 : Math.max(1, Math.ceil(waitMicroseconds / 1_000_000))
    },
    clear: async (key) => void (await ask((it) => it.send('DEL', [keyPrefix + key]))),
    close: () => {
      isClosed = true
      client?.close()
      client = null
    },
  }
}

/** The server keeps the script until it restarts; only then is it sent again. */
async function runTake(client: RedisClient, key: string, { uses, seconds }: Limit): Promise<unknown> {
  const rest = ['1', keyPrefix + key, String(uses), String(seconds)]
  try {
    return await client.send('EVALSHA', [takeHash, ...rest])
  } catch (error) {
    if (codeOf(error) !== 'NOSCRIPT') throw error
    return client.send('EVAL', [takeScript, ...rest])
  }
}

/** Bun's client waits for ever for an answer once it is connected. */
async function answerInTime<T>(answer: Promise<T>): Promise<T> {
  const overdue = Promise.withResolvers<never>()
  const timer = setTimeout(() => overdue.reject(new RedisError('TIMEOUT')), timeoutMs)
  return Promise.race([answer, overdue.promise]).finally(() => clearTimeout(timer))
}

/** What the server calls it (READONLY, OOM, NOAUTH), else the client's word. Never the rest of a message. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  const code = 'code' in error ? String(error.code) : error.name
  return code === 'ERR_REDIS_SERVER_ERROR' ? (/^[A-Z]+/.exec(error.message)?.[0] ?? code) : code
}
