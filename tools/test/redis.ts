import { RedisClient } from 'bun'
import { install, mayInstall } from './debian'
import { freePort } from './free-port'
import { makePlace, startServer } from './server-process'

export type Redis = { url: string; stop: () => Promise<void> }

/** Valkey answers to the same protocol. */
export const findRedis = (): string | null => Bun.which('redis-server') ?? Bun.which('valkey-server')

/** The program, installed if that may be done; null when this machine has none. */
export async function provideRedis(): Promise<string | null> {
  if (findRedis() === null && mayInstall()) await install('redis-server')
  return findRedis()
}

/** A throw-away server on a free port of this machine, which keeps nothing. */
export async function startRedis(program: string): Promise<Redis> {
  const place = await makePlace('redis', ['redis', 'valkey'])
  const port = freePort()
  const url = `redis://127.0.0.1:${port}`
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', place.folder, '--save', '']
  const { stop } = await startServer(place, [program, ...options], () => answers(url))
  return { url, stop }
}

async function answers(url: string): Promise<boolean> {
  const client = new RedisClient(url, { autoReconnect: false, connectionTimeout: 1_000 })
  try {
    await client.send('PING', [])
    return true
  } catch {
    return false
  } finally {
    client.close()
  }
}
