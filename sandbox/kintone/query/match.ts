import { isEmptyValue, listOf, personCodes, textOf } from '../../storage/values'
import type { Field } from '../field'
import { displayText } from '../record-json'
import { compareDate, compareInstant, compareNumber, compareTime, instantRange, type Test } from './compare'
import { type LikeMode, likeMatcher } from './like'
import { instantTypes, numberTypes, peopleTypes } from './operators'
import { type Operand, type Operator, syntaxError } from './syntax'

export type MatchContext = { readonly now: Date; readonly user: string; readonly likeMode: LikeMode }

/** The test of one positive operator on one value. */
export function matcher(field: Field, operator: Operator, operands: readonly Operand[], context: MatchContext): Test {
  if (operator === 'is empty') return isBlank
  if (operator === 'like') {
    const matches = likeMatcher(literal(operands[0]), context.likeMode)
    return (value) => matches(displayText(value))
  }
  if (operator === 'in') return membership(field, operands, context)
  const operand = operands[0]
  if (!operand) throw syntaxError()
  if (numberTypes.has(field.type)) return compareNumber(operator, literal(operand))
  if (instantTypes.has(field.type)) return compareInstant(operator, instantRange(operand, context.now))
  if (field.type === 'DATE') return compareDate(operator, operand, context.now)
  if (field.type === 'TIME') return compareTime(operator, literal(operand))
  const text = literal(operand)
  return (value) => textOf(value) === text
}

const isBlank: Test = (value) => isEmptyValue(value) || (typeof value === 'string' && value.trim() === '')

function literal(operand: Operand | undefined): string {
  if (!operand || operand.kind === 'call') throw syntaxError()
  return operand.value
}

function membership(field: Field, operands: readonly Operand[], context: MatchContext): Test {
  if (numberTypes.has(field.type)) {
    const tests = operands.map((operand) => compareNumber('=', literal(operand)))
    return (value) => tests.some((test) => test(value))
  }
  if (operands.some((operand) => operand.kind === 'call' && operand.name === 'PRIMARY_ORGANIZATION')) return () => true
  const wanted = new Set(operands.map((operand) => (isLoginUser(operand, field) ? context.user : literal(operand))))
  const codesOf = peopleTypes.has(field.type) || field.type.endsWith('_SELECT') ? personCodes : () => []
  return (value) => {
    if (isEmptyValue(value)) return wanted.has('')
    if (typeof value === 'string') return wanted.has(value)
    return [...listOf(value), ...codesOf(value)].some((item) => wanted.has(item))
  }
}

function isLoginUser(operand: Operand, field: Field): boolean {
  if (operand.kind !== 'call') return false
  if (operand.name !== 'LOGINUSER' || operand.args.length > 0 || !peopleTypes.has(field.type)) throw syntaxError()
  return true
}
