import { isObject } from '../http/call'
import type { Row } from '../storage/record-store'
import type { App } from './app'
import { checkBatch } from './batch'
import { message, type Problems } from './errors'
import { checkId, optionalBoolean, type Params, readArray, readId, readRevision } from './params'
import { checkRevision } from './record'
import { badJson, invalid, recordNotFound } from './refusals'
import { openApp, type Session } from './session'
import { findByKey, keyRefusals, readKey } from './update-key'
import { addRecord, changeRecord } from './write-record'

type Done = { readonly row: Row | undefined; readonly operation: 'INSERT' | 'UPDATE' }

/** PUT records, and with `upsert` the adding of what is not there yet. */
export function putRecords(session: Session, params: Params) {
  const upsert = optionalBoolean(params, 'upsert')
  const app = upsert
    ? openApp(session, readId(params, 'app'), 'edit', 'add')
    : openApp(session, readId(params, 'app'), 'edit')
  const records = readArray(params, 'records')
  checkBatch(
    records,
    message('一度に100件までのレコードを更新できます。', 'A maximum of 100 records can be updated at one time.'),
  )
  const problems: Problems = {}
  const bulk = { ...session, isBulk: true }
  const done = records.map((element, index) => putElement(bulk, app, element, index, upsert, problems))
  if (Object.keys(problems).length > 0) throw invalid(problems)
  return {
    records: done.map(({ row, operation }) => ({
      id: String(row?.id),
      ...(upsert && { operation }),
      revision: String(row?.revision),
    })),
  }
}

function putElement(
  session: Session,
  app: App,
  element: unknown,
  index: number,
  upsert: boolean,
  problems: Problems,
): Done {
  if (!isObject(element)) throw badJson()
  const base = `records[${index}]`
  const row = findTarget(session, app, element, `${base}.`)
  if (row) {
    checkRevision(row, readRevision(element.revision, `${base}.revision`))
    return { row: changeRecord(session, { app, input: element.record, base, problems }, row), operation: 'UPDATE' }
  }
  if (!upsert) throw element.updateKey ? keyRefusals.noMatch() : recordNotFound(String(element.id))
  const input = element.updateKey ? withKey(app, element, `${base}.`) : element.record
  return { row: addRecord(session, { app, input, base, problems }), operation: 'INSERT' }
}

function findTarget(session: Session, app: App, element: Params, prefix: string): Row | undefined {
  if (element.updateKey) return findByKey(session, app, element, prefix)
  const id = checkId(element.id, `${prefix}id`)
  return session.world.records.table(app.id).rows.get(Number(id))
}

function withKey(app: App, element: Params, prefix: string): Record<string, unknown> {
  const { field, value } = readKey(app, element, prefix)
  const record = isObject(element.record) ? element.record : {}
  return { ...record, [field]: { value } }
}
