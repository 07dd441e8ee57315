import { KintoneError, message } from './errors'
import { optionalInteger, optionalText, optionalTexts, type Params, readId, readText } from './params'
import { parseQuery } from './query/parse'
import { runQuery } from './query/run'
import { recordJson } from './record-json'
import { invalidParameter } from './refusals'
import type { Route } from './route'
import { openApp, type Session } from './session'

const defaultSize = 100
const maxSize = 500

export const cursorRoutes: readonly Route[] = [
  { method: 'POST', resource: 'records/cursor', handle: postCursor },
  { method: 'GET', resource: 'records/cursor', handle: getCursor },
  { method: 'DELETE', resource: 'records/cursor', handle: deleteCursor },
]

function postCursor(session: Session, params: Params) {
  const app = openApp(session, readId(params, 'app'), 'view')
  const fields = optionalTexts(params, 'fields')
  const size = optionalInteger(params, 'size', 1, maxSize) ?? defaultSize
  const query = parseQuery(optionalText(params, 'query') ?? '')
  if (query.limit !== undefined || query.offset !== undefined) {
    const text = message(
      'カーソルではlimitとoffsetを指定できません。',
      'limit and offset cannot be used with a cursor.',
    )
    throw invalidParameter('query', text)
  }
  const ids = runQuery(session, app, query).rows.map((row) => row.id)
  const cursor = { app: app.id, ids, size, ...(fields?.length && { fields }) }
  const id = session.world.cursors.create(cursor, session.world.clock.now())
  if (id === undefined) throw tooManyCursors()
  return { id, totalCount: String(ids.length) }
}

function getCursor(session: Session, params: Params) {
  const { cursors, clock, records } = session.world
  const id = readText(params, 'id')
  const cursor = cursors.find(id, clock.now())
  if (!cursor) throw unknownCursor()
  const app = openApp(session, cursor.app, 'view')
  const { ids, hasNext } = cursors.advance(id, clock.now())
  const rows = ids.flatMap((one) => records.table(cursor.app).rows.get(one) ?? [])
  return { records: rows.map((row) => recordJson(app, row, cursor.fields)), next: hasNext }
}

function deleteCursor(session: Session, params: Params) {
  const { cursors, clock } = session.world
  const id = readText(params, 'id')
  const cursor = cursors.find(id, clock.now())
  if (!cursor) throw unknownCursor()
  openApp(session, cursor.app, 'view')
  cursors.remove(id)
  return {}
}

export const unknownCursor = (): KintoneError =>
  new KintoneError(
    404,
    'GAIA_CN01',
    message(
      '指定したカーソルは存在しないか、既に有効期限が切れています。',
      'The specified cursor does not exist or has expired.',
    ),
  )

const tooManyCursors = (): KintoneError =>
  new KintoneError(
    429,
    'GAIA_TM12',
    message(
      '作成できるカーソルの上限に達しているため、カーソルを作成できません。不要なカーソルを削除するか、しばらく経ってから再実行してください。',
      'The maximum number of cursors has been reached. Delete unneeded cursors or try again later.',
    ),
  )
