import { afterEach, beforeEach, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { paths } from '../../src/paths'
import { hanako } from '../support/cast'
import { eventually } from '../support/eventually'
import { openMailbox } from '../support/mailbox'
import { testSecret } from '../support/portal'
import { register } from '../support/register'
import { type Machine, openMachine } from '../support/server'
import { jobFields, openStaff } from '../support/staff'

let sandbox: Sandbox
let machine: Machine
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
  machine = await openMachine(sandbox, {
    TICK_SECRET: testSecret,
    GEMINI_API_KEY: 'a key',
    GEMINI_BASE_URL: sandbox.startLine.gemini.baseUrl,
    KINTONE_SYNC_INTERVAL_SECONDS: '60',
  })
})
afterEach(async () => {
  await machine.remove()
  await sandbox.stop()
})

test('a tick is answered after work that takes longer than the server leaves other connections idle', async () => {
  const staff = openStaff(sandbox)
  await staff.add('job', jobFields('J-1', { 必須スキル: '・Goでの開発経験\n・テスト戦略の策定経験' }))
  const server = await machine.start()
  await eventually('the job', async () => (await (await fetch(`${server.url}/jobs`)).text()).includes('J-1'))
  await staff.arm({ name: 'gemini-slow', ms: 32_000 })
  const browser = await register({ browser: server.browser, mailbox: openMailbox(sandbox) }, hanako)
  await browser.post('/mypage/career', {
    'skills.0.name': 'Go',
    'skills.0.years': '5',
    selfPr: 'テスト戦略を策定した。',
  })
  await eventually('the question', async () => (await staff.calls()).gemini > 0)
  const answer = await fetch(`${server.url}${paths.tick()}`, {
    method: 'POST',
    headers: { 'x-tick-secret': testSecret },
  })
  expect(answer.status).toBe(200)
  const { isIdle, ms } = (await answer.json()) as { isIdle: boolean; ms: number }
  expect(isIdle).toBe(true)
  expect(ms).toBeGreaterThan(30_000)
})
