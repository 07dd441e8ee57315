import { type Params, readId } from './params'
import type { Route } from './route'
import { openApp, type Session } from './session'

export const formFieldsRoutes: readonly Route[] = [
  {
    method: 'GET',
    resource: 'app/form/fields',
    handle(session: Session, params: Params) {
      const app = openApp(session, readId(params, 'app'))
      return { revision: String(app.revision), properties: app.properties }
    },
  },
]
