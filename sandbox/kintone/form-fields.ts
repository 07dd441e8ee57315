import { type Right, rights } from './app'
import type { Field, Fields } from './field'
import { relatedApp } from './lookup'
import { type Params, readId } from './params'
import { tokenMayNot } from './refusals'
import type { Route } from './route'
import { hasRight, openApp, type Session } from './session'

export const formFieldsRoutes: readonly Route[] = [
  {
    method: 'GET',
    resource: 'app/form/fields',
    handle(session: Session, params: Params) {
      const app = openApp(session, readId(params, 'app'))
      if (!formRights.some((right) => hasRight(session, app, right))) throw tokenMayNot()
      return { revision: String(app.revision), properties: visible(session, app.properties) }
    },
  },
]

/** Whoever may see or add records, or administer the app, may see its form. */
const formRights: readonly Right[] = rights.filter((right) => right !== 'edit' && right !== 'delete')

/** Of a lookup into an app the caller may not see, only that there is one is told: null. */
function visible(session: Session, properties: Fields) {
  return Object.fromEntries(
    Object.entries(properties).map(([code, field]) => [code, seesSource(session, field) ? field : hidden(field)]),
  )
}

function seesSource(session: Session, { lookup }: Field): boolean {
  const source = lookup && relatedApp(session.world, lookup)
  return !source || formRights.some((right) => hasRight(session, source, right))
}

const hidden = (field: Field) => ({ ...field, lookup: null })
