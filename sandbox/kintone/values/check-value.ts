import { isEmptyValue, listOf, textOf, type Value } from '../../storage/values'
import { type Message, message, type Problems } from '../errors'
import type { Field } from '../field'
import { required } from '../refusals'
import { bracketKey, keyOf, type Place, report } from './place'

const peopleTypes = new Set(['USER_SELECT', 'ORGANIZATION_SELECT', 'GROUP_SELECT'])
const listTypes = new Set(['CHECK_BOX', 'MULTI_SELECT', 'FILE'])
/** kintone's API does not enforce 必須 for these. */
const neverRequired = new Set(['CALC', 'RADIO_BUTTON', 'SUBTABLE'])

/** The rules of one field on the value as it would be stored. 重複禁止 is checked elsewhere. */
export function checkValue(field: Field, value: Value, place: Place, problems: Problems) {
  checkRequired(field, value, place, problems)
  checkOptions(field, value, place, problems)
  if (field.type === 'SINGLE_LINE_TEXT' || field.type === 'LINK') checkLength(field, textOf(value), place, problems)
  if (field.type === 'NUMBER') checkRange(field, textOf(value), place, problems)
  if (field.type === 'LINK' && !isLink(textOf(value), field.protocol)) {
    report(problems, keyOf(place, 'value'), wrongLink)
  }
}

function checkRequired(field: Field, value: Value, place: Place, problems: Problems) {
  if (field.required !== true || neverRequired.has(field.type) || !isEmptyValue(value)) return
  if (peopleTypes.has(field.type)) report(problems, keyOf(place, 'values.value'), required)
  else report(problems, keyOf(place, listTypes.has(field.type) ? 'values' : 'value'), required)
}

const notAnOption = (value: string): Message =>
  message(`"${value}"は選択肢にありません。`, `The value, "${value}", is not in options.`)

function checkOptions(field: Field, value: Value, place: Place, problems: Problems) {
  const options = field.options
  if (!options) return
  if (Array.isArray(value)) {
    listOf(value).forEach((item, index) => {
      if (!Object.hasOwn(options, item)) report(problems, keyOf(place, `values[${index}].value`), notAnOption(item))
    })
    return
  }
  const text = textOf(value)
  if (text !== '' && !Object.hasOwn(options, text)) report(problems, keyOf(place, 'value'), notAnOption(text))
}

const limit = (text: string | undefined): number | undefined =>
  text === undefined || text === '' ? undefined : Number(text)

function checkLength(field: Field, text: string, place: Place, problems: Problems) {
  const max = limit(field.maxLength)
  const min = limit(field.minLength)
  if (max !== undefined && text.length > max) {
    const rule = message(`${max + 1}文字より短くなければなりません。`, `Enter less than ${max + 1} characters.`)
    report(problems, keyOf(place, 'value'), rule)
  }
  if (min !== undefined && text.length < min) {
    const rule = message(`${min - 1}文字より長くなければなりません。`, `Enter more than ${min - 1} characters.`)
    report(problems, keyOf(place, 'value'), rule)
  }
}

function checkRange(field: Field, text: string, place: Place, problems: Problems) {
  if (text === '' || problems[bracketKey(place)]) return
  const max = limit(field.maxValue)
  const min = limit(field.minValue)
  if (max !== undefined && Number(text) > max) {
    report(
      problems,
      keyOf(place, 'value'),
      message(`${max}以下である必要があります。`, `The value must be ${max} or less.`),
    )
  }
  if (min !== undefined && Number(text) < min) {
    report(
      problems,
      keyOf(place, 'value'),
      message(`${min}以上である必要があります。`, `The value must be ${min} or more.`),
    )
  }
}

const wrongLink = message('URL の形式が正しくありません。', 'The URL format is invalid.')

function isLink(text: string, protocol: string | undefined): boolean {
  if (text === '') return true
  if (protocol === 'MAIL') return /^[^\s@]+@[^\s@]+$/.test(text)
  if (protocol === 'CALL') return /^[\d+*#-]+$/.test(text)
  return /^(https?|ftp):\/\/\S+$/i.test(text)
}
