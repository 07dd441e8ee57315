import type { Message, Problems } from '../errors'

/** Where a value stands in the request, for the keys of `errors`. */
export type Place = { readonly base: string; readonly code: string; readonly isInTable: boolean }

export const placeOf = (base: string, code: string): Place => ({ base, code, isInTable: false })

export const rowPlace = (table: Place, row: number, code: string): Place => ({
  base: `${table.base}.${table.code}.value[${row}].value`,
  code,
  isInTable: true,
})

export const keyOf = (place: Place, suffix: string): string => `${place.base}.${place.code}.${suffix}`

/** The one odd key: a value that is no number is reported in brackets. */
export const bracketKey = (place: Place): string => `${place.base}[${place.code}].value`

export function report(problems: Problems, key: string, text: Message) {
  const texts = problems[key] ?? []
  texts.push(text)
  problems[key] = texts
}
