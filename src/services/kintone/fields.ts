import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'

/** One field on the wire; `type` is absent in hand-written records such as the demo data. */
const field = <T extends TSchema>(value: T) => Type.Object({ value })

export const text = field(Type.String())
/** DROP_DOWN, DATE and the like: kintone sends null (or '') for empty. */
export const optionalText = field(Type.Union([Type.String(), Type.Null()]))
export const texts = field(Type.Array(Type.String()))
/** NUMBER arrives as a string, '' when empty; a plain number or null is accepted from hand-written records. */
export const number = field(
  Type.Union([Type.String({ pattern: '^\\s*$|^[+-]?[0-9.]+(e[+-]?[0-9]+)?$' }), Type.Number(), Type.Null()]),
)
export const rows = <T extends TSchema>(row: T) =>
  field(Type.Array(Type.Object({ id: Type.Optional(Type.Union([Type.String(), Type.Null()])), value: row })))

export class MalformedRecord extends Error {
  override name = 'MalformedRecord'
  constructor(
    readonly app: string,
    /** Field paths and what was expected; never a value, so that the list may be logged. */
    readonly problems: string[],
  ) {
    super(`Malformed ${app} record: ${problems.join('; ')}`)
  }
}

/** Compiles a checker that returns the typed record or throws MalformedRecord with every problem. */
export function recordReader<T extends TSchema>(app: string, schema: T): (record: unknown) => Static<T> {
  const checker = TypeCompiler.Compile(schema)
  return (record) => {
    if (checker.Check(record)) return record
    const problems = [...checker.Errors(record)].slice(0, 20).map((error) => `${error.path || '/'}: ${error.message}`)
    throw new MalformedRecord(app, problems)
  }
}

type Optional<V> = { value: V } | undefined

export const textOf = (field: Optional<string | null>) => field?.value ?? ''
export const optionOf = (field: Optional<string | null>) => field?.value || null
export const textsOf = (field: Optional<string[]>) => field?.value ?? []
export const dateOf = (field: Optional<string | null>) => field?.value || null
export const monthOf = (field: Optional<string | null>) => field?.value?.slice(0, 7) || null

/** A DATETIME, or null for one that no calendar has. */
export const instantOf = (value: string | null) =>
  value === null || Number.isNaN(Date.parse(value)) ? null : new Date(value)

export function numberOf(field: Optional<string | number | null>): number | null {
  const value = field?.value
  if (value === undefined || value === null || String(value).trim() === '') return null
  const parsed = Number(value)
  return Number.isFinite(parsed) ? parsed : null
}

/** kintone keeps monthly rates in 万円; the portal counts in yen. */
export function yenOf(field: Optional<string | number | null>): number | null {
  const manYen = numberOf(field)
  return manYen === null ? null : Math.round(manYen * 10_000)
}

/** Looks a select option up in a table of our words; an option that we do not know counts as not stated. */
export function wordOf<W>(words: Record<string, W>, field: Optional<string | null>): W | null {
  const option = field?.value
  return option ? (words[option] ?? null) : null
}

/** The reverse of wordOf, for writing. */
export function optionFor<W>(words: Record<string, W>, word: W | null): string | null {
  return Object.entries(words).find(([, candidate]) => candidate === word)?.[0] ?? null
}
