import type { Static, TObject } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { BadRequest, BodyTooLarge } from './errors'

/** Generous for text: the longest profile is a tenth of it. */
export const maximumFormBytes = 512 * 1_024

export type Form = {
  /** The first value under this name, trimmed; '' when absent. */
  text: (name: string) => string
  /** As typed, for passwords. */
  raw: (name: string) => string
  all: (name: string) => string[]
  has: (name: string) => boolean
  /** The numbers n of fields named `<prefix>.<n>.<field>`, ascending. */
  rows: (prefix: string) => number[]
}

const maximumRows = 60

/** Reads an urlencoded form. Throws BodyTooLarge or BadRequest. */
export async function readForm(request: Request): Promise<Form> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new BadRequest('not an urlencoded form')
  return formOf(new URLSearchParams(await readText(request)))
}

export function formOf(fields: URLSearchParams): Form {
  const raw = (name: string) => fields.get(name) ?? ''
  return {
    raw,
    text: (name) => raw(name).trim(),
    all: (name) => fields.getAll(name),
    has: (name) => fields.has(name),
    rows: (prefix) => {
      const pattern = new RegExp(`^${prefix}\\.(\\d{1,4})\\.`)
      const numbers = [...fields.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number)
      return [...new Set(numbers)].sort((a, b) => a - b).slice(0, maximumRows)
    },
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maximumFormBytes) throw new BodyTooLarge()
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.length
    if (size > maximumFormBytes) throw new BodyTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Field name → what to do about it. Fields of rows are named `skills.0.name`. */
export type FormErrors = Record<string, string>
export type Checked<T> = { values: T; errors: null } | { values: null; errors: FormErrors }

/** Checks all fields at once. Each property of the schema carries its own `message`. */
export function checkForm<T extends TObject>(schema: T, values: unknown): Checked<Static<T>> {
  if (Value.Check(schema, values)) return { values, errors: null }
  const errors: FormErrors = {}
  for (const error of Value.Errors(schema, values)) {
    const message = typeof error.schema.message === 'string' ? error.schema.message : '入力内容を確認してください'
    errors[error.path.slice(1).replaceAll('/', '.')] ??= message
  }
  return { values: null, errors }
}
