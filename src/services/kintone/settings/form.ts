import { type Static, Type } from '@sinclair/typebox'

const limit = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const flag = Type.Optional(Type.Boolean())
const lookup = Type.Object({
  relatedApp: Type.Object({ app: Type.Optional(Type.String()), code: Type.Optional(Type.String()) }),
  relatedKeyField: Type.String(),
  fieldMappings: Type.Array(Type.Object({ field: Type.String(), relatedField: Type.String() })),
})

const plain = {
  type: Type.String(),
  code: Type.String(),
  label: Type.Optional(Type.String()),
  required: flag,
  unique: flag,
  maxLength: limit,
  minLength: limit,
  maxValue: limit,
  minValue: limit,
  /** The formula of a text that kintone fills in by itself. */
  expression: Type.Optional(Type.String()),
  options: Type.Optional(Type.Record(Type.String(), Type.Object({ label: Type.String(), index: Type.String() }))),
  defaultValue: Type.Optional(Type.Unknown()),
  defaultNowValue: flag,
  /** null: there is a lookup, but the caller may not see the app it reads. */
  lookup: Type.Optional(Type.Union([lookup, Type.Null()])),
}

export const formFields = Type.Record(
  Type.String(),
  Type.Object({ ...plain, fields: Type.Optional(Type.Record(Type.String(), Type.Object(plain))) }),
)

/** A field's settings as form/fields answers them: limits are strings, '' or null when unset; tables have `fields`. */
export type FormFields = Static<typeof formFields>
export type FormField = FormFields[string]
export type Lookup = Static<typeof lookup>

/** Every app has them from the start; they cannot be added. */
export const builtInTypes = [
  'RECORD_NUMBER',
  'CREATOR',
  'CREATED_TIME',
  'MODIFIER',
  'UPDATED_TIME',
  'STATUS',
  'STATUS_ASSIGNEE',
  'CATEGORY',
]
