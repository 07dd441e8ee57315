import type { Static, TObject } from '@sinclair/typebox'
import { Value, type ValueError, ValueErrorType } from '@sinclair/typebox/value'
import { readText } from './body'
import { BadRequest } from './errors'

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
/** The career form at its largest sends about 2,000. */
const maximumFields = 3_000

/** Reads an urlencoded form. Throws BodyTooLarge or BadRequest. */
export async function readForm(request: Request): Promise<Form> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new BadRequest('not an urlencoded form')
  const fields = new URLSearchParams(await readText(request, maximumFormBytes))
  if (fields.size > maximumFields) throw new BadRequest('too many fields')
  return formOf(fields)
}

export function formOf(fields: URLSearchParams): Form {
  const values = new Map<string, string[]>()
  for (const [name, value] of fields) {
    const known = values.get(name)
    if (known) known.push(withoutControls(value))
    else values.set(name, [withoutControls(value)])
  }
  const raw = (name: string) => values.get(name)?.[0] ?? ''
  return {
    raw,
    text: (name) => raw(name).trim(),
    all: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
    rows: (prefix) => {
      const pattern = new RegExp(`^${prefix}\\.(\\d{1,4})\\.`)
      const numbers = [...values.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number)
      return [...new Set(numbers)].sort((a, b) => a - b).slice(0, maximumRows)
    },
  }
}

/** No keyboard writes them, and Postgres refuses NUL. Line ends and tabs stay. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
}

/** Field name → what to do about it. Fields of rows are named `skills.0.name`. */
export type FormErrors = Record<string, string>
export type Checked<T> = { values: T; errors: null } | { values: null; errors: FormErrors }

/**
 * Checks all fields at once. Each property of the schema carries its own `message`, and may carry an `emptyMessage`
 * and a `patternMessage` for those two faults.
 */
export function checkForm<T extends TObject>(schema: T, values: unknown): Checked<Static<T>> {
  if (Value.Check(schema, values)) return { values, errors: null }
  const errors: FormErrors = {}
  for (const error of Value.Errors(schema, values)) {
    errors[error.path.slice(1).replaceAll('/', '.')] ??= messageFor(error)
  }
  return { values: null, errors }
}

function messageFor({ schema, value, type }: ValueError): string {
  const isPattern = type === ValueErrorType.StringPattern
  const special = value === '' ? schema.emptyMessage : isPattern ? schema.patternMessage : undefined
  const message: unknown = special ?? schema.message
  return typeof message === 'string' ? message : '入力内容を確認してください'
}
