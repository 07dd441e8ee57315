import type { App } from './app'
import { builtInTypes, type Field, isRecorded } from './field'
import { type Params, readId } from './params'
import type { Route } from './route'
import { openApp, type Session } from './session'

export const formLayoutRoutes: readonly Route[] = [
  {
    method: 'GET',
    resource: 'app/form/layout',
    handle(session: Session, params: Params) {
      const app = openApp(session, readId(params, 'app'))
      return { revision: String(app.revision), layout: layoutOf(app) }
    },
  },
]

const tall = new Set(['MULTI_LINE_TEXT', 'RICH_TEXT'])

/** The layout somebody set, or one field per row in the order of the settings. */
export function layoutOf(app: App): readonly Record<string, unknown>[] {
  if (app.layout) return app.layout
  return Object.values(app.properties)
    .filter((field) => isRecorded(field) && !(builtInTypes.has(field.type) && field.type.startsWith('STATUS')))
    .map((field) =>
      field.type === 'SUBTABLE'
        ? { type: 'SUBTABLE', code: field.code, fields: Object.values(field.fields ?? {}).map(placed) }
        : { type: 'ROW', fields: [placed(field)] },
    )
}

const placed = (field: Field) => ({
  type: field.type,
  code: field.code,
  size: tall.has(field.type) ? { width: '400', innerHeight: '125' } : { width: '200' },
})
