import { isObject } from '../../http/call'
import type { Value } from '../../storage/values'
import type { World } from '../../world'
import { KintoneError, message, type Problems } from '../errors'
import type { Field } from '../field'
import { findPerson } from '../people'
import { badJson, unknownPerson } from '../refusals'
import { normaliseDate, normaliseDateTime, normaliseNumber, normaliseTime } from './normalise'
import { bracketKey, keyOf, type Place, report } from './place'

const onlyNumbers = message('数字でなければなりません。', 'Only numbers are allowed.')
const wrongDate = message('日付の形式が正しくありません。', 'The date format is invalid.')

/** Turns what a client sent for one field into what is stored; reports what is wrong with it. */
export function readValue(world: World, field: Field, raw: unknown, place: Place, problems: Problems): Value {
  switch (field.type) {
    case 'NUMBER':
      return readNumber(raw, place, problems)
    case 'DATE':
      return readFormatted(raw, normaliseDate, null, place, problems)
    case 'TIME':
      return readFormatted(raw, normaliseTime, null, place, problems)
    case 'DATETIME':
    case 'CREATED_TIME':
    case 'UPDATED_TIME':
      return readFormatted(raw, normaliseDateTime, '', place, problems)
    case 'DROP_DOWN':
      return readText(raw) || null
    case 'CHECK_BOX':
    case 'MULTI_SELECT':
      return [...new Set(readList(raw).map(readText))]
    case 'USER_SELECT':
      return readList(raw).map(readPerson)
    case 'ORGANIZATION_SELECT':
      return readList(raw).map(refuseOrganization)
    case 'GROUP_SELECT':
      return readList(raw).map((item) => ({ code: codeOf(item), name: codeOf(item) }))
    case 'CREATOR':
    case 'MODIFIER':
      return readPerson(raw)
    case 'FILE':
      return readList(raw).map((item) => readFile(world, item))
    default:
      return readText(raw)
  }
}

function readText(raw: unknown): string {
  if (raw === null || raw === undefined) return ''
  if (typeof raw === 'string') return raw
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw)
  throw badJson()
}

function readList(raw: unknown): readonly unknown[] {
  if (raw === null || raw === undefined) return []
  if (!Array.isArray(raw)) throw badJson()
  return raw
}

/** In a table kintone stores what is no number as empty, without a word. */
function readNumber(raw: unknown, place: Place, problems: Problems): string {
  const text = readText(raw).trim()
  if (text === '') return ''
  const number = normaliseNumber(text)
  if (number === undefined && !place.isInTable) report(problems, bracketKey(place), onlyNumbers)
  return number ?? ''
}

function readFormatted(
  raw: unknown,
  normalise: (text: string) => string | undefined,
  empty: '' | null,
  place: Place,
  problems: Problems,
): Value {
  const text = readText(raw).trim()
  if (text === '') return empty
  const value = normalise(text)
  if (value === undefined) report(problems, keyOf(place, 'value'), wrongDate)
  return value ?? empty
}

function codeOf(raw: unknown): string {
  if (!isObject(raw) || typeof raw.code !== 'string') throw badJson()
  return raw.code
}

function readPerson(raw: unknown) {
  const code = codeOf(raw)
  const person = findPerson(code)
  if (person) return person
  throw unknownPerson(code)
}

/** The sandbox knows no organisations, so every code is unknown. */
function refuseOrganization(raw: unknown): never {
  const code = codeOf(raw)
  const text = message(`指定した組織（code：${code}）が見つかりません。`, `The organization (code: ${code}) not found.`)
  throw new KintoneError(400, 'GAIA_IL28', text)
}

function readFile(world: World, raw: unknown) {
  if (!isObject(raw) || typeof raw.fileKey !== 'string') throw badJson()
  const file = world.files.attach(raw.fileKey, world.clock.now())
  if (file) return file
  throw fileNotFound(raw.fileKey)
}

export const fileNotFound = (key: string): KintoneError =>
  new KintoneError(
    404,
    'GAIA_BL01',
    message(`指定したファイル（id: ${key}）が見つかりません。`, `The specified file (id: ${key}) not found.`),
  )
