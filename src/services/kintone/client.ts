import { KintoneRestAPIClient, KintoneRestAPIError } from '@kintone/rest-api-client'
import type { Static, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Config, KintoneAppName } from '../../config'
import { log } from '../../log'

export type KintoneFailure =
  /** kintone is away, busy, or answers nonsense: the same call may succeed later. */
  | 'unavailable'
  /** Somebody changed the record since we read it. */
  | 'conflict'
  /** kintone understood and said no: repeating changes nothing. */
  | 'refused'

/** The only error that leaves this folder. It holds no request, so no token and no personal data. */
export class KintoneError extends Error {
  override name = 'KintoneError'
  constructor(
    readonly operation: string,
    readonly failure: KintoneFailure,
    readonly code: string,
    /** Parameter paths that kintone complained about, e.g. `record.電話番号.value`. */
    readonly fields: string[] = [],
  ) {
    super(`kintone ${operation}: ${failure} (${[code, ...fields].join(' ')})`)
  }
}

/** What is kept of a refusal, for the operator: the code, and the fields kintone complained of. Never a value. */
export const refusalOf = ({ code, fields }: KintoneError): string => [code, ...fields].join(' ')

export type Kintone = {
  /** Whether the agency keeps this app: 問い合わせ and お知らせ are optional. */
  has: (app: KintoneAppName) => boolean
  /** Runs one call against one app: at most `callsAtOnce` together, bounded in time, its failure named. */
  call: <T>(
    operation: string,
    app: KintoneAppName,
    request: (client: KintoneRestAPIClient, appId: string) => Promise<T>,
  ) => Promise<T>
}

/** kintone allows 100 at once for the whole company; one instance takes a tenth of it. */
const callsAtOnce = 10
const timeoutMs = 20_000

export function openKintone(config: Config['kintone']): Kintone {
  const limit = semaphore(callsAtOnce)
  const clients = new Map<KintoneAppName, { client: KintoneRestAPIClient; appId: string }>()
  for (const [name, app] of Object.entries(config.apps) as [
    KintoneAppName,
    { id: string; token: string } | undefined,
  ][]) {
    if (app === undefined) continue
    // A write to an app with a lookup needs the token of the app it looks into as well.
    const apiToken = name === 'application' ? [app.token, config.apps.job.token] : app.token
    const client = new KintoneRestAPIClient({
      baseUrl: config.baseUrl,
      auth: { apiToken },
      socketTimeout: timeoutMs,
      proxy: false,
    })
    clients.set(name, { client, appId: app.id })
  }
  return {
    has: (app) => clients.has(app),
    call: async (operation, app, request) => {
      const target = clients.get(app)
      if (target === undefined) throw new Error(`The kintone app ${app} is not configured.`)
      const startedAt = performance.now()
      const elapsed = () => Math.round(performance.now() - startedAt)
      try {
        const answer = await limit(() => request(target.client, target.appId))
        log.debug('kintone.called', { operation, app, ms: elapsed() })
        return answer
      } catch (error) {
        const failure = nameFailure(operation, error)
        log.warn('kintone.failed', {
          operation,
          app,
          ms: elapsed(),
          failure: failure.failure,
          code: failure.code,
          fields: failure.fields,
        })
        throw failure
      }
    },
  }
}

/** An answer of another shape is kintone's (or a proxy's) fault and may be right the next time. */
export function checkedAnswer<T extends TSchema>(operation: string, schema: T, answer: unknown): Static<T> {
  if (Value.Check(schema, answer)) return answer
  throw new KintoneError(operation, 'unavailable', 'UNEXPECTED_ANSWER')
}

const busyCodes = ['GAIA_TO04', 'GAIA_TM12', 'GAIA_DA02', 'GAIA_LT01', 'GAIA_RE18']
/** Settings that an operator mends; the candidate's write must wait for that, not be lost. */
const settingsCodes = ['GAIA_IA02', 'GAIA_NO01', 'GAIA_AP01', 'CB_NO02', 'CB_AU01', 'CB_WA01', 'GAIA_DA03']

/** What kintone or the way to it said, as an error that holds no request. */
export function nameFailure(operation: string, error: unknown): KintoneError {
  if (error instanceof KintoneError) return error
  if (error instanceof KintoneRestAPIError) {
    const { status, code, errors } = error
    const fields = errors && typeof errors === 'object' ? Object.keys(errors).slice(0, 20) : []
    if (status === 409 || code?.startsWith('GAIA_CO')) return new KintoneError(operation, 'conflict', code)
    const isLater = status === 429 || status >= 500 || busyCodes.includes(code) || settingsCodes.includes(code)
    return new KintoneError(operation, isLater ? 'unavailable' : 'refused', code ?? String(status), fields)
  }
  const { code, message } = error as { code?: unknown; message?: unknown }
  const status = /^\d{3}(?=:)/.exec(String(message))?.[0]
  return new KintoneError(operation, 'unavailable', status ?? (typeof code === 'string' ? code : 'NETWORK'))
}

function semaphore(permits: number) {
  const waiting: (() => void)[] = []
  let free = permits
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
