import { findRedis, type Redis, startRedis } from '../../tools/test/redis'

/** The server bin/test started, or the one that was named to it. Null: the tests about Redis are skipped. */
export const redisUrl = Bun.env.TEST_REDIS_URL || null

const program = findRedis()
/** Whether a test may start a server of its own, to harm it. */
export const canStartRedis = program !== null

export function startOwnRedis(): Promise<Redis> {
  if (program === null) throw new Error('redis-server is not installed')
  return startRedis(program)
}
