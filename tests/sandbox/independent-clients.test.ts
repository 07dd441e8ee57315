import { afterAll, expect, test } from 'bun:test'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portalAppNames } from '../../sandbox/kintone/portal-apps'
import { clientOf, useSandbox } from './cast'

/** kintone's own command-line tools, run as processes. */
const packages = join(import.meta.dir, '../../node_modules/@kintone')
const preload = { cli: [], 'dts-gen': ['--preload', join(import.meta.dir, 'typescript-6.ts')] }

const sandbox = useSandbox({ seed: 'demo' })
const folder = await mkdtemp(join(tmpdir(), 'clients-'))
afterAll(() => rm(folder, { recursive: true }))

async function run(command: 'cli' | 'dts-gen', ...args: string[]): Promise<string> {
  const { bin } = await Bun.file(join(packages, command, 'package.json')).json()
  const [entry] = Object.values<string>(bin)
  const script = join(packages, command, entry ?? '')
  const line = [process.execPath, ...preload[command], script, ...args]
  const child = Bun.spawn(line, { cwd: folder, stdout: 'pipe', stderr: 'pipe' })
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

const jobs = async (query: string) => (await clientOf(sandbox(), 'job').record.getRecords({ app: 2, query })).records

test('cli-kintone exports by cursor and by id, in CSV', async () => {
  const byKey = await records('export', 'job', '--fields', '案件ID', '--order-by', '案件ID asc')
  expect(byKey).toStartWith('"案件ID"\n"PW-2026-0001"\n')
  const byId = await records('export', 'job', '--fields', '案件ID', '--condition', '案件ID like "PW"')
  expect(byId.trim().split('\n').toSorted()).toEqual(byKey.trim().split('\n').toSorted())
})

test('cli-kintone imports new records and says which row is wrong', async () => {
  const rows = Array.from({ length: 150 }, (_, index) => `"CLI-${index}","追加 ${index}"`)
  await records('import', 'job', '--file-path', await write('new.csv', `"案件ID","案件名"\n${rows.join('\n')}\n`))
  expect(await jobs('案件ID like "CLI-" limit 500')).toHaveLength(150)
  const again = await write('again.csv', '"案件ID","案件名"\n"CLI-0","二度目"\n')
  await expect(records('import', 'job', '--file-path', again)).rejects.toThrow('値がほかのレコードと重複しています。')
})

test('cli-kintone adds and updates by key', async () => {
  const file = await write('upsert.csv', '"案件ID","案件名"\n"CLI-A","追加"\n"PW-2026-0001","直した"\n')
  await records('import', 'job', '--file-path', file, '--update-key', '案件ID')
  const found = await jobs('案件ID in ("CLI-A","PW-2026-0001") order by $id desc')
  expect(found.map((one) => one.案件名?.value)).toEqual(['追加', '直した'])
})

test('cli-kintone deletes the records of a file', async () => {
  const { id } = await clientOf(sandbox(), 'job').record.addRecord({
    app: 2,
    record: { 案件ID: { value: 'GONE' }, 案件名: { value: '消す' } },
  })
  await records('delete', 'job', '--file-path', await write('gone.csv', `"レコード番号"\n"${id}"\n`), '--yes')
  expect(await jobs('案件ID = "GONE"')).toEqual([])
})

test('cli-kintone carries attachments both ways', async () => {
  await mkdir(join(folder, 'in'), { recursive: true })
  await write('in/resume.txt', '経歴')
  const heading = '"auth_user_id","メールアドレス","職務経歴書データ"\n'
  const file = await write('talent.csv', `${heading}"cli","c@example.com","resume.txt"\n`)
  await records('import', 'talent', '--file-path', file, '--attachments-dir', 'in')
  const fields = ['--fields', 'auth_user_id,職務経歴書データ', '--condition', 'auth_user_id = "cli"']
  const exported = await records('export', 'talent', ...fields, '--attachments-dir', 'out')
  const path = /"(職務経歴書データ-\d+\/resume\.txt)"/.exec(exported)?.[1] ?? ''
  expect(await Bun.file(join(folder, 'out', path)).text()).toBe('経歴')
})

test('dts-gen writes types for all six apps that compile', async () => {
  const { baseUrl, apps } = sandbox().startLine.kintone
  for (const name of portalAppNames) {
    const { id, token } = apps[name]
    const app = ['--base-url', baseUrl, '--api-token', token, '--app-id', id]
    await run('dts-gen', ...app, '--type-name', name, '-o', `${name}.d.ts`)
  }
  const generated = portalAppNames.map((name) => `${name}.d.ts`)
  const use = 'declare const talent: kintone.types.Savedtalent\nexport const level: string = talent.姓.value\n'
  const files = [...generated, await write('use.ts', use), join(packages, 'dts-gen/kintone.d.ts')]
  await write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, noEmit: true, types: [] }, files }))
  const tsc = Bun.spawn([join(packages, '../.bin/tsc'), '-p', folder], { stdout: 'pipe' })
  expect(await new Response(tsc.stdout).text()).toBe('')
  expect(await tsc.exited).toBe(0)
}, 60_000)
