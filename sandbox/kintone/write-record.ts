import { toMinute } from '../clock'
import { isObject } from '../http/call'
import type { Row } from '../storage/record-store'
import { type Person, rowsOf, textOf, type Value, type Values } from '../storage/values'
import type { App } from './app'
import { candidates } from './candidates'
import { KintoneError, message, type Problems } from './errors'
import { builtInTypes, type Field, fieldOf, fieldOfType, isRecorded } from './field'
import { copiedCodes, copyLookup } from './lookup'
import { badJson } from './refusals'
import { actingPerson, hasRight, type Session } from './session'
import { checkValue } from './values/check-value'
import { defaultValue } from './values/defaults'
import { keyOf, placeOf, report } from './values/place'
import { readTable } from './values/read-table'
import { readValue } from './values/read-value'

export type Write = {
  readonly app: App
  readonly input: unknown
  /** Start of the keys in `errors`: `record` or `records[3]`. */
  readonly base: string
  readonly problems: Problems
}

/** Checks and stores a new record. When something is wrong it is reported and nothing is stored. */
export function addRecord(session: Session, write: Write): Row | undefined {
  const { app } = write
  const now = session.world.clock.now()
  const values: Record<string, Value> = {}
  for (const field of Object.values(app.properties)) {
    if (isRecorded(field) && field.type !== 'RECORD_NUMBER') values[field.code] = defaultValue(field, now)
  }
  const person = actingPerson(session)
  stamp(app, values, { CREATOR: person, MODIFIER: person, CREATED_TIME: toMinute(now), UPDATED_TIME: toMinute(now) })
  startProcess(app, values, person)
  const before = Object.keys(write.problems).length
  readInput(session, write, values, undefined)
  if (Object.keys(write.problems).length > before) return undefined
  const row = session.world.records.insert(app.id, values)
  session.events.push({ type: 'ADD_RECORD', app: app.id, record: row.id, isBulk: session.isBulk })
  return row
}

/** Checks the merged record and stores it under the next revision. */
export function changeRecord(session: Session, write: Write, row: Row): Row | undefined {
  const { app } = write
  const values: Record<string, Value> = { ...row.values }
  const before = Object.keys(write.problems).length
  readInput(session, write, values, row)
  if (Object.keys(write.problems).length > before) return undefined
  stamp(app, values, { MODIFIER: actingPerson(session), UPDATED_TIME: toMinute(session.world.clock.now()) })
  const changed = { id: row.id, revision: row.revision + 1, values }
  session.world.records.replace(app.id, changed)
  session.events.push({ type: 'UPDATE_RECORD', app: app.id, record: row.id, isBulk: session.isBulk })
  return changed
}

function stamp(app: App, values: Record<string, Value>, stamps: Record<string, Value>) {
  for (const [type, value] of Object.entries(stamps)) {
    const field = fieldOfType(app.properties, type)
    if (field) values[field.code] = value
  }
}

function startProcess(app: App, values: Record<string, Value>, creator: Person) {
  const status = fieldOfType(app.properties, 'STATUS')
  if (!status || !isRecorded(status) || !app.process) return
  const states = Object.values(app.process.states).sort((a, b) => Number(a.index) - Number(b.index))
  const first = states[0]?.name ?? ''
  values[status.code] = first
  const workers = fieldOfType(app.properties, 'STATUS_ASSIGNEE')
  if (workers) values[workers.code] = candidates(app.process, first, [creator.code]).people
}

function readInput(session: Session, write: Write, values: Record<string, Value>, row: Row | undefined) {
  const { app, problems } = write
  const input = write.input ?? {}
  if (!isObject(input)) throw badJson()
  const copied = copiedCodes(app)
  for (const [code, cell] of Object.entries(input)) {
    const field = fieldOf(app.properties, code)
    if (!field || !isRecorded(field) || field.type === 'CALC' || copied.has(code)) continue
    if (!isObject(cell)) throw badJson()
    if (cell.value === undefined) continue
    if (builtInTypes.has(field.type)) checkBuiltIn(session, app, field, row)
    values[code] = readField(session, write, field, cell.value, row?.values)
  }
  const fields = Object.values(app.properties)
  const check = (field: Field) => checkStored(session, write, field, values, row)
  for (const field of fields) if (!copied.has(field.code)) check(field)
  if (Object.keys(problems).length > 0) return
  for (const field of fields) {
    if (field.lookup && (row === undefined || input[field.code] !== undefined)) copyLookup(session, app, field, values)
  }
  for (const field of fields) if (copied.has(field.code)) check(field)
}

function checkStored(session: Session, write: Write, field: Field, values: Values, row: Row | undefined) {
  const value = values[field.code]
  const place = placeOf(write.base, field.code)
  if (value !== undefined && field.type !== 'SUBTABLE') checkValue(field, value, place, write.problems)
  if (field.unique === true) checkUnique(session, write, field, values, row)
}

function readField(session: Session, write: Write, field: Field, raw: unknown, old: Values | undefined): Value {
  const place = placeOf(write.base, field.code)
  if (field.type !== 'SUBTABLE') return readValue(session.world, field, raw, place, write.problems)
  const target = { world: session.world, app: write.app.id, old: rowsOf(old?.[field.code]) }
  return readTable(target, field, raw, place, write.problems)
}

const duplicated = message('値がほかのレコードと重複しています。', 'This value already exists in another record.')

function checkUnique(session: Session, write: Write, field: Field, values: Values, row: Row | undefined) {
  const owner = session.world.records.table(write.app.id).uniques.get(field.code)?.get(textOf(values[field.code]))
  if (owner !== undefined && owner !== row?.id) {
    report(write.problems, keyOf(placeOf(write.base, field.code), 'value'), duplicated)
  }
}

/** Creator and times may be given at creation by an app administrator, for imports; never afterwards. */
function checkBuiltIn(session: Session, app: App, field: Field, row: Row | undefined) {
  const isStamp = ['CREATOR', 'MODIFIER', 'CREATED_TIME', 'UPDATED_TIME'].includes(field.type)
  if (row === undefined && isStamp) {
    if (hasRight(session, app, 'admin')) return
    const en = `App permissions are required to add records with specifying a value in the "${field.code}" field.`
    throw new KintoneError(
      400,
      'GAIA_BF02',
      message(`「${field.code}」フィールドに値を指定してレコードを登録するには、アプリ管理権限が必要です。`, en),
    )
  }
  const en = `Cannot update field whose type is ${field.type}.`
  throw new KintoneError(400, 'GAIA_UN10', message(`フィールドタイプが${field.type}のフィールドは更新できません。`, en))
}
