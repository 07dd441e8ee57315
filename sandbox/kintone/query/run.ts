import type { Row } from '../../storage/record-store'
import type { App } from '../app'
import { actingPerson, type Session } from '../session'
import { compile } from './compile'
import { filter, select } from './select'
import type { Query } from './syntax'

export type Found = { readonly rows: Row[]; readonly total: number }

/** The first `wanted` rows of the query (limit and offset are the caller's), and how many there are in all. */
export function runQuery(session: Session, app: App, query: Query, wanted = Number.POSITIVE_INFINITY): Found {
  const { records, clock, settings } = session.world
  const context = { now: clock.now(), user: actingPerson(session).code, likeMode: settings.likeMode() }
  const predicate = compile(app, query.where, context)
  return select(app, filter(records.table(app.id).rows.values(), predicate), query.order, wanted)
}
