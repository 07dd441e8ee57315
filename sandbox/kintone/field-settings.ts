import { isObject } from '../http/call'
import { message } from './errors'
import type { Field, Fields, Option } from './field'
import { badJson, invalidParameter, requiredParameter } from './refusals'

type Settings = Readonly<Record<string, unknown>>

const limits: Record<string, readonly string[]> = {
  SINGLE_LINE_TEXT: ['maxLength', 'minLength'],
  LINK: ['maxLength', 'minLength'],
  NUMBER: ['maxValue', 'minValue', 'displayScale'],
}
const withOptions = new Set(['CHECK_BOX', 'RADIO_BUTTON', 'DROP_DOWN', 'MULTI_SELECT'])
const withLists = new Set(['CHECK_BOX', 'MULTI_SELECT', 'USER_SELECT', 'ORGANIZATION_SELECT', 'GROUP_SELECT'])
const withUnique = new Set(['SINGLE_LINE_TEXT', 'NUMBER', 'LINK', 'DATE', 'DATETIME'])
const withoutDefault = new Set(['FILE', 'SUBTABLE', 'CALC', 'REFERENCE_TABLE', 'LABEL', 'SPACER', 'HR', 'GROUP'])
const withNow = new Set(['DATE', 'TIME', 'DATETIME'])

/** The settings a client sent, completed the way form/fields answers them: limits as strings, "" when unset. */
export function readFields(sent: unknown, name = 'properties'): Fields {
  if (!isObject(sent)) throw badJson()
  return Object.fromEntries(Object.entries(sent).map(([code, settings]) => [code, readField(code, settings, name)]))
}

function readField(code: string, settings: unknown, name: string): Field {
  if (!isObject(settings)) throw badJson()
  const { type } = settings
  if (typeof type !== 'string') throw invalidParameter(`${name}[${code}].type`, requiredParameter)
  if (typeof settings.label !== 'string' && type !== 'SPACER' && type !== 'HR') {
    throw invalidParameter(`${name}[${code}].label`, requiredParameter)
  }
  // A lookup takes its value from elsewhere: no default, no limits, and it is never unique.
  const isPlain = !isObject(settings.lookup)
  return {
    noLabel: false,
    ...(!withoutDefault.has(type) && { required: false }),
    ...(isPlain && !withoutDefault.has(type) && { defaultValue: withLists.has(type) ? [] : '' }),
    ...(isPlain && withUnique.has(type) && { unique: false }),
    ...(withNow.has(type) && { defaultNowValue: false }),
    ...settings,
    type,
    code,
    label: String(settings.label ?? ''),
    ...(isPlain && limitsOf(type, settings)),
    ...(withOptions.has(type) && { options: readOptions(settings.options, `${name}[${code}].options`) }),
    ...(type === 'SUBTABLE' && { fields: readFields(settings.fields ?? {}, `${name}[${code}].fields`) }),
  }
}

const limitsOf = (type: string, settings: Settings): Record<string, string> =>
  Object.fromEntries((limits[type] ?? []).map((name) => [name, text(settings[name])]))

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

function readOptions(sent: unknown, name: string): Record<string, Option> {
  if (!isObject(sent) || Object.keys(sent).length === 0) throw invalidParameter(name, requiredParameter)
  return Object.fromEntries(
    Object.entries(sent).map(([label, option]) => {
      if (!isObject(option)) throw badJson()
      if (option.label !== undefined && option.label !== label) {
        throw invalidParameter(
          `${name}[${label}].label`,
          message('項目名が一致しません。', 'The label does not match its key.'),
        )
      }
      return [label, { label, index: text(option.index) }]
    }),
  )
}
