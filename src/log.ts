import { AsyncLocalStorage } from 'node:async_hooks'

type Level = 'debug' | 'info' | 'warn' | 'error'
type Fields = Record<string, unknown>

const rank: Record<Level, number> = { debug: 10, info: 20, warn: 30, error: 40 }
const context = new AsyncLocalStorage<Fields>()
let threshold = rank.info
let write = (line: string): void => void process.stdout.write(`${line}\n`)

/** Set once at the start; tests hand in their own writer. */
export function configureLog(options: { level?: Level | 'silent'; write?: (line: string) => void }): void {
  if (options.level) threshold = options.level === 'silent' ? Number.POSITIVE_INFINITY : rank[options.level]
  if (options.write) write = options.write
}

/** Every line logged inside `work` carries these fields, e.g. the request's id. */
export function withLogFields<T>(fields: Fields, work: () => T): T {
  return context.run({ ...context.getStore(), ...fields }, work)
}

const emit =
  (level: Level) =>
  (event: string, fields: Fields = {}) => {
    if (rank[level] < threshold) return
    const entry = { at: new Date().toISOString(), level, event, ...context.getStore(), ...fields }
    write(JSON.stringify(entry, redact))
  }

/** One JSON line per event: `log.info('mail.sent', { letter: 'welcome', id })`. Ids and counts only, never personal data. */
export const log = { debug: emit('debug'), info: emit('info'), warn: emit('warn'), error: emit('error') }

const secretName = /token|secret|password|authorization|cookie|api.?key|email|phone|address|e-mail/i
const secretText = [
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
  /(?:postgres(?:ql)?|rediss?):\/\/\S+/g,
  /\b0\d{1,4}-\d{1,4}-\d{3,4}\b|\b0\d{9,10}\b/g,
  /(?<=[?&](?:token|code|key)=)[^&\s"']+/g,
]

/** The last net under the rule above: whatever slips in by name or by form is masked. */
function redact(this: unknown, name: string, given: unknown): unknown {
  // JSON.stringify has asked toJSON already, and an axios error's answers with its request: look at the original.
  const original = (this as Record<string, unknown> | undefined)?.[name]
  const value = original instanceof Error ? describeError(original) : given
  if (original instanceof Error) return value
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'string')
    return secretName.test(name) && value !== null && typeof value === 'object' ? '[redacted]' : value
  if (secretName.test(name)) return '[redacted]'
  return secretText.reduce((text, pattern) => text.replace(pattern, '[redacted]'), value)
}

/**
 * What of an error may be logged. Never the error object: axios errors carry the request with its API token,
 * drizzle errors carry the query's parameters.
 */
function describeError(error: Error): Fields {
  const { code, status } = error as { code?: unknown; status?: unknown }
  const isQuery = error.message.startsWith('Failed query')
  return {
    name: error.name,
    message: isQuery ? 'Failed query' : error.message.slice(0, 500),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(error.cause instanceof Error ? { cause: error.cause } : {}),
    stack: isQuery
      ? undefined
      : error.stack
          ?.split('\n')
          .slice(1, 8)
          .map((line) => line.trim()),
  }
}
