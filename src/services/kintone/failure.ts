import { KintoneRestAPIError } from '@kintone/rest-api-client'

export type KintoneFailure =
  /** kintone is away, busy, or answers nonsense: the same call may succeed later. */
  | 'unavailable'
  /** Somebody changed the record since we read it. */
  | 'conflict'
  /** kintone understood and said no: repeating changes nothing. */
  | 'refused'

/** The only error that leaves this folder. It holds no request and no cause, so no token and no personal data. */
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

export type Verdict = {
  error: KintoneError
  /** What kintone did: nothing, so that anything may be repeated; nobody knows; or it decided, and would again. */
  effect: 'nothing' | 'unknown' | 'decided'
  /** kintone itself did not answer: not one app's settings, not too many of us at once, not a record's lock. */
  isAway: boolean
  isBusy: boolean
  /** A token, a right or a number of this app is wrong: only an operator can mend it. */
  isMisconfigured: boolean
  /** What a Retry-After asks for; null without one. The client shows no headers of an answer that is not JSON. */
  retryAfterMs: number | null
}

/** Another request held the lock: nothing was written. */
const lockCodes = ['GAIA_DA02', 'GAIA_LT01', 'GAIA_RE18']
/** Settings that an operator mends; the candidate's write must wait for that, not be lost. */
const settingsCodes = ['GAIA_IA02', 'GAIA_NO01', 'GAIA_AP01', 'CB_NO02', 'CB_AU01', 'CB_WA01', 'GAIA_DA03']
/** The request never left: no connection was made. */
const unsentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'CONNECT_TIMEOUT']
const longestFieldLength = 100

/** Names what went wrong. What it makes of the client's error is all that is kept of it. */
export function judge(operation: string, error: unknown): Verdict {
  const unavailable = (code: string, rest: Partial<Verdict>): Verdict => ({
    error: new KintoneError(operation, 'unavailable', code),
    effect: 'unknown',
    isAway: true,
    isBusy: false,
    isMisconfigured: false,
    retryAfterMs: null,
    ...rest,
  })
  if (error instanceof KintoneError) return unavailable(error.code, { error })
  if (error instanceof KintoneRestAPIError) return judgeAnswer(operation, error, unavailable)
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  // An answer that is not JSON comes as "503: Service Unavailable".
  const status = Number(/^\d{3}(?=:)/.exec(String(message))?.[0] ?? 0)
  if (status > 0) return unavailable(String(status), ofStatus(status))
  const name = plainCode(code)
  if (name !== null) return unavailable(name, { effect: unsentCodes.includes(name) ? 'nothing' : 'unknown' })
  // Our own mistake while the request was built.
  return unavailable(error instanceof Error ? error.name : 'UNKNOWN', { effect: 'decided', isAway: false })
}

type Unavailable = (code: string, rest: Partial<Verdict>) => Verdict

function judgeAnswer(operation: string, error: KintoneRestAPIError, unavailable: Unavailable): Verdict {
  const { status, errors } = error
  const code = plainCode(error.code) ?? String(status)
  const decided = (failure: KintoneFailure, fields: string[] = []): Verdict =>
    unavailable(code, {
      error: new KintoneError(operation, failure, code, fields),
      effect: 'decided',
      isAway: false,
    })
  if (status === 409 || code.startsWith('GAIA_CO')) return decided('conflict')
  if (settingsCodes.includes(code)) return { ...decided('unavailable'), isMisconfigured: true }
  if (lockCodes.includes(code)) return unavailable(code, { effect: 'nothing', isAway: false })
  const retryAfterMs = readRetryAfter(error.headers)
  if (status === 429 || status >= 500) return unavailable(code, { ...ofStatus(status), retryAfterMs })
  const fields = errors && typeof errors === 'object' ? Object.keys(errors) : []
  return decided(
    'refused',
    fields.slice(0, 20).map((field) => field.slice(0, longestFieldLength)),
  )
}

function ofStatus(status: number): Pick<Verdict, 'effect' | 'isAway' | 'isBusy'> {
  if (status === 429) return { effect: 'nothing', isAway: false, isBusy: true }
  if (status === 503) return { effect: 'nothing', isAway: true, isBusy: false }
  return { effect: status >= 500 ? 'unknown' : 'decided', isAway: status >= 500, isBusy: false }
}

/** Whatever stands in the way may answer in kintone's place: only what looks like a code is repeated. */
function plainCode(code: unknown): string | null {
  return typeof code === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,49}$/.test(code) ? code : null
}

function readRetryAfter(headers: unknown): number | null {
  const value = Object(headers)['retry-after'] as unknown
  const seconds = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : null
  return seconds === null ? null : seconds * 1_000
}
