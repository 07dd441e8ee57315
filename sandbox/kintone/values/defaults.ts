import { tokyoDate, toMinute } from '../../clock'
import type { Value } from '../../storage/values'
import type { Field } from '../field'

const listTypes = new Set([
  'CHECK_BOX',
  'MULTI_SELECT',
  'USER_SELECT',
  'ORGANIZATION_SELECT',
  'GROUP_SELECT',
  'FILE',
  'SUBTABLE',
  'CATEGORY',
  'STATUS_ASSIGNEE',
])
const nullTypes = new Set(['DROP_DOWN', 'DATE', 'TIME'])

export function emptyValue(field: Field): Value {
  if (listTypes.has(field.type)) return []
  return nullTypes.has(field.type) ? null : ''
}

/** What a new record or row holds where the client sent nothing. */
export function defaultValue(field: Field, now: Date): Value {
  if (field.defaultNowValue === true) return currentValue(field.type, now)
  const value = field.defaultValue
  if (Array.isArray(value)) return [...value]
  return typeof value === 'string' && value !== '' ? value : emptyValue(field)
}

function currentValue(type: string, now: Date): string {
  if (type === 'DATE') return tokyoDate(now)
  const tokyo = new Date(now.getTime() + 9 * 3_600_000)
  return type === 'TIME' ? tokyo.toISOString().slice(11, 16) : toMinute(now)
}
