import { textOf, type Value } from '../storage/values'
import type { World } from '../world'
import type { App } from './app'
import { KintoneError, message } from './errors'
import type { Field, Lookup } from './field'
import { hasRight, type Session } from './session'
import { emptyValue } from './values/defaults'

/** Codes that only a lookup may fill: what a client sends for them is ignored. */
export const copiedCodes = (app: App): Set<string> =>
  new Set(
    Object.values(app.properties).flatMap((field) => field.lookup?.fieldMappings.map((mapping) => mapping.field) ?? []),
  )

/** Copies the fields of the record whose key was entered; an empty key clears them. */
export function copyLookup(session: Session, app: App, field: Field, values: Record<string, Value>) {
  const lookup = field.lookup
  if (!lookup) return
  const key = textOf(values[field.code])
  const source = key === '' ? undefined : findSource(session, field, key)
  for (const { field: target, relatedField } of lookup.fieldMappings) {
    const settings = app.properties[target]
    if (settings) values[target] = source?.[relatedField] ?? emptyValue(settings)
  }
}

/** The caller must be allowed to see the source app too: with tokens, by sending one of its tokens. */
function findSource(session: Session, field: Field, key: string) {
  const lookup = field.lookup
  const source = lookup && relatedApp(session.world, lookup)
  if (!lookup || !source || !hasRight(session, source, 'view')) throw notFound(field.code, key)
  const table = session.world.records.table(source.id)
  const index = table.uniques.get(lookup.relatedKeyField)
  const id = index?.get(key)
  const row = index
    ? table.rows.get(id ?? 0)
    : [...table.rows.values()].find((one) => textOf(one.values[lookup.relatedKeyField]) === key)
  if (!row) throw notFound(field.code, key)
  return row.values
}

/** The app a lookup reads, by its id or, where the settings give only that, by its code. */
export const relatedApp = ({ apps }: World, { relatedApp: { app, code } }: Lookup): App | undefined =>
  apps.find(String(app)) ?? apps.all().find((one) => one.code !== '' && one.code === code)

const notFound = (code: string, key: string): KintoneError =>
  new KintoneError(
    400,
    'GAIA_LO04',
    message(
      `フィールド「${code}」の値「${key}」が、ルックアップの参照先のフィールドにないか、またはアプリやフィールドの閲覧権限がありません。`,
      `The value "${key}" of the field "${code}" does not exist in the lookup source, or you have no permission to view it.`,
    ),
  )
