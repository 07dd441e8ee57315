// bin/test: every check and every test, with nothing prepared.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAssets } from './build-assets'
import { runChecks } from './check'
import { root, runCommand } from './check/command'
import { provideBrowser } from './test/browser'
import { type Counts, closingLine, type Leg, noCounts, runLeg, sum } from './test/leg'
import { type Cluster, findPostgres, startCluster } from './test/postgres'
import { provideRedis, type Redis, startRedis } from './test/redis'

const usage = `usage: bin/test                     every check, then every test: on PGlite, on Postgres, in a browser
       bin/test tests/matching      only these tests, on PGlite
       bin/test -- -t 'twice'       the same with options of bun test
TEST_DATABASE=postgres runs chosen tests on Postgres; TEST_DATABASE_URL and TEST_REDIS_URL name servers to use
instead of throw-away ones.
`

/**
 * Much of a test's time is waiting for a worker or a limit; four files keep two cores busy. Each worker keeps its modules
 * from file to file: loading the portal and compiling PGlite for each file anew took a third of the time.
 */
const atOnce = ['--parallel=4', '--no-isolate']

const folder = mkdtempSync(join(tmpdir(), 'proworks-test-'))
let cluster: Cluster | null = null
let redis: Redis | null = null

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void clear().then(() => process.exit(130)))

const args = process.argv.slice(2)
if (args[0] === '--help' || args[0] === '-h') {
  process.stdout.write(usage)
  await clear()
} else {
  const counts = await run(args.filter((arg) => arg !== '--')).catch((error: unknown) => {
    process.stderr.write(`bin/test: ${error instanceof Error ? error.message : Bun.inspect(error)}\n`)
    return { ...noCounts, failed: 1 }
  })
  await clear()
  if (!Bun.env.TEST_REDIS_URL) process.stdout.write('\nNOT TESTED ON REDIS: redis-server is not installed here.\n')
  process.stdout.write(`\n${closingLine(counts)}\n`)
  process.exit(counts.failed === 0 ? 0 : 1)
}

async function run(chosen: string[]): Promise<Counts> {
  await buildAssets()
  await provideRedisServer()
  const pglite = { TEST_DATABASE: 'pglite', PGLITE_TEMPLATE: await dumpTemplate() }
  if (chosen.length > 0) return runChosen(chosen, pglite)

  process.stdout.write('── checks\n')
  const checks = await runChecks()
  let counts = { ...noCounts, ...checks }
  const chromium = await provideBrowser()
  const browser = chromium === null ? {} : { CHROMIUM_PATH: chromium }
  const postgres = await providePostgres()
  const legs: Leg[] = [
    // Each leg names its files, so that one of which nothing is heard is missed.
    { name: 'tests on PGlite', arguments: [...atOnce, ...(await files('tests/**/*.test.ts'))], env: pglite },
    ...(postgres
      ? [
          {
            name: 'tests on Postgres',
            arguments: [...atOnce, ...(await files('tests/**/*.db.test.ts'))],
            env: postgres,
          },
        ]
      : []),
    {
      name: 'tests in a browser',
      // Each file has a portal and a browser of its own; axe keeps a core busy.
      arguments: ['--parallel=3', '--no-isolate', ...(await files('tests/e2e/*.e2e.ts'))],
      env: { ...pglite, ...browser },
    },
  ]
  const unsteady: string[] = []
  for (const leg of legs) {
    const found = await runLeg(leg, { triesAgain: true })
    counts = sum(counts, found)
    unsteady.push(...found.unsteady)
  }
  if (postgres === null) process.stdout.write('\nNOT TESTED ON POSTGRES: initdb and postgres are not installed here.\n')
  if (Bun.which('java') === null)
    process.stdout.write('\nNot checked by vnu, the HTML checker: there is no Java here.\n')
  for (const file of unsteady)
    process.stdout.write(`\nUNSTEADY: ${file} failed, and passed by itself. See above why.\n`)
  return counts
}

/** For a developer: what was named, and nothing else. */
async function runChosen(chosen: string[], pglite: Leg['env']): Promise<Counts> {
  const env = Bun.env.TEST_DATABASE === 'postgres' ? await providePostgres() : pglite
  if (env === null) throw new Error('TEST_DATABASE=postgres needs initdb and postgres, or TEST_DATABASE_URL.')
  const isInBrowser = chosen.some((path) => path.endsWith('.e2e.ts'))
  const chromium = isInBrowser ? await provideBrowser() : null
  // Without ./ bun takes a name for a filter among files named .test.
  const named = chosen.map((arg) => (arg.endsWith('.ts') && !/^[./]/.test(arg) ? `./${arg}` : arg))
  return runLeg({
    name: 'chosen tests',
    arguments: named,
    env: chromium === null ? env : { ...env, CHROMIUM_PATH: chromium },
  })
}

/** Where the second leg finds its server; null when this machine has none, which CI does not accept. */
async function providePostgres(): Promise<Leg['env'] | null> {
  const given = Bun.env.TEST_DATABASE_URL
  if (given) return { TEST_DATABASE: 'postgres', TEST_DATABASE_URL: given }
  const binaries = findPostgres()
  if (binaries === null && Bun.env.CI === 'true')
    throw new Error('CI needs Postgres: initdb and postgres are not installed.')
  if (binaries === null) return null
  cluster = await startCluster(binaries)
  return { TEST_DATABASE: 'postgres', TEST_DATABASE_URL: cluster.url }
}

/** Sets TEST_REDIS_URL for every leg, unless this machine has no Redis, which CI does not accept. */
async function provideRedisServer(): Promise<void> {
  if (Bun.env.TEST_REDIS_URL) return
  const program = await provideRedis()
  if (program === null && Bun.env.CI === 'true') throw new Error('CI needs Redis: redis-server is not installed.')
  if (program === null) return
  redis = await startRedis(program)
  Bun.env.TEST_REDIS_URL = redis.url
}

async function dumpTemplate(): Promise<string> {
  const file = join(folder, 'template.tgz')
  const { code, output } = await runCommand([process.execPath, 'tools/test/pglite-template.ts', file])
  if (code !== 0) throw new Error(`The database template could not be made:\n${output}`)
  return file
}

async function files(pattern: string): Promise<string[]> {
  const found = await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: root }))
  // A leg without files must not become a run of everything.
  return found.length === 0 ? [`./${pattern}`] : found.sort().map((path) => `./${path}`)
}

async function clear(): Promise<void> {
  await cluster?.stop()
  cluster = null
  await redis?.stop()
  redis = null
  rmSync(folder, { recursive: true, force: true })
}
