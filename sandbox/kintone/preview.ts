import { toSecond } from '../clock'
import { builtInFields, type Process, type ProcessAction } from './app'
import { statusJson } from './app-info'
import { openDraft, saveDraft } from './draft'
import type { Field } from './field'
import { layoutOf } from './form-layout'
import { optionalBoolean, type Params, readArray, readObject, readText } from './params'
import { tokensOf } from './portal-apps'
import { previewFieldsRoutes } from './preview-fields'
import type { Route } from './route'
import { requirePerson, type Session } from './session'

/** Settings that take effect at the next deploy. */
export const previewRoutes: readonly Route[] = [
  ...previewFieldsRoutes,
  { method: 'POST', resource: 'preview/app', handle: createApp },
  { method: 'GET', resource: 'preview/app/form/layout', handle: getLayout },
  { method: 'PUT', resource: 'preview/app/form/layout', handle: putLayout },
  {
    method: 'GET',
    resource: 'preview/app/status',
    handle: (session, params) => statusJson(openDraft(session, params)),
  },
  { method: 'PUT', resource: 'preview/app/status', handle: putProcess },
]

function createApp(session: Session, params: Params) {
  requirePerson(session)
  const now = toSecond(session.world.clock.now())
  const id = session.world.drafts.nextId()
  const name = readText(params, 'name')
  const blank = { code: '', description: '', createdAt: now, modifiedAt: now, revision: 1 }
  const app = { ...blank, id, name, properties: builtInFields, tokens: tokensOf(`app-${id}`) }
  return { app: id, ...saveDraft(session, app) }
}

function getLayout(session: Session, params: Params) {
  const draft = openDraft(session, params)
  return { revision: String(draft.revision), layout: layoutOf(draft) }
}

function putLayout(session: Session, params: Params) {
  const draft = openDraft(session, params)
  const layout = readArray(params, 'layout').map((row) => readObject(row, 'layout'))
  return saveDraft(session, { ...draft, layout })
}

function putProcess(session: Session, params: Params) {
  const draft = openDraft(session, params)
  const enable = optionalBoolean(params, 'enable')
  const states = params.states === undefined ? draft.process?.states : readStates(params.states)
  const actions = params.actions === undefined ? draft.process?.actions : readActions(params)
  const process = { enable, states: states ?? {}, actions: actions ?? [] }
  return saveDraft(session, { ...draft, process, properties: { ...draft.properties, ...processFields(enable) } })
}

/** A state that names nobody belongs to whoever created the record. */
const creatorOnly = {
  type: 'ONE',
  entities: [{ entity: { type: 'FIELD_ENTITY', code: '作成者' }, includeSubs: false }],
}

function readStates(sent: unknown): Process['states'] {
  return Object.fromEntries(
    Object.entries(readObject(sent, 'states')).map(([key, state]) => {
      const settings = readObject(state, `states[${key}]`)
      const name = typeof settings.name === 'string' ? settings.name : key
      return [name, { assignee: creatorOnly, ...settings, name, index: String(settings.index ?? '') }]
    }),
  )
}

const readActions = (params: Params): ProcessAction[] =>
  readArray(params, 'actions').map((element, index) => {
    const action = readObject(element, `actions[${index}]`)
    return { ...action, name: readText(action, 'name'), from: readText(action, 'from'), to: readText(action, 'to') }
  })

const processFields = (enabled: boolean): Record<string, Field> => ({
  ステータス: { type: 'STATUS', code: 'ステータス', label: 'ステータス', enabled },
  作業者: { type: 'STATUS_ASSIGNEE', code: '作業者', label: '作業者', enabled },
})
