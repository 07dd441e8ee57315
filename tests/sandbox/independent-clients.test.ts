import { afterAll, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portalAppNames } from '../../sandbox/kintone/portal-apps'
import { clientOf, useSandbox } from './cast'

/** kintone's own command-line tools; the tests run where they are installed. */
const packages = join(import.meta.dir, '../../node_modules/@kintone')
const cli = test.skipIf(!existsSync(join(packages, 'cli')))
const dtsGen = test.skipIf(!existsSync(join(packages, 'dts-gen')))

const sandbox = useSandbox({ seed: 'demo' })
const folder = await mkdtemp(join(tmpdir(), 'clients-'))
afterAll(() => rm(folder, { recursive: true }))

async function run(command: 'cli' | 'dts-gen', ...args: string[]): Promise<string> {
  const { bin } = await Bun.file(join(packages, command, 'package.json')).json()
  const [entry] = Object.values<string>(bin)
  const script = join(packages, command, entry ?? '')
  const child = Bun.spawn([process.execPath, script, ...args], { cwd: folder, stdout: 'pipe', stderr: 'pipe' })
  const [output, complaint] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  if ((await child.exited) !== 0) throw new Error(complaint)
  return output
}

const records = (verb: string, app: 'job' | 'talent', ...args: string[]) => {
  const { baseUrl, apps } = sandbox().startLine.kintone
  const { id, token } = apps[app]
  return run('cli', 'record', verb, '--base-url', baseUrl, '--app', id, '--api-token', token, ...args)
}

const write = async (name: string, text: string): Promise<string> => {
  await Bun.write(join(folder, name), text)
  return name
}

cli(
  'cli-kintone exports, imports, updates by key and deletes',
  async () => {
    expect(await records('export', 'job', '--fields', '案件ID', '--order-by', '案件ID asc')).toStartWith(
      '"案件ID"\n"PW-2026-0001"\n',
    )
    const file = await write('jobs.csv', '"案件ID","案件名"\n"CLI-1","追加"\n"PW-2026-0001","直した"\n')
    await records('import', 'job', '--file-path', file, '--update-key', '案件ID')
    const { record } = clientOf(sandbox(), 'job')
    const { records: found } = await record.getRecords({
      app: 2,
      query: '案件ID in ("CLI-1","PW-2026-0001") order by $id desc',
    })
    expect(found.map((one) => one.案件名?.value)).toEqual(['追加', '直した'])
    await records(
      'delete',
      'job',
      '--file-path',
      await write('gone.csv', `"レコード番号"\n"${found[0]?.$id?.value}"\n`),
      '--yes',
    )
    expect((await record.getRecords({ app: 2, query: '案件ID = "CLI-1"' })).records).toEqual([])
  },
  30_000,
)

cli(
  'cli-kintone carries attachments both ways',
  async () => {
    await mkdir(join(folder, 'in'), { recursive: true })
    await write('in/resume.txt', '経歴')
    const file = await write(
      'talent.csv',
      '"auth_user_id","メールアドレス","職務経歴書データ"\n"cli","c@example.com","resume.txt"\n',
    )
    await records('import', 'talent', '--file-path', file, '--attachments-dir', 'in')
    const fields = ['--fields', 'auth_user_id,職務経歴書データ', '--condition', 'auth_user_id = "cli"']
    const exported = await records('export', 'talent', ...fields, '--attachments-dir', 'out')
    const path = /"(職務経歴書データ-\d+\/resume\.txt)"/.exec(exported)?.[1] ?? ''
    expect(await Bun.file(join(folder, 'out', path)).text()).toBe('経歴')
  },
  30_000,
)

dtsGen(
  'dts-gen writes types for all six apps that compile',
  async () => {
    const { baseUrl, apps, user } = sandbox().startLine.kintone
    for (const name of portalAppNames) {
      const sign = ['-u', user.name, '-p', user.password]
      await run(
        'dts-gen',
        '--base-url',
        baseUrl,
        ...sign,
        '--app-id',
        apps[name].id,
        '--type-name',
        name,
        '-o',
        `${name}.d.ts`,
      )
    }
    const files = [...portalAppNames.map((name) => `${name}.d.ts`), join(packages, 'dts-gen/kintone.d.ts')]
    await write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, noEmit: true, types: [] }, files }))
    const tsc = Bun.spawn([join(packages, '../.bin/tsc'), '-p', folder], { stdout: 'pipe' })
    expect(await new Response(tsc.stdout).text()).toBe('')
  },
  60_000,
)
