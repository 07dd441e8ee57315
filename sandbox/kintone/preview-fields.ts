import { isObject } from '../http/call'
import type { App } from './app'
import { openDraft, saveDraft } from './draft'
import { message } from './errors'
import { type Field, type Fields, fieldOf } from './field'
import { readFields } from './field-settings'
import { relatedApp } from './lookup'
import { type Params, readArray, readObject } from './params'
import { appNotFound, badJson, invalidParameter, unknownField } from './refusals'
import type { Route } from './route'
import type { Session } from './session'

export const previewFieldsRoutes: readonly Route[] = [
  {
    method: 'GET',
    resource: 'preview/app/form/fields',
    handle: (session, params) => fieldsJson(openDraft(session, params)),
  },
  { method: 'POST', resource: 'preview/app/form/fields', handle: addFields },
  { method: 'PUT', resource: 'preview/app/form/fields', handle: changeFields },
  { method: 'DELETE', resource: 'preview/app/form/fields', handle: removeFields },
]

const fieldsJson = (draft: App) => ({ revision: String(draft.revision), properties: draft.properties })

function addFields(session: Session, params: Params) {
  const draft = openDraft(session, params)
  const added = readFields(readObject(params.properties, 'properties'))
  checkSources(session, added)
  for (const code of Object.keys(added)) {
    if (!fieldOf(draft.properties, code)) continue
    throw invalidParameter(
      `properties[${code}].code`,
      message('フィールドコードが重複しています。', 'The field code is duplicated.'),
    )
  }
  return saveDraft(session, { ...draft, properties: { ...draft.properties, ...added } })
}

function changeFields(session: Session, params: Params) {
  const draft = openDraft(session, params)
  const sent = readObject(params.properties, 'properties')
  const changed: Record<string, unknown> = {}
  for (const [code, settings] of Object.entries(sent)) {
    const old = fieldOf(draft.properties, code)
    if (!old) throw unknownField(code)
    if (!isObject(settings)) throw badJson()
    changed[code] = { ...old, ...settings, type: old.type }
  }
  const completed = readFields(changed)
  checkSources(session, completed)
  const renamed = Object.entries({ ...draft.properties, ...completed }).map(([code, field]): [string, Field] => {
    const settings = sent[code]
    const fresh = isObject(settings) && typeof settings.code === 'string' ? settings.code : code
    return [fresh, { ...field, code: fresh }]
  })
  return saveDraft(session, { ...draft, properties: Object.fromEntries(renamed) })
}

/** A lookup can only read an app that is running, not one that is a draft yet. */
function checkSources({ world }: Session, fields: Fields) {
  for (const { lookup } of Object.values(fields))
    if (lookup && !relatedApp(world, lookup)) throw appNotFound(String(lookup.relatedApp.app))
}

function removeFields(session: Session, params: Params) {
  const draft = openDraft(session, params)
  const codes = readArray(params, 'fields').map(String)
  for (const code of codes) if (!fieldOf(draft.properties, code)) throw unknownField(code)
  const kept = Object.entries(draft.properties).filter(([code]) => !codes.includes(code))
  return saveDraft(session, { ...draft, properties: Object.fromEntries(kept) })
}
