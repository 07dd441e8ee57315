import { describe, expect, test } from 'bun:test'
import { admit, type Circuit, closedCircuit, settle } from '../../src/services/circuit'
import { circuitPace as pace } from '../../src/services/kintone/client'
import { judge, KintoneError } from '../../src/services/kintone/failure'
import { type Effect, longestCallMs, retryDelayMs } from '../../src/services/kintone/retry'
import { openSemaphore } from '../../src/services/kintone/semaphore'

describe('the circuit', () => {
  const { failuresUntilOpen } = pace
  const at = (nowMs: number, chance = 1) => ({ nowMs, chance, pace })
  const pass = (isAway: boolean) => ({ admission: 'pass', isAway }) as const
  const probe = (isAway: boolean) => ({ admission: 'probe', isAway }) as const
  const fail = (circuit: Circuit, times: number) =>
    Array.from({ length: times }).reduce<Circuit>((it) => settle(it, pass(true), at(0)), circuit)

  test('opens after so many failures in a row, and an answer in between begins the count anew', () => {
    const nearly = fail(closedCircuit, failuresUntilOpen - 1)
    expect(admit(nearly, 0).admission).toBe('pass')
    expect(fail(settle(nearly, pass(false), at(0)), failuresUntilOpen - 1).state).toBe('closed')
    const open = fail(nearly, 1)
    expect(admit(open, 999).admission).toBe('refused')
  })

  test('lets one call through when the delay is over, and closes when it is answered', () => {
    const { circuit, admission } = admit(fail(closedCircuit, failuresUntilOpen), 1_000)
    expect(admission).toBe('probe')
    expect(admit(circuit, 60_000).admission).toBe('refused')
    expect(settle(circuit, probe(false), at(1_100))).toEqual(closedCircuit)
  })

  test('waits longer after each probe that fails, half a minute at most', () => {
    let circuit = fail(closedCircuit, failuresUntilOpen)
    const delays: number[] = []
    for (let now = 0; delays.length < 7; ) {
      if (circuit.state !== 'open') throw new Error(`${circuit.state} is not open`)
      delays.push(circuit.untilMs - now)
      now = circuit.untilMs
      circuit = settle(admit(circuit, now).circuit, probe(true), at(now))
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
  })

  test('chance spreads the probes over the second half of the delay', () => {
    const nearly = fail(closedCircuit, failuresUntilOpen - 1)
    expect(settle(nearly, pass(true), at(0, 0))).toMatchObject({ untilMs: 500 })
    expect(settle(nearly, pass(true), at(0, 0.5))).toMatchObject({ untilMs: 750 })
  })

  test('what comes of calls that began before it opened changes nothing', () => {
    const open = fail(closedCircuit, failuresUntilOpen)
    const probing = admit(open, 1_000).circuit
    for (const isAway of [true, false]) {
      expect(settle(open, pass(isAway), at(5))).toBe(open)
      expect(settle(probing, pass(isAway), at(5))).toBe(probing)
    }
  })
})

describe('a repeat within the call', () => {
  const call = (effect: Effect, attempt = 1, elapsedMs = 0) => ({ effect, attempt, elapsedMs })
  const nothing = { effect: 'nothing', retryAfterMs: null } as const
  const unknown = { effect: 'unknown', retryAfterMs: null } as const

  test('is safe for everything when kintone did nothing, for an addition only then', () => {
    for (const effect of ['reads', 'repeatable', 'once'] as const)
      expect(retryDelayMs(nothing, call(effect), 1)).toBe(300)
    expect(retryDelayMs(unknown, call('reads'), 1)).toBe(300)
    expect(retryDelayMs(unknown, call('repeatable'), 1)).toBe(300)
    expect(retryDelayMs(unknown, call('once'), 1)).toBeNull()
    expect(retryDelayMs({ effect: 'decided', retryAfterMs: null }, call('reads'), 1)).toBeNull()
  })

  test('comes after a random part of a delay that doubles, twice, and never late', () => {
    expect([0, 0.5, 1].map((chance) => retryDelayMs(nothing, call('once', 2), chance))).toEqual([0, 300, 600])
    expect(retryDelayMs(nothing, call('once', 3), 1)).toBeNull()
    expect(retryDelayMs(nothing, call('once', 1, longestCallMs), 1)).toBeNull()
  })

  test('waits as long as kintone asks for, or is left to the queue', () => {
    expect(retryDelayMs({ effect: 'nothing', retryAfterMs: 4_000 }, call('once'), 0)).toBe(4_000)
    expect(retryDelayMs({ effect: 'nothing', retryAfterMs: 60_000 }, call('once'), 0)).toBeNull()
  })
})

describe('what an error is made of', () => {
  const codeOf = (error: unknown) => judge('op', error).error.code

  test('is a code, never a text that somebody else wrote', () => {
    expect(codeOf(new Error('502: <h1>token abc</h1>'))).toBe('502')
    expect(codeOf(Object.assign(new Error('x'), { code: 'a text with token abc' }))).toBe('Error')
    expect(codeOf('nonsense')).toBe('UNKNOWN')
    expect(codeOf(null)).toBe('UNKNOWN')
    expect(judge('op', new KintoneError('op', 'unavailable', 'TIMEOUT')).effect).toBe('unknown')
  })

  test('a connection that was never made has done nothing; our own mistake says nothing of kintone', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'CONNECT_TIMEOUT'])
      expect(judge('op', Object.assign(new Error(''), { code }))).toMatchObject({ effect: 'nothing', isAway: true })
    expect(judge('op', new TypeError('x is not a function'))).toMatchObject({ effect: 'decided', isAway: false })
  })
})

test('so many run at once, the others come in order, and the queue has an end', async () => {
  const semaphore = openSemaphore(2, 1)
  const gates = [0, 1, 2].map(() => Promise.withResolvers<void>())
  const begun: number[] = []
  const runs = gates.map(({ promise }, n) =>
    semaphore.run(() => {
      begun.push(n)
      return promise
    }),
  )
  expect([begun, semaphore.hasRoom()]).toEqual([[0, 1], false])
  gates[1]?.reject(new Error('fails'))
  await expect(runs[1]).rejects.toThrow('fails')
  expect(begun).toEqual([0, 1, 2])
  for (const gate of gates) gate.resolve()
  await Promise.all([runs[0], runs[2]])
  expect(semaphore.hasRoom()).toBe(true)
})
