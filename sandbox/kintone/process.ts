import { isObject } from '../http/call'
import type { Row } from '../storage/record-store'
import { type Person, personCodes, textOf, type Value } from '../storage/values'
import type { App, Process, ProcessAction } from './app'
import { checkBatch } from './batch'
import { type Candidates, candidates, personOf } from './candidates'
import { KintoneError, type Message, message, type Problems } from './errors'
import { fieldOfType } from './field'
import { optionalText, type Params, readArray, readId, readRevision, readText } from './params'
import { checkRevision, findRow } from './record'
import { badJson, invalid } from './refusals'
import type { Route } from './route'
import { actingPerson, openApp, type Session } from './session'
import { changeRecord } from './write-record'

const maxAssignees = 100

/** プロセス管理: moving a record to its next status and naming who works on it. */
export const processRoutes: readonly Route[] = [
  { method: 'PUT', resource: 'record/status', handle: putStatus },
  { method: 'PUT', resource: 'records/status', handle: putStatuses },
  { method: 'PUT', resource: 'record/assignees', handle: putAssignees },
]

function putStatus(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'edit')
  return { revision: String(moveStatus(session, app, params).revision) }
}

function putStatuses(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'edit')
  const records = readArray(params, 'records')
  checkBatch(
    records,
    message('一度に100件までのレコードを更新できます。', 'A maximum of 100 records can be updated at one time.'),
  )
  const bulk = { ...session, isBulk: true }
  const rows = records.map((element) => {
    if (!isObject(element)) throw badJson()
    return moveStatus(bulk, app, element)
  })
  return { records: rows.map((row) => ({ id: String(row.id), revision: String(row.revision) })) }
}

/** Counts as two revisions: kintone changes the status and the assignee one after the other. */
function moveStatus(session: Session, app: App, params: Params): Row {
  const process = requireProcess(app)
  const row = findRow(session, app.id, readId(params, 'id'))
  checkRevision(row, readRevision(params.revision, 'revision'))
  const status = fieldOfType(app.properties, 'STATUS')?.code ?? ''
  const workers = fieldOfType(app.properties, 'STATUS_ASSIGNEE')?.code ?? ''
  const action = findAction(process, readText(params, 'action'), textOf(row.values[status]))
  const current = personCodes(row.values[workers])
  if (current.length > 0 && !current.includes(actingPerson(session).code)) {
    throw refuse('GAIA_NT01', '作業者のみがステータスを変更できます。', 'Only the assignee can change the status.')
  }
  const creator = fieldOfType(app.properties, 'CREATOR')?.code ?? ''
  const target = candidates(process, action.to, personCodes(row.values[creator]))
  const assignees = nextAssignees(target, optionalText(params, 'assignee'))
  return write(session, app, row, { [status]: action.to, [workers]: assignees }, 2)
}

function requireProcess(app: App): Process {
  if (app.process?.enable) return app.process
  const ja = '操作に失敗しました。プロセス管理機能が無効化されています。'
  throw refuse('GAIA_ST02', ja, 'The operation failed. Process management is disabled.')
}

function findAction(process: Process, name: string, from: string): ProcessAction {
  const action = process.actions.find((one) => one.name === name && one.from === from)
  if (action) return action
  const ja =
    'ステータスの変更に失敗しました。ほかのユーザーがステータス、またはステータスの設定を変更した可能性があります。'
  throw refuse(
    'GAIA_IL03',
    ja,
    'Failed to change the status. Another user may have changed the status or its settings.',
  )
}

function nextAssignees({ type, people }: Candidates, code: string | undefined): readonly Person[] {
  if (type !== 'ONE') {
    if (code !== undefined) throw refuse('GAIA_SA04', '作業者を指定できません。', 'You cannot specify the assignee.')
    return people
  }
  if (people.length > 0 && code === undefined) {
    throw refuse('GAIA_SA01', '次の作業者を指定してください。', 'Specify the assignee.')
  }
  return code === undefined ? [] : [personOf(code)]
}

function putAssignees(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'edit')
  requireProcess(app)
  const row = findRow(session, app.id, readId(params, 'id'))
  checkRevision(row, readRevision(params.revision, 'revision'))
  const codes = readArray(params, 'assignees').map(String)
  if (codes.length > maxAssignees) throw invalid({ assignees: [tooManyAssignees] })
  const workers = fieldOfType(app.properties, 'STATUS_ASSIGNEE')?.code ?? ''
  const changed = write(session, app, row, { [workers]: codes.map(personOf) }, 1)
  return { revision: String(changed.revision) }
}

const tooManyAssignees: Message = message('作業者は100人までです。', 'must be less than or equal to 100')

/** Stores the row with the fields an ordinary write may not touch. */
function write(session: Session, app: App, row: Row, values: Record<string, Value>, steps: 1 | 2): Row {
  const problems: Problems = {}
  const quiet = { ...session, events: [] }
  const changed = changeRecord(quiet, { app, input: {}, base: 'record', problems }, row)
  if (!changed) throw invalid(problems)
  const moved = { id: row.id, revision: row.revision + steps, values: { ...changed.values, ...values } }
  session.world.records.replace(app.id, moved)
  const type = steps === 2 ? 'UPDATE_STATUS' : 'UPDATE_RECORD'
  session.events.push({ type, app: app.id, record: row.id, isBulk: session.isBulk })
  return moved
}

const refuse = (code: string, ja: string, en: string): KintoneError => new KintoneError(400, code, message(ja, en))
