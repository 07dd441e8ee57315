import { afterEach, beforeEach, expect, test } from 'bun:test'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockDirectory } from '../../src/db/directory-lock'
import { openDataFolder } from '../../tools/dev/data-folder'
import { demoPeople } from '../../tools/dev/demo-accounts'
import { readOptions } from '../../tools/dev/options'
import { baseEnvironment } from '../../tools/dev/portal-environment'
import { requireFreePorts } from '../../tools/dev/ports'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'proworks-dev-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a second run on the same data folder is refused, and starting over as well', () => {
  const folder = openDataFolder(root, { resets: false })
  expect(() => openDataFolder(root, { resets: false })).toThrow(
    `Another bin/dev is running on the data folder ${root}.`,
  )
  expect(() => openDataFolder(root, { resets: true })).toThrow('Another bin/dev is running')
  folder.unlock()
  openDataFolder(root, { resets: false }).unlock()
})

test('starting over removes what bin/dev made and nothing else', () => {
  openDataFolder(root, { resets: false }).unlock()
  mkdirSync(join(root, 'portal'))
  writeFileSync(join(root, 'sandbox'), '')
  writeFileSync(join(root, 'letter-to-grandma.txt'), '')
  const before = readFileSync(join(root, 'auth-secret'), 'utf8')
  openDataFolder(root, { resets: true }).unlock()
  expect(existsSync(join(root, 'sandbox'))).toBe(false)
  expect(existsSync(join(root, 'letter-to-grandma.txt'))).toBe(true)
  expect(readFileSync(join(root, 'auth-secret'), 'utf8')).not.toBe(before)
})

test('starting over is refused while a portal has the database open', () => {
  const unlock = lockDirectory(join(root, 'portal'))
  expect(() => openDataFolder(root, { resets: true })).toThrow('is in use')
  unlock()
})

test('the secret that signs sessions outlives a restart', () => {
  const first = openDataFolder(root, { resets: false })
  first.unlock()
  const second = openDataFolder(root, { resets: false })
  second.unlock()
  expect(second.authSecret).toBe(first.authSecret)
  expect(first.authSecret.length).toBeGreaterThanOrEqual(32)
})

test('unknown options and impossible ports are named', () => {
  expect(readOptions(['--wat'], {})).toEqual({ problem: 'unknown option --wat' })
  expect(readOptions([], { PORT: 'three' })).toEqual({ problem: 'PORT is not a port number' })
  expect(readOptions([], { SANDBOX_PORT: '65534' })).toEqual({ problem: 'SANDBOX_PORT is not a port number' })
  expect(readOptions([], { PORT: '65535', SANDBOX_PORT: '65533' })).toHaveProperty('options.sandboxPort', 65_533)
  expect(readOptions(['--help', '--wat'], {})).toEqual({ shows: 'help' })
})

test('nothing of somebody’s real kintone, mail or AI reaches the children', () => {
  const caller = {
    PATH: 'p',
    KINTONE_BASE_URL: 'real',
    AWS_ACCESS_KEY_ID: 'real',
    GEMINI_API_KEY: 'real',
    NODE_ENV: 'production',
  }
  const environment = baseEnvironment({ ...caller, DATABASE_URL: 'chosen' })
  expect(Object.values(environment)).not.toContain('real')
  expect(environment).toMatchObject({ PATH: 'p', DATABASE_URL: 'chosen', NODE_ENV: 'development' })
})

test('a port in use is named together with the variable that moves it', () => {
  const other = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  expect(() => requireFreePorts([{ name: 'PORT', port: other.port }])).toThrow(`Port ${other.port} is in use`)
  other.stop(true)
})

test('who has left the agency has no demo account', () => {
  expect(demoPeople.map(({ familyName }) => familyName)).toEqual(['田中', '鈴木', '高橋', '山本'])
})
