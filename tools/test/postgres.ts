import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../check/command'
import { freePort } from './free-port'

const startWithinMs = 20_000
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
  const folder = mkdtempSync(join(tmpdir(), 'proworks-postgres-'))
  const runAs = await unprivileged(folder)
  const data = join(folder, 'data')
  const initdb = [
    join(binaries, 'initdb'),
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ]
  const made = await runCommand([...runAs, ...initdb])
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
  const postgres = [join(binaries, 'postgres'), '-D', data, ...options.flatMap((option) => ['-c', option])]
  const server = Bun.spawn([...runAs, 'sh', '-c', untilInputEnds, ...postgres], {
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
    // Ctrl-C must not reach the shell in between, which has to outlive its server.
    detached: true,
  })
  const stop = async () => {
    server.stdin.end()
    await server.exited
    rmSync(folder, { recursive: true, force: true })
  }
  await ready(binaries, port).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
}

// The pipe ends however this tool ends, kill -9 included; then exactly this server is stopped, by its id.
const untilInputEnds = '"$0" "$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server'

/** Postgres refuses to run as root: then it runs as a user who owns nothing else here. */
async function unprivileged(folder: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return []
  for (const user of ['postgres', 'nobody']) {
    const { code, output } = await runCommand(['id', '-u', user])
    if (code !== 0) continue
    chownSync(folder, Number(output), -1)
    return ['runuser', '-u', user, '--']
  }
  throw new Error('There is no unprivileged user to run Postgres as.')
}

async function ready(binaries: string, port: number): Promise<void> {
  const deadline = performance.now() + startWithinMs
  const ask = [join(binaries, 'pg_isready'), '-q', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres']
  while (performance.now() < deadline) {
    if ((await runCommand(ask)).code === 0) return
    await Bun.sleep(100)
  }
  throw new Error(`Postgres did not start within ${startWithinMs / 1_000} s.`)
}
