import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../check/command'

const startWithinMs = 20_000

/** A folder that goes away with the server in it, and the words before a command that make it run as its owner. */
export type Place = { folder: string; runAs: string[] }

/** Servers do not run as root: then it is a user who owns nothing else here, the first of these that exists. */
export async function makePlace(name: string, users: string[]): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), `proworks-${name}-`))
  if (process.getuid?.() !== 0) return { folder, runAs: [] }
  for (const user of [...users, 'nobody']) {
    const { code, output } = await runCommand(['id', '-u', user])
    if (code !== 0) continue
    chownSync(folder, Number(output), -1)
    return { folder, runAs: ['runuser', '-u', user, '--'] }
  }
  throw new Error(`There is no unprivileged user to run ${name} as.`)
}

/** Starts a server and waits until it is ready. `stop` ends it and removes its place. */
export async function startServer(
  { folder, runAs }: Place,
  command: string[],
  isReady: () => Promise<boolean>,
): Promise<{ stop: () => Promise<void> }> {
  const server = Bun.spawn([...runAs, 'sh', '-c', untilInputEnds, ...command], {
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
  const deadline = performance.now() + startWithinMs
  while (!(await isReady())) {
    if (performance.now() < deadline) {
      await Bun.sleep(100)
      continue
    }
    await stop()
    throw new Error(`${command[0]} did not start within ${startWithinMs / 1_000} s.`)
  }
  return { stop }
}

// The pipe ends however this tool ends, kill -9 included; then exactly this server is stopped, by its id.
const untilInputEnds = '"$0" "$@" & server=$!; cat >/dev/null; kill -INT $server 2>/dev/null; wait $server'
