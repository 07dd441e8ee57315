export type Option = { readonly label: string; readonly index: string }

export type Lookup = {
  readonly relatedApp: { readonly app: string; readonly code: string }
  readonly relatedKeyField: string
  readonly fieldMappings: readonly { readonly field: string; readonly relatedField: string }[]
}

/** A field's settings as form/fields answers them; numbers are strings, "" when unset. */
export type Field = {
  readonly type: string
  readonly code: string
  readonly label: string
  readonly required?: boolean
  readonly unique?: boolean
  readonly maxLength?: string
  readonly minLength?: string
  readonly maxValue?: string
  readonly minValue?: string
  readonly protocol?: string
  readonly enabled?: boolean
  readonly options?: Readonly<Record<string, Option>>
  readonly defaultValue?: string | readonly string[]
  readonly defaultNowValue?: boolean
  readonly lookup?: Lookup
  readonly fields?: Readonly<Record<string, Field>>
  readonly [other: string]: unknown
}

export type Fields = Readonly<Record<string, Field>>

/** Set by kintone itself, never by a plain write. */
export const builtInTypes = new Set([
  'RECORD_NUMBER',
  'CREATOR',
  'CREATED_TIME',
  'MODIFIER',
  'UPDATED_TIME',
  'STATUS',
  'STATUS_ASSIGNEE',
  'CATEGORY',
])

/** Present in form/fields, never in a record. */
const unrecordedTypes = new Set(['REFERENCE_TABLE', 'LABEL', 'SPACER', 'HR', 'GROUP'])

export const isRecorded = (field: Field): boolean => !unrecordedTypes.has(field.type) && field.enabled !== false

export const fieldOfType = (fields: Fields, type: string): Field | undefined =>
  Object.values(fields).find((field) => field.type === type)

/** Codes come from clients: `constructor` and `__proto__` are no fields. */
export const fieldOf = (fields: Fields, code: string): Field | undefined =>
  Object.hasOwn(fields, code) ? fields[code] : undefined

/** The table that holds the inner field, with the field. */
export function innerField(fields: Fields, code: string): { table: string; field: Field } | undefined {
  for (const table of Object.values(fields)) {
    const field = table.type === 'SUBTABLE' ? fieldOf(table.fields ?? {}, code) : undefined
    if (field) return { table: table.code, field }
  }
  return undefined
}

export const sortedOptions = (field: Field): string[] =>
  Object.entries(field.options ?? {})
    .sort(([, a], [, b]) => Number(a.index) - Number(b.index))
    .map(([label]) => label)
