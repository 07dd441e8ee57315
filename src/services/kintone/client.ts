import { KintoneRestAPIClient } from '@kintone/rest-api-client'
import type { Static, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Config, KintoneAppName } from '../../config'
import { log } from '../../log'
import type { Pace } from '../circuit'
import { type Gate, openGate } from '../gate'
import { attempt, type Call, nameOf, type Outcome } from './attempt'
import { connectionAgent, defaultTimeouts, type Timeouts } from './connection'
import { KintoneError, refusalOf } from './failure'
import { type Effect, retryDelayMs } from './retry'
import { openSemaphore } from './semaphore'

export { KintoneError, refusalOf }

export type Kintone = {
  /** Whether the agency keeps this app: 問い合わせ and お知らせ are optional. */
  has: (app: KintoneAppName) => boolean
  /**
   * Makes one call to one app, bounded in time and number, and repeats it a little where that is safe. `request` must be
   * one HTTP call. Without `effect` nothing is repeated whose outcome is unknown. Throws KintoneError.
   */
  call: <T>(
    operation: string,
    app: KintoneAppName,
    request: (client: KintoneRestAPIClient, appId: string) => Promise<T>,
    effect?: Effect,
  ) => Promise<T>
}

/** What happens to the calls, for whoever counts. */
export type KintoneEvent =
  | { kind: 'sent'; app: KintoneAppName }
  | { kind: 'settled'; effect: Effect; ms: number; outcome: ReturnType<typeof nameOf> }
  | { kind: 'circuit'; isOpen: boolean }

type Surroundings = {
  watch: (event: KintoneEvent) => void
  timeouts: Timeouts
  /** Milliseconds that only grow. */
  clock: () => number
  sleep: (ms: number) => Promise<unknown>
  chance: () => number
}
const world: Surroundings = {
  watch: () => undefined,
  timeouts: defaultTimeouts,
  clock: () => performance.now(),
  sleep: Bun.sleep,
  chance: Math.random,
}

/**
 * kintone allows 100 at once for the whole company; one instance takes a tenth of it. How many run is told in
 * X-ConcurrencyLimit-Running, but the client hands back bodies only: what there is to go by is the 429.
 */
const callsAtOnce = 10
const mostWaiting = 200

/** One call that fails with its repeats is an accident, a second one right after it is not. */
export const circuitPace: Pace = { failuresUntilOpen: 5, firstDelayMs: 1_000, longestDelayMs: 30_000 }

export function openKintone(config: Config['kintone'], given: Partial<Surroundings> = {}): Kintone {
  const { watch, timeouts, clock, sleep, chance } = { ...world, ...given }
  const targets = openTargets(config, timeouts)
  const semaphore = openSemaphore(callsAtOnce, mostWaiting)
  // One is shared by all apps, which are one service at one address; and each app has its own for what is wrong with its
  // settings, so that writes which wait for an operator do not ask again one by one.
  const vendor = 'kintone'
  const onChange = (isOpen: boolean) => watch({ kind: 'circuit', isOpen })
  const gate = openGate({ clock, chance, onChange }, { vendor, pace: circuitPace })
  const ownGates = new Map<KintoneAppName, Gate>()
  for (const app of targets.keys())
    ownGates.set(
      app,
      openGate({ clock, chance, onChange: () => undefined }, { vendor, pace: circuitPace, about: { app } }),
    )

  const attemptOnce = async <T>(call: Call<T>): Promise<Outcome<T>> => {
    const refusal = (code: string) => new KintoneError(call.operation, 'unavailable', code)
    const own = ownGates.get(call.app)
    if (gate.isShut() || own?.isShut()) throw refusal('CIRCUIT_OPEN')
    if (!semaphore.hasRoom()) throw refusal('TOO_MANY_WAITING')
    return semaphore.run(async () => {
      // Nothing waits between the two: whoever is let in here is let in there, or looks like a call that failed.
      const ownAdmission = own?.enter() ?? 'pass'
      if (ownAdmission === 'refused') throw refusal('CIRCUIT_OPEN')
      const admission = gate.enter()
      if (admission === 'refused') {
        if (ownAdmission === 'probe') own?.leave(ownAdmission, true)
        throw refusal('CIRCUIT_OPEN')
      }
      const startedAt = clock()
      watch({ kind: 'sent', app: call.app })
      const outcome = await attempt(call, timeouts.wholeMs)
      const verdict = 'verdict' in outcome ? outcome.verdict : null
      gate.leave(admission, verdict?.isAway ?? false)
      // While kintone is away nothing is learnt about one app's settings: a probe stays one that failed.
      own?.leave(ownAdmission, verdict?.isMisconfigured || (ownAdmission === 'probe' && verdict?.isAway) || false)
      watch({ kind: 'settled', effect: call.effect, ms: Math.round(clock() - startedAt), outcome: nameOf(outcome) })
      return outcome
    })
  }

  const run = async <T>(call: Call<T>): Promise<T> => {
    const startedAt = clock()
    let failure: KintoneError | null = null
    for (let count = 1; ; count += 1) {
      const outcome: Outcome<T> = await attemptOnce(call).catch((refusal: unknown) => {
        throw failure ?? refusal
      })
      const elapsedMs = Math.round(clock() - startedAt)
      const about = { operation: call.operation, app: call.app, ms: elapsedMs, attempts: count }
      if ('answer' in outcome) {
        log.debug('kintone.called', about)
        return outcome.answer
      }
      failure = outcome.verdict.error
      const details = { ...about, failure: failure.failure, code: failure.code, fields: failure.fields }
      const delayMs = retryDelayMs(outcome.verdict, { effect: call.effect, attempt: count, elapsedMs }, chance())
      if (delayMs === null) {
        log.warn('kintone.failed', details)
        throw failure
      }
      log.info('kintone.repeated', { ...details, delayMs: Math.round(delayMs) })
      // Nothing is held meanwhile: others may use the permit.
      await sleep(delayMs)
    }
  }

  return {
    has: (app) => targets.has(app),
    call: (operation, app, request, effect = 'once') => {
      const target = targets.get(app)
      if (target === undefined) throw new Error(`The kintone app ${app} is not configured.`)
      return run({ operation, app, effect, send: () => request(target.client, target.appId) })
    },
  }
}

/** An answer of another shape is kintone's (or a proxy's) fault and may be right the next time. */
export function checkedAnswer<T extends TSchema>(operation: string, schema: T, answer: unknown): Static<T> {
  if (Value.Check(schema, answer)) return answer
  throw new KintoneError(operation, 'unavailable', 'UNEXPECTED_ANSWER')
}

function openTargets(config: Config['kintone'], timeouts: Timeouts) {
  const httpsAgent = connectionAgent(timeouts)
  const targets = new Map<KintoneAppName, { client: KintoneRestAPIClient; appId: string }>()
  for (const [name, app] of Object.entries(config.apps) as [
    KintoneAppName,
    { id: string; token: string } | undefined,
  ][]) {
    if (app === undefined) continue
    // A write to an app with a lookup needs the token of the app it looks into as well.
    const apiToken = name === 'application' ? [app.token, config.apps.job.token] : app.token
    const { baseUrl } = config
    const socketTimeout = timeouts.silenceMs
    const client = new KintoneRestAPIClient({ baseUrl, auth: { apiToken }, socketTimeout, httpsAgent, proxy: false })
    targets.set(name, { client, appId: app.id })
  }
  return targets
}
