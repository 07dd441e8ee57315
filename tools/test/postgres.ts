import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../check/command'
import { freePort } from './free-port'
import { makePlace, startServer } from './server-process'

const debianFolder = '/usr/lib/postgresql'

export type Cluster = { url: string; stop: () => Promise<void> }

/** The folder with initdb and postgres: from the PATH, or the newest that Debian installed beside it. */
export function findPostgres(): string | null {
  const versions = () => readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a))
  const debian = () => versions().map((version) => join(debianFolder, version, 'bin'))
  const onPath = (Bun.env.PATH ?? '').split(':')
  return [...onPath, ...orNone(debian)].find((folder) => hasPrograms(folder)) ?? null
}

const hasPrograms = (folder: string) =>
  ['initdb', 'postgres', 'pg_isready'].every((name) => Bun.which(name, { PATH: folder }) !== null)

function orNone(list: () => string[]): string[] {
  try {
    return list()
  } catch {
    return []
  }
}

/** A throw-away cluster in a temporary folder, on a free port of this machine, without fsync. */
export async function startCluster(binaries: string): Promise<Cluster> {
  const place = await makePlace('postgres', ['postgres'])
  const program = (name: string) => join(binaries, name)
  const data = join(place.folder, 'data')
  const initdb = [program('initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']
  const made = await runCommand([...place.runAs, ...initdb])
  if (made.code !== 0) throw new Error(`initdb failed:\n${made.output}`)
  const port = freePort()
  const options = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'fsync=off',
    'full_page_writes=off',
    'synchronous_commit=off',
    'log_min_messages=fatal',
  ]
  const postgres = [program('postgres'), '-D', data, ...options.flatMap((option) => ['-c', option])]
  const ask = [program('pg_isready'), '-q', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres']
  const { stop } = await startServer(place, postgres, async () => (await runCommand(ask)).code === 0)
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
}
