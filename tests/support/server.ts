import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/start'
import type { DatabaseLocation } from '../../src/db/client'
import { rootPath } from '../../src/root'
import { Browser } from './browser'
import { databaseKind, newDatabase } from './database'
import { eventually } from './eventually'

/** The portal as a process of its own, on a database that outlives it. */
export type Server = {
  url: string
  pid: number
  log: () => string
  browser: () => Browser
  /** Sends the signal and waits for the end; the exit code, null after a kill. */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
}

export type Machine = {
  start: () => Promise<Server>
  location: DatabaseLocation
  remove: () => Promise<void>
}

/** What every server of a test signs its cookies with. */
export const testAuthSecret = 'a secret that only tests use, 32 characters and more'

/** A place where the server can be started, killed and started again. */
export async function openMachine(
  sandbox: Pick<Sandbox, 'startLine'>,
  changes: Record<string, string> = {},
  program = rootPath('src', 'server.ts'),
): Promise<Machine> {
  const directory = mkdtempSync(join(tmpdir(), 'proworks-'))
  const { location, drop } =
    databaseKind === 'postgres' ? await newDatabase() : { location: { directory }, drop: async () => undefined }
  const database: Record<string, string> = 'url' in location ? { DATABASE_URL: location.url } : { DATA_DIR: directory }
  const running = new Set<Server>()
  return {
    location,
    start: async () => {
      const server = await startServer(program, { ...environmentOf(sandbox), ...database, ...changes })
      running.add(server)
      return server
    },
    remove: async () => {
      for (const server of running) await server.end('SIGKILL')
      await drop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function startServer(program: string, environment: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const lines: string[] = []
  const child = Bun.spawn(['bun', program], {
    env: { PATH: Bun.env.PATH ?? '', ...environment, PORT: String(port), APP_URL: url },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  for (const stream of [child.stdout, child.stderr]) void collect(stream, lines)
  const isHealthy = async () => {
    if (child.exitCode !== null) throw new Error(`The server ended:\n${lines.join('')}`)
    return fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    )
  }
  await eventually('the server', isHealthy)
  let browsers = 0
  return {
    url,
    pid: child.pid,
    log: () => lines.join(''),
    browser: () => {
      browsers += 1
      return new Browser((request) => fetch(request), `10.1.0.${browsers}`, url)
    },
    end: async (signal) => {
      child.kill(signal)
      await child.exited
      return child.exitCode
    },
  }
}

async function collect(stream: ReadableStream<Uint8Array>, lines: string[]): Promise<void> {
  for await (const chunk of stream) lines.push(new TextDecoder().decode(chunk))
}

async function freePort(): Promise<number> {
  const probe = Bun.serve({ port: 0, fetch: () => new Response() })
  const { port } = probe
  await probe.stop(true)
  return port ?? 0
}

function environmentOf(sandbox: Pick<Sandbox, 'startLine'>): Record<string, string> {
  const { kintone, ses } = sandbox.startLine
  const apps = Object.entries(kintone.apps).flatMap(([name, app]) => [
    [`KINTONE_${name.toUpperCase()}_APP_ID`, app.id],
    [`KINTONE_${name.toUpperCase()}_API_TOKEN`, app.token],
  ])
  return {
    ...Object.fromEntries(apps),
    KINTONE_BASE_URL: kintone.baseUrl,
    KINTONE_SYNC_INTERVAL_SECONDS: '1',
    SES_ENDPOINT: ses.endpoint,
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    EMAIL_FROM: 'PRO WORKS <no-reply@example.jp>',
    BETTER_AUTH_SECRET: testAuthSecret,
    TRUSTED_PROXY_COUNT: '1',
  }
}
