// Boots the image that tools/image/build.sh made, as the platform would: migrates a throw-away Postgres, starts the
// portal with a sandbox as its vendors, asks both probes and a page, then sends SIGTERM.
//   bun tools/image/boot.ts [NAME]
import { startSandbox } from '../../sandbox/start'
import { runCommand } from '../check/command'
import { freePort } from '../test/free-port'
import { findPostgres, startCluster } from '../test/postgres'

const [image = 'proworks:slim'] = process.argv.slice(2)
const binaries = findPostgres()
if (binaries === null) throw new Error('This needs initdb and postgres.')
const cluster = await startCluster(binaries)
const sandbox = await startSandbox({ seed: 'demo' })
const container = await buildah('from', image)
try {
  const migrated = await runCommand(inContainer({ DATABASE_URL: cluster.url }, 'dist/migrate.js'))
  report('migrate', `exit ${migrated.code} ${migrated.output}`)
  const refused = await runCommand(inContainer({}, 'dist/server.js'))
  report('start without settings', `exit ${refused.code} ${refused.output.split('\n')[0]}`)
  await bootPortal()
} finally {
  await buildah('rm', container)
  await sandbox.stop()
  await cluster.stop()
}

async function bootPortal(): Promise<void> {
  const port = freePort()
  const startedAt = performance.now()
  const settings = { ...settingsOf(port), DATABASE_URL: cluster.url }
  const portal = Bun.spawn(inContainer(settings, 'dist/server.js'), { stdout: 'pipe', stderr: 'inherit' })
  const output = new Response(portal.stdout).text()
  await until(() => ask(port, '/healthz').then((answer) => answer === '200 ok'))
  report('first answer', `${Math.round(performance.now() - startedAt)} ms with the container's start`)
  report('/healthz', await ask(port, '/healthz'))
  report('/readyz', await ask(port, '/readyz'))
  await until(() =>
    fetch(`http://127.0.0.1:${port}/jobs`).then(async (page) => (await page.text()).includes('/jobs/PW-')),
  )
  report('/jobs', 'lists the sandbox’s jobs')
  const pid = await serverPid()
  report('process', (await runCommand(['ps', '-o', 'uid=,rss=', '-p', pid])).output.trim().replace(/\s+/, ' · rss kB '))
  process.kill(Number(pid), 'SIGTERM')
  report('SIGTERM', `exit ${await portal.exited}`)
  report('last line', (await output).trim().split('\n').at(-1) ?? '')
}

/** The server itself, below buildah's own processes. */
async function serverPid(): Promise<string> {
  const { output } = await runCommand(['pgrep', '-u', '65532', '-f', 'dist/server.js'])
  return output.split('\n').at(-1) ?? ''
}

function inContainer(settings: Record<string, string>, command: string): string[] {
  const env = Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  const run = ['buildah', 'run', '--isolation', 'chroot', '--network', 'host', ...env]
  return [...run, container, '--', '/usr/local/bin/bun', '--no-env-file', command]
}

function settingsOf(port: number): Record<string, string> {
  const { kintone, ses } = sandbox.startLine
  const apps = Object.entries(kintone.apps).flatMap(([name, app]) => [
    [`KINTONE_${name.toUpperCase()}_APP_ID`, app.id],
    [`KINTONE_${name.toUpperCase()}_API_TOKEN`, app.token],
  ])
  return {
    ...Object.fromEntries(apps),
    PORT: String(port),
    APP_URL: 'https://app.proworks.example',
    BETTER_AUTH_SECRET: crypto.randomUUID() + crypto.randomUUID(),
    KINTONE_BASE_URL: kintone.baseUrl,
    SES_ENDPOINT: ses.endpoint,
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'sandbox-access-key',
    AWS_SECRET_ACCESS_KEY: 'sandbox-secret-key',
    EMAIL_FROM: 'PRO WORKS <no-reply@proworks.example>',
  }
}

async function ask(port: number, path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
  return response === null ? 'no answer' : `${response.status} ${await response.text()}`
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('The container did not get there within 20 s.')
    await Bun.sleep(20)
  }
}

async function buildah(...args: string[]): Promise<string> {
  const { code, output } = await runCommand(['buildah', ...args], { BUILDAH_ISOLATION: 'chroot' })
  if (code !== 0) throw new Error(`buildah ${args[0]} failed:\n${output}`)
  return output
}

function report(what: string, result: string): void {
  process.stdout.write(`${what.padEnd(24)} ${result}\n`)
}
