import type { Operator } from './syntax'

const equality: readonly Operator[] = ['=', '!=']
const comparison: readonly Operator[] = ['=', '!=', '<', '>', '<=', '>=']
const membership: readonly Operator[] = ['in', 'not in']
const search: readonly Operator[] = ['like', 'not like']
const emptiness: readonly Operator[] = ['is empty', 'is not empty']

/** Which operators kintone allows per field type; a type that is missing cannot be searched. */
const allowed: Record<string, readonly Operator[]> = {
  RECORD_NUMBER: [...comparison, ...membership],
  __ID__: [...comparison, ...membership],
  NUMBER: [...comparison, ...membership],
  CALC: [...comparison, ...membership],
  CREATED_TIME: comparison,
  UPDATED_TIME: comparison,
  DATE: comparison,
  TIME: comparison,
  DATETIME: comparison,
  SINGLE_LINE_TEXT: [...equality, ...membership, ...search],
  LINK: [...equality, ...membership, ...search],
  MULTI_LINE_TEXT: [...search, ...emptiness],
  RICH_TEXT: [...search, ...emptiness],
  FILE: [...search, ...emptiness],
  CHECK_BOX: membership,
  RADIO_BUTTON: membership,
  DROP_DOWN: membership,
  MULTI_SELECT: membership,
  USER_SELECT: membership,
  ORGANIZATION_SELECT: membership,
  GROUP_SELECT: membership,
  CREATOR: membership,
  MODIFIER: membership,
  STATUS_ASSIGNEE: membership,
  STATUS: [...equality, ...membership],
}

export const allows = (type: string, operator: Operator): boolean => allowed[type]?.includes(operator) ?? false

export const optionTypes = new Set(['CHECK_BOX', 'RADIO_BUTTON', 'DROP_DOWN', 'MULTI_SELECT'])
export const peopleTypes = new Set(['USER_SELECT', 'CREATOR', 'MODIFIER', 'STATUS_ASSIGNEE'])
export const numberTypes = new Set(['RECORD_NUMBER', '__ID__', 'NUMBER', 'CALC'])
export const instantTypes = new Set(['CREATED_TIME', 'UPDATED_TIME', 'DATETIME'])

export const isNegative = (operator: Operator): boolean =>
  operator === '!=' || operator === 'not in' || operator === 'not like' || operator === 'is not empty'

/** `not in` is `in` turned round, and so on. */
export function positiveOf(operator: Operator): Operator {
  if (operator === '!=') return '='
  if (operator === 'not in') return 'in'
  if (operator === 'not like') return 'like'
  return operator === 'is not empty' ? 'is empty' : operator
}
