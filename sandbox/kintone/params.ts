import { bodyText, type Call, isObject } from '../http/call'
import { message } from './errors'
import { badJson, invalid, invalidParameter, requiredParameter } from './refusals'

export type Params = Readonly<Record<string, unknown>>

/** Query string and JSON body together; the body wins. Throws CB_IJ01 for a body that is no JSON object. */
export function readParams(call: Call): Params {
  const fromUrl: Record<string, unknown> = Object.create(null)
  for (const [name, value] of call.url.searchParams) addParam(fromUrl, name, value)
  const isForm = call.headers['content-type']?.startsWith('multipart/') ?? false
  if (call.body.length === 0 || isForm) return fromUrl
  let body: unknown
  try {
    body = JSON.parse(bodyText(call))
  } catch {
    throw badJson()
  }
  if (!isObject(body)) throw badJson()
  return { ...fromUrl, ...body }
}

/** `fields[0]=a` builds an array. */
function addParam(params: Record<string, unknown>, name: string, value: string) {
  const indexed = /^(.+)\[(\d{1,3})\]$/.exec(name)
  if (!indexed?.[1]) {
    params[name] = value
    return
  }
  const list = params[indexed[1]]
  const array: unknown[] = Array.isArray(list) ? list : []
  array[Number(indexed[2])] = value
  params[indexed[1]] = array
}

const notInteger = message('整数を入力してください。', 'Enter an integer value.')
const atLeast = (min: number) => message(`最小でも${min}以上です。`, `must be greater than or equal to ${min}`)
const atMost = (max: number) => message(`最大でも${max}以下です。`, `must be less than or equal to ${max}`)

/** An id as a string without leading zeros, from a number or a string. */
export const readId = (params: Params, name: string): string => checkId(params[name], name)

/** The same for a value that stands elsewhere; `name` is its key in `errors`. */
export function checkId(value: unknown, name: string): string {
  if (value === undefined || value === null || value === '') throw invalidParameter(name, requiredParameter)
  return String(checkInteger(value, name, 1))
}

export function optionalInteger(params: Params, name: string, min: number, max?: number): number | undefined {
  const value = params[name]
  return value === undefined || value === null || value === '' ? undefined : checkInteger(value, name, min, max)
}

function checkInteger(value: unknown, name: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'string' && typeof value !== 'number') throw badJson()
  const number = /^[+-]?\d{1,19}$/.test(String(value).trim()) ? Number(value) : Number.NaN
  if (Number.isNaN(number)) throw invalidParameter(name, notInteger)
  if (number < min) throw invalidParameter(name, atLeast(min))
  if (number > max) throw invalidParameter(name, atMost(max))
  return number
}

/** Absent, null and -1 all mean: do not check. */
export function readRevision(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const revision = checkInteger(value, name, -1)
  return revision === -1 ? undefined : revision
}

export function optionalText(params: Params, name: string): string | undefined {
  const value = params[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string' && typeof value !== 'number') throw badJson()
  return String(value)
}

export function readText(params: Params, name: string): string {
  const value = optionalText(params, name)
  if (value === undefined || value === '') throw invalidParameter(name, requiredParameter)
  return value
}

export function optionalBoolean(params: Params, name: string): boolean {
  const value = params[name]
  if (value === undefined || value === null || value === '') return false
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw invalidParameter(name, message('真偽値でなければなりません。', 'must be boolean.'))
}

export function optionalArray(params: Params, name: string): readonly unknown[] | undefined {
  const value = params[name]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw badJson()
  return value
}

export function readArray(params: Params, name: string): readonly unknown[] {
  const value = optionalArray(params, name)
  if (!value) throw invalidParameter(name, requiredParameter)
  return value
}

export function readObject(value: unknown, name: string): Params {
  if (value === undefined || value === null) throw invalidParameter(name, requiredParameter)
  if (!isObject(value)) throw badJson()
  return value
}

export const optionalTexts = (params: Params, name: string): string[] | undefined =>
  optionalArray(params, name)?.map((item) => {
    if (typeof item !== 'string' && typeof item !== 'number') throw badJson()
    return String(item)
  })

export function readEnum(params: Params, name: string, allowed: readonly string[], fallback: string): string {
  const value = (optionalText(params, name) ?? fallback).toLowerCase()
  if (allowed.includes(value)) return value
  const text = message('Enum値のいずれかでなければなりません。', 'must be one of the enum value')
  throw invalid({ [name]: [text] })
}
