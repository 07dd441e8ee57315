import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { faultCatalogue } from '../../sandbox/control/fault-catalogue'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { configureLog } from '../../src/log'
import { circuitPace, type Kintone, type KintoneEvent, openKintone } from '../../src/services/kintone/client'
import type { Timeouts } from '../../src/services/kintone/connection'
import { readPage } from '../../src/services/kintone/records'
import type { Effect } from '../../src/services/kintone/retry'
import { testConfig } from '../support/portal'
import { openStaff, type Staff } from '../support/staff'

let sandbox: Sandbox
let staff: Staff
/** A process of its own for each test: a clock that moves only when somebody waits, and no chance. */
let now: number
let waits: number[]
let events: KintoneEvent[]
let kintone: Kintone
/** For calls that shall fail by them; the others get the time that a busy machine takes. */
const short = { connectMs: 100, silenceMs: 150, wholeMs: 300 }
const sleep = async (ms: number) => {
  waits.push(ms)
  now += ms
}
const open = (changes: { baseUrl?: string; timeouts?: Timeouts; sleep?: () => Promise<void> } = {}) => {
  const { baseUrl = sandbox.startLine.kintone.baseUrl, ...surroundings } = changes
  const watch = (event: KintoneEvent) => void events.push(event)
  return openKintone(
    { ...testConfig(sandbox).kintone, baseUrl },
    { clock: () => now, sleep, chance: () => 1, watch, ...surroundings },
  )
}
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' })
  staff = openStaff(sandbox)
})
beforeEach(async () => {
  now = 0
  waits = []
  events = []
  kintone = open()
  await staff.forgetCalls()
})
afterEach(() => staff.disarm())
afterAll(() => sandbox.stop())

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  )
const read = () => readPage(kintone, 'job', { afterId: 155, changedSince: null })
const add = (id: string, effect?: Effect) =>
  kintone.call(
    'inquiry.add',
    'inquiry',
    (client, app) => client.record.addRecord({ app, record: { ユーザーID: { value: id } } }),
    effect,
  )
const upsert = (id: string) =>
  kintone.call(
    'talent.save',
    'talent',
    (client, app) => {
      const record = { メールアドレス: { value: 'mori@example.com' } }
      const updateKey = { field: 'auth_user_id', value: id }
      return client.record.updateRecords({ app, upsert: true, records: [{ updateKey, record }] })
    },
    'repeatable',
  )
const added = (id: string) => staff.records('inquiry', `ユーザーID = "${id}"`)
const sent = () => events.filter(({ kind }) => kind === 'sent').length

describe('a call that fails once', () => {
  for (const name of [
    'kintone-rate-limit',
    'kintone-unavailable',
    'kintone-lock',
    'kintone-lock-timeout',
    'kintone-record-lock',
  ])
    test(`${name}: nothing was done, and even an addition is repeated`, async () => {
      await staff.arm({ name, count: 1 })
      await add(name)
      expect([sent(), waits]).toEqual([2, [300]])
      expect(await added(name)).toHaveLength(1)
    })

  for (const [name, isDone] of [
    ['kintone-lost-answer', true],
    ['kintone-reset', false],
    ['kintone-timeout', false],
  ] as const)
    test(`${name}: a read and an upsert are repeated, an addition is not`, async () => {
      const hangs = name === 'kintone-timeout'
      if (hangs) kintone = open({ timeouts: short })
      const fault = { name, count: 1, ...(hangs ? { ms: 1_000 } : {}) }
      await staff.arm(fault)
      expect(await read()).toHaveLength(5)
      await staff.arm(fault)
      await upsert(name)
      expect(sent()).toBe(4)
      expect(await staff.records('talent', `auth_user_id = "${name}"`)).toHaveLength(1)
      await staff.arm(fault)
      expect(await failureOf(add(name))).toMatchObject({ failure: 'unavailable' })
      expect(sent()).toBe(5)
      expect(await added(name)).toHaveLength(isDone ? 1 : 0)
    })

  test('half an answer to a read is asked for again', async () => {
    await staff.arm({ name: 'kintone-invalid-json', count: 1 })
    expect(await read()).toHaveLength(5)
  })

  test('what kintone decided is not asked twice', async () => {
    await staff.arm({ name: 'kintone-token-revoked', count: 1 })
    expect(await failureOf(read())).toMatchObject({ failure: 'unavailable', code: 'GAIA_IA02' })
    await staff.disarm()
    const invalid = kintone.call('inquiry.add', 'inquiry', (client, app) =>
      client.record.addRecord({ app, record: { 種別: { value: '無い選択肢' } } }),
    )
    expect(await failureOf(invalid)).toMatchObject({ failure: 'refused', fields: ['record.種別.value'] })
    expect([sent(), waits]).toEqual([2, []])
  })
})

describe('a call that keeps failing', () => {
  for (const [name, code] of [
    ['kintone-rate-limit', 'GAIA_TO04'],
    ['kintone-lock', 'GAIA_DA02'],
    ['kintone-unavailable', '503'],
    ['kintone-invalid-json', 'UNEXPECTED_ANSWER'],
    ['kintone-reset', 'ECONNRESET'],
  ] as const)
    test(`${name} is given up after three attempts, for the queue to repeat`, async () => {
      await staff.arm({ name, count: 3 })
      expect(await failureOf(read())).toMatchObject({ failure: 'unavailable', code })
      expect(waits).toEqual([300, 600])
      expect(await read()).not.toBeEmpty()
    })

  test('a call that waits for its repeat lets others pass', async () => {
    const stopped = Promise.withResolvers<void>()
    const patient = open({ sleep: () => stopped.promise })
    const page = () => readPage(patient, 'job', { afterId: 155, changedSince: null })
    await staff.arm({ name: 'kintone-rate-limit', count: 10 })
    const waiting = Array.from({ length: 10 }, page)
    while (events.filter((it) => it.kind === 'settled').length < 10) await Bun.sleep(1)
    expect(await page()).toHaveLength(5)
    stopped.resolve()
    await Promise.all(waiting)
  })

  test('an answer that trickles in for ever has its end too', async () => {
    const server = Bun.serve({ port: 0, fetch: () => new Response(trickle(), { headers: { 'x-trickle': '1' } }) })
    const patient = open({ baseUrl: `http://localhost:${server.port}`, timeouts: short })
    const call = patient.call('inquiry.add', 'inquiry', (client, app) => client.record.addRecord({ app }))
    expect(await failureOf(call)).toMatchObject({ failure: 'unavailable', code: 'TIMEOUT' })
    await server.stop(true)
  })

  test('a connection that is never made is told from an answer that is never given', async () => {
    // Accepts and then says nothing, so that the TLS handshake has no end.
    const silent = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : 0
    const lost = open({ baseUrl: `https://localhost:${port}`, timeouts: short })
    const call = lost.call('inquiry.add', 'inquiry', (client, app) => client.record.addRecord({ app }))
    expect(await failureOf(call)).toMatchObject({ failure: 'unavailable', code: 'CONNECT_TIMEOUT' })
    expect(sent()).toBe(3)
    silent.close()
  })

  test('Retry-After is waited for', async () => {
    let answers = 0
    const server = Bun.serve({
      port: 0,
      fetch: () => {
        answers += 1
        const busy = { status: 429, headers: { 'retry-after': '7' } }
        return answers === 1 ? Response.json({ code: 'GAIA_TO04' }, busy) : Response.json({ records: [] })
      },
    })
    const polite = open({ baseUrl: `http://localhost:${server.port}` })
    expect(await readPage(polite, 'job', { afterId: 0, changedSince: null })).toEqual([])
    expect(waits).toEqual([7_000])
    await server.stop(true)
  })
})

const trickle = () =>
  new ReadableStream({
    pull: async (controller) => {
      controller.enqueue(' ')
      await Bun.sleep(20)
    },
  })

describe('while kintone is away', () => {
  const calls = async () => (await staff.calls()).kintone

  test('the circuit opens, answers by itself, and lets one call find out that kintone is back', async () => {
    await staff.arm({ name: 'kintone-unavailable' })
    expect(await failureOf(read())).toMatchObject({ code: '503' })
    expect(await failureOf(read())).toMatchObject({ code: '503' })
    expect(await failureOf(read())).toMatchObject({ failure: 'unavailable', code: 'CIRCUIT_OPEN' })
    expect(await calls()).toBe(circuitPace.failuresUntilOpen)
    // The first probe fails as well, and the next is twice as far away.
    now += 1_000
    expect(await failureOf(read())).toMatchObject({ code: '503' })
    await staff.disarm()
    now += 1_000
    expect(await failureOf(read())).toMatchObject({ code: 'CIRCUIT_OPEN' })
    now += 1_000
    const together = await Promise.all([read(), failureOf(read()), failureOf(add('probing'))])
    expect(together).toMatchObject([{ length: 5 }, { code: 'CIRCUIT_OPEN' }, { code: 'CIRCUIT_OPEN' }])
    expect(await read()).toHaveLength(5)
    expect(events.filter(({ kind }) => kind === 'circuit')).toEqual([
      { kind: 'circuit', isOpen: true },
      { kind: 'circuit', isOpen: false },
    ])
  })

  test('an app whose token is wrong is asked by one call at a time, the others as always', async () => {
    await staff.arm({ name: 'kintone-token-revoked', app: 'job' })
    for (let call = 0; call < circuitPace.failuresUntilOpen; call += 1)
      expect(await failureOf(read())).toMatchObject({ failure: 'unavailable', code: 'GAIA_IA02' })
    const asked = await calls()
    for (let call = 0; call < 20; call += 1) expect(await failureOf(read())).toMatchObject({ code: 'CIRCUIT_OPEN' })
    expect(await calls()).toBe(asked)
    expect(await readPage(kintone, 'announcement', { afterId: 0, changedSince: null })).toBeArray()
    await staff.disarm()
    now += 1_000
    expect(await read()).toHaveLength(5)
    expect(await read()).toHaveLength(5)
    expect(events.some(({ kind }) => kind === 'circuit')).toBe(false)
  })

  test('one app’s settings, full hands and refusals do not open it', async () => {
    for (const name of ['kintone-token-revoked', 'kintone-rate-limit', 'kintone-lock']) {
      await staff.arm({ name })
      for (let call = 0; call < 3; call += 1) await failureOf(read())
      await staff.disarm()
    }
    expect(await read()).toHaveLength(5)
    expect(events.some(({ kind }) => kind === 'circuit')).toBe(false)
  })
})

describe('a token', () => {
  const lines: string[] = []
  afterEach(() => configureLog({ level: 'silent' }))
  const names = Object.entries(faultCatalogue).filter(([, { service }]) => service === 'kintone')

  test.each(names)('is in no log line and no error of %s', async (name) => {
    lines.length = 0
    configureLog({ level: 'debug', write: (line) => lines.push(line) })
    const hangs = name === 'kintone-timeout' || name === 'kintone-slow'
    if (hangs) kintone = open({ timeouts: short })
    await staff.arm({ name, ...(hangs ? { ms: 400 } : {}) })
    const errors = [await failureOf(read()), await failureOf(add(name))]
    expect(lines).not.toBeEmpty()
    const shown = [...lines, ...errors.flatMap((error) => [inspect(error, { depth: 9 }), JSON.stringify(error)])]
    for (const { token } of Object.values(sandbox.startLine.kintone.apps)) expect(shown.join('\n')).not.toContain(token)
  })
})
