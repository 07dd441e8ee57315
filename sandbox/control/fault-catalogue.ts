/** What a client with a sensible timeout waits for, and what none does. */
const slowMs = 3_000
const foreverMs = 120_000

export type Service = 'kintone' | 'webhook' | 'gemini' | 'mail'
type Entry = {
  readonly service: Service
  readonly description: string
  /** The only calls it can strike. */
  readonly path?: string
  /** How long it takes, unless the one who arms it says otherwise. */
  readonly delayMs?: number
}

const kintone = (description: string): Entry => ({ service: 'kintone', description })
const webhook = (description: string): Entry => ({ service: 'webhook', description })
const gemini = (description: string): Entry => ({ service: 'gemini', description })
const mail = (description: string): Entry => ({ service: 'mail', description })

/** Every failure that can be armed, by name. */
export const faultCatalogue = {
  'kintone-rate-limit': kintone('429 GAIA_TO04: too many concurrent requests'),
  'kintone-unavailable': kintone('503 with the text body "Service Unavailable"'),
  'kintone-lock': kintone('500 GAIA_DA02: the database could not be locked; nothing was written'),
  'kintone-lock-timeout': kintone('500 GAIA_LT01: waiting for a lock took too long; nothing was written'),
  'kintone-record-lock': kintone('500 GAIA_RE18: the record was locked; nothing was written'),
  'kintone-slow': { ...kintone('answers correctly after 3 seconds, or `ms`'), delayMs: slowMs },
  'kintone-timeout': {
    ...kintone('never answers (gives up after 120 seconds, or `ms`); nothing was written'),
    delayMs: foreverMs,
  },
  'kintone-reset': kintone('connection reset before anything was done'),
  'kintone-lost-answer': kintone('does the work, commits, then resets the connection'),
  'kintone-invalid-json': kintone('does the work, then answers 200 with JSON cut in the middle'),
  'kintone-token-revoked': kintone('400 GAIA_IA02: the API token is not known any more'),
  'kintone-cursor-expired': { ...kintone('404 GAIA_CN01 when a cursor is read or deleted'), path: '/cursor' },
  'kintone-deploy-processing': { ...kintone('a deploy is said to be still PROCESSING'), path: '/preview/app/deploy' },
  'kintone-deploy-cancelled': { ...kintone('a deploy is said to have ended with CANCEL'), path: '/preview/app/deploy' },
  'kintone-search-warning': kintone('answers with the X-Cybozu-Warning header of an aborted search'),
  'webhook-dropped': webhook('the notification is not sent'),
  'webhook-doubled': webhook('the notification is sent twice'),
  'webhook-out-of-order': webhook('the notification is held back until the next one has been sent'),
  'gemini-rate-limit': gemini('429 RESOURCE_EXHAUSTED with a retry delay of 2 seconds'),
  'gemini-error': gemini('500 INTERNAL'),
  'gemini-unavailable': gemini('503 UNAVAILABLE: the model is overloaded'),
  'gemini-slow': { ...gemini('answers correctly after 3 seconds, or `ms`'), delayMs: slowMs },
  'gemini-timeout': { ...gemini('never answers (gives up after 120 seconds, or `ms`)'), delayMs: foreverMs },
  'gemini-reset': gemini('connection reset'),
  'gemini-truncated-json': gemini('MAX_TOKENS: the JSON stops in the middle'),
  'gemini-schema-violation': gemini('JSON that breaks the response schema'),
  'gemini-nonsense': gemini('JSON that fits the schema with ids and values that were never asked for'),
  'gemini-obedient': gemini('believes whatever it is told: met for every requirement, by every sentence'),
  'gemini-safety-block': gemini('the prompt is blocked: no candidates'),
  'gemini-unknown-model': gemini('404 NOT_FOUND: the model does not exist'),
  'mail-throttled': mail('429 TooManyRequestsException: maximum sending rate exceeded'),
  'mail-rejected-address': mail('400 MessageRejected: the address is refused for good'),
  'mail-unavailable': mail('503 without a body'),
  'mail-error': mail('500 InternalServiceErrorException'),
  'mail-slow': { ...mail('answers correctly after 3 seconds, or `ms`'), delayMs: slowMs },
  'mail-reset': mail('connection reset, the mail is not sent'),
  'mail-lost-answer': mail('the mail is sent, then the connection is reset'),
  'mail-bounce': mail('accepts the mail, then posts a permanent bounce in SNS form'),
  'mail-complaint': mail('accepts the mail, delivers it, then posts a complaint in SNS form'),
} as const satisfies Record<string, Entry>

export type FaultName = keyof typeof faultCatalogue

export const entryOf = (name: FaultName): Entry => faultCatalogue[name]

export const isFaultName = (name: unknown): name is FaultName =>
  typeof name === 'string' && Object.hasOwn(faultCatalogue, name)
