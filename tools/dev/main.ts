// bin/dev: the sandbox and the portal on one machine, with demonstration data, in one command.
import { join } from 'node:path'
import type { StartLine } from '../../sandbox/start'
import { DirectoryInUse } from '../../src/db/directory-lock'
import { buildAssets } from '../build-assets'
import { type Child, eachLine, openChildren } from './children'
import { type DataFolder, openDataFolder } from './data-folder'
import type { Prepared } from './demo-accounts'
import { greeting } from './greeting'
import { type Options, readOptions, usage } from './options'
import { baseEnvironment, portalEnvironment, webhookUrl } from './portal-environment'
import { keepPortalLog } from './portal-log'
import { PortInUse, requireFreePorts } from './ports'

const root = join(import.meta.dir, '..', '..')
const startWithinMs = 60_000

const children = openChildren((name, code) => fail(`${name} ended unexpectedly (exit code ${code}).`))
let isEnding = false
// Held until the end: a lock that nobody refers to any more is collected, and then it holds nothing.
let folder: DataFolder | undefined

const request = readOptions(process.argv.slice(2), Bun.env)
if ('shows' in request) {
  process.stdout.write(usage)
} else if ('problem' in request) {
  process.stderr.write(`bin/dev: ${request.problem}\n${usage}`)
  process.exit(2)
} else {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  await start(request.options).catch((error: unknown) => fail(explain(error)))
}

async function start(options: Options): Promise<void> {
  const opened = openDataFolder(options.dataDir, options)
  folder = opened
  requireFreePorts([
    { name: 'PORT', port: options.port },
    { name: 'SANDBOX_PORT', port: options.sandboxPort },
    { name: 'SANDBOX_PORT', port: options.sandboxPort + 1 },
    { name: 'SANDBOX_PORT', port: options.sandboxPort + 2 },
  ])
  if (options.resets && Bun.env.DATABASE_URL) say('DATABASE_URLのデータベースは--resetの対象外です。')
  say('準備しています…')
  // The database is prepared while the sandbox starts; the portal needs both.
  const environment = baseEnvironment(Bun.env)
  const preparing = prepareDatabase({ ...environment, DATA_DIR: opened.portal })
  // Awaited below; a failure before that must not count as unhandled.
  preparing.catch(() => undefined)
  await buildAssets()
  const sandboxOptions = ['--json', '--port', String(options.sandboxPort), '--data', opened.sandbox, '--seed', 'demo']
  sandboxOptions.push('--webhook', webhookUrl(options.port))
  const sandbox = children.start('sandbox', [join(root, 'sandbox', 'main.ts'), ...sandboxOptions], environment)
  const startLine: StartLine = JSON.parse(await firstLine(sandbox))
  // Watched, so that a letter is seen as it is written.
  const lettersFile = join(import.meta.dir, 'letters.tsx')
  const letters = children.start('letters', ['--watch', lettersFile, String(options.sandboxPort + 2)], environment)
  const lettersUrl = await firstLine(letters)
  const { firstSyncEndsWith } = await preparing
  if (isEnding) return

  const place = { port: options.port, folder: opened, startLine }
  const portal = children.start('portal', [join(root, 'src', 'server.ts')], portalEnvironment(Bun.env, place))
  const started = Promise.withResolvers<void>()
  const synchronised = Promise.withResolvers<void>()
  if (firstSyncEndsWith === null) synchronised.resolve()
  keepPortalLog(portal, opened.logFile, ({ event, app }) => {
    if (event === 'server.started') started.resolve()
    if (event === 'sync.loaded' && app === firstSyncEndsWith) synchronised.resolve()
  })
  await within(started.promise, 'The portal did not start')
  const url = `http://localhost:${options.port}`
  await requireHealth(url)
  await within(synchronised.promise, 'The first sync with the sandbox did not finish')
  if (isEnding) return
  process.stdout.write(greeting({ portal: url, startLine, letters: lettersUrl, dataDir: opened.root }))
  if (options.opensBrowser) openBrowser(url)
}

async function prepareDatabase(env: Record<string, string | undefined>): Promise<Prepared> {
  const command = [process.execPath, '--no-env-file', join(import.meta.dir, 'demo-accounts.ts')]
  const child = Bun.spawn(command, { env, stdout: 'pipe', stderr: 'inherit' })
  const answer = await new Response(child.stdout).text()
  if ((await child.exited) !== 0) throw new Error('the database could not be prepared.')
  return JSON.parse(answer)
}

/** The first line of a child says where it listens; its complaints are shown as they come. */
async function firstLine(child: Child): Promise<string> {
  const first = Promise.withResolvers<string>()
  void eachLine(child.errors, (line) => process.stderr.write(`[${child.name}] ${line}\n`))
  void eachLine(child.output, (line) => first.resolve(line))
  return within(first.promise, `The process ${child.name} did not start`)
}

async function requireHealth(url: string): Promise<void> {
  const { status } = await fetch(`${url}/healthz`)
  if (status !== 200) throw new Error(`The portal answers /healthz with ${status}.`)
}

async function within<T>(promise: Promise<T>, complaint: string): Promise<T> {
  const overdue = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => overdue.reject(new Error(`${complaint} within ${startWithinMs / 1_000} s.`)),
    startWithinMs,
  )
  return Promise.race([promise, overdue.promise]).finally(() => clearTimeout(timer))
}

function openBrowser(url: string): void {
  const opener = Bun.which(process.platform === 'darwin' ? 'open' : 'xdg-open')
  if (opener !== null) Bun.spawn([opener, url], { stdio: ['ignore', 'ignore', 'ignore'] }).unref()
}

function fail(complaint: string): void {
  if (isEnding) return
  process.stderr.write(`bin/dev: ${complaint}\n`)
  void end(1)
}

/** Asked a second time, it does not wait any longer. */
async function end(code: number): Promise<void> {
  if (isEnding) {
    children.kill()
    process.exit(code)
  }
  isEnding = true
  await children.stop()
  folder?.unlock()
  process.exit(code)
}

function explain(error: unknown): string {
  if (error instanceof DirectoryInUse || error instanceof PortInUse) return error.message
  return error instanceof Error ? error.message : String(error)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
