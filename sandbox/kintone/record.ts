import type { Row } from '../storage/record-store'
import type { Problems } from './errors'
import { type Params, readId, readRevision } from './params'
import { recordJson } from './record-json'
import { invalid, recordNotFound, staleRevision } from './refusals'
import type { Route } from './route'
import { openApp, type Session } from './session'
import { findByKey, keyRefusals } from './update-key'
import { addRecord, changeRecord } from './write-record'

export const recordRoutes: readonly Route[] = [
  { method: 'GET', resource: 'record', handle: getRecord },
  { method: 'POST', resource: 'record', handle: postRecord },
  { method: 'PUT', resource: 'record', handle: putRecord },
]

function getRecord(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'view')
  return { record: recordJson(app, findRow(session, app.id, readId(params, 'id'))) }
}

function postRecord(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'add')
  const problems: Problems = {}
  const row = addRecord(session, { app, input: params.record, base: 'record', problems })
  if (!row) throw invalid(problems)
  return { id: String(row.id), revision: String(row.revision) }
}

function putRecord(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'edit')
  const problems: Problems = {}
  const row = params.updateKey ? findByKey(session, app, params, '') : findRow(session, app.id, readId(params, 'id'))
  if (!row) throw keyRefusals.noMatch()
  checkRevision(row, readRevision(params.revision, 'revision'))
  const changed = changeRecord(session, { app, input: params.record, base: 'record', problems }, row)
  if (!changed) throw invalid(problems)
  return { revision: String(changed.revision) }
}

export function findRow(session: Session, app: string, id: string): Row {
  const row = session.world.records.table(app).rows.get(Number(id))
  if (!row) throw recordNotFound(id)
  return row
}

export function checkRevision(row: Row, revision: number | undefined) {
  if (revision !== undefined && revision !== row.revision) throw staleRevision()
}
