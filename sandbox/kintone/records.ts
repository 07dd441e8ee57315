import type { Row } from '../storage/record-store'
import type { App } from './app'
import { checkBatch, maxWriteBatch } from './batch'
import type { Problems } from './errors'
import { message } from './errors'
import {
  checkId,
  optionalArray,
  optionalBoolean,
  optionalText,
  optionalTexts,
  type Params,
  readArray,
  readId,
  readRevision,
} from './params'
import { administrator } from './people'
import { parseQuery } from './query/parse'
import { runQuery } from './query/run'
import { checkRevision, findRow } from './record'
import { recordJson } from './record-json'
import { invalid, invalidParameter } from './refusals'
import type { Route } from './route'
import { openApp, type Session } from './session'
import { putRecords } from './update-records'
import { addRecord } from './write-record'

const defaultPage = 100

export const recordsRoutes: readonly Route[] = [
  { method: 'GET', resource: 'records', handle: getRecords },
  { method: 'POST', resource: 'records', handle: postRecords },
  { method: 'PUT', resource: 'records', handle: putRecords },
  { method: 'DELETE', resource: 'records', handle: deleteRecords },
]

function getRecords(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'view')
  const fields = optionalTexts(params, 'fields')
  const query = parseQuery(optionalText(params, 'query') ?? '')
  const withTotal = optionalBoolean(params, 'totalCount')
  const offset = query.offset ?? 0
  const end = offset + (query.limit ?? defaultPage)
  const { rows, total } = runQuery(session, app, query, end)
  return {
    records: rows.slice(offset, end).map((row) => recordJson(app, row, fields?.length ? fields : undefined)),
    totalCount: withTotal ? String(total) : null,
  }
}

function postRecords(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'add')
  const records = readArray(params, 'records')
  checkBatch(
    records,
    message('一度に100件までのレコードを追加できます。', 'A maximum of 100 records can be added at one time.'),
  )
  const problems: Problems = {}
  const bulk = { ...session, isBulk: true }
  const rows = records.map((input, index) => addRecord(bulk, { app, input, base: `records[${index}]`, problems }))
  if (Object.keys(problems).length > 0) throw invalid(problems)
  return {
    ids: rows.map((row) => String(row?.id)),
    revisions: rows.map((row) => String(row?.revision)),
  }
}

function deleteRecords(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'delete')
  const ids = readArray(params, 'ids')
  if (ids.length < 1 || ids.length > maxWriteBatch) {
    const ja = '一度に1件から100件までのレコードを削除できます。'
    throw invalidParameter('ids', message(ja, 'A maximum of 100 records can be deleted at one time.'))
  }
  const revisions = optionalArray(params, 'revisions') ?? []
  ids.forEach((value, index) => {
    const row = findRow(session, app.id, checkId(value, `ids[${index}]`))
    checkRevision(row, readRevision(revisions[index], `revisions[${index}]`))
    deleteRecord({ ...session, isBulk: session.isBulk || ids.length > 1 }, app, row)
  })
  return {}
}

/** Removes the record with its comments. One is announced; several at once are a bulk write. */
export function deleteRecord({ world, events, isBulk, actor }: Session, app: App, row: Row) {
  world.records.remove(app.id, row.id)
  world.comments.removeAll(app.id, row.id)
  const person = actor.kind === 'person' ? actor.person : administrator
  events.push({ type: 'DELETE_RECORD', app: app.id, record: row.id, person, isBulk })
}
