export type Person = { readonly code: string; readonly name: string }
export type AttachedFile = {
  readonly contentType: string
  readonly fileKey: string
  readonly name: string
  readonly size: string
}
export type TableRow = { readonly id: string; readonly value: Values }

/** What a field holds, without its type: the type is the app's business. */
export type Value = string | null | Person | readonly (string | Person | AttachedFile | TableRow)[]
export type Values = { readonly [code: string]: Value }

export const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '')

export function listOf(value: Value | undefined): string[] {
  if (!Array.isArray(value)) return []
  return value.filter((item): item is string => typeof item === 'string')
}

export function rowsOf(value: Value | undefined): TableRow[] {
  if (!Array.isArray(value)) return []
  return value.filter((item): item is TableRow => typeof item === 'object' && 'value' in item)
}

export function filesOf(value: Value | undefined): AttachedFile[] {
  if (!Array.isArray(value)) return []
  return value.filter((item): item is AttachedFile => typeof item === 'object' && 'fileKey' in item)
}

/** Codes of one person or of a list of people. */
export function personCodes(value: Value | undefined): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => (typeof item === 'object' && 'code' in item ? [item.code] : []))
  }
  return typeof value === 'object' && value !== null && 'code' in value ? [value.code] : []
}

export const isEmptyValue = (value: Value | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
