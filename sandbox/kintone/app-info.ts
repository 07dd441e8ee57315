import type { App } from './app'
import { optionalInteger, optionalText, optionalTexts, type Params, readId } from './params'
import { administrator } from './people'
import type { Route } from './route'
import { openApp, requirePerson, type Session } from './session'

const maxApps = 100

export const appInfoRoutes: readonly Route[] = [
  { method: 'GET', resource: 'app', handle: getApp },
  { method: 'GET', resource: 'apps', handle: getApps },
  { method: 'GET', resource: 'app/status', handle: getStatus },
]

function getApp(session: Session, params: Params) {
  return appJson(openApp(session, readId(params, 'id')))
}

/** About the whole domain, so API tokens are refused. */
function getApps(session: Session, params: Params) {
  requirePerson(session)
  const ids = optionalTexts(params, 'ids')
  const codes = optionalTexts(params, 'codes')
  const name = optionalText(params, 'name')?.toLowerCase()
  const limit = optionalInteger(params, 'limit', 1, maxApps) ?? maxApps
  const offset = optionalInteger(params, 'offset', 0) ?? 0
  const found = session.world.apps
    .all()
    .filter((app) => !ids?.length || ids.includes(app.id))
    .filter((app) => !codes?.length || codes.includes(app.code))
    .filter((app) => name === undefined || app.name.toLowerCase().includes(name))
  return { apps: found.slice(offset, offset + limit).map(appJson) }
}

const appJson = (app: App) => ({
  appId: app.id,
  code: app.code,
  name: app.name,
  description: app.description,
  spaceId: null,
  threadId: null,
  createdAt: app.createdAt,
  creator: administrator,
  modifiedAt: app.modifiedAt,
  modifier: administrator,
})

function getStatus(session: Session, params: Params) {
  return statusJson(openApp(session, readId(params, 'app')))
}

export const statusJson = (app: App) => ({
  enable: app.process?.enable ?? false,
  states: app.process?.states ?? null,
  actions: app.process?.actions.map((action) => ({ filterCond: '', type: 'PRIMARY', ...action })) ?? null,
  revision: String(app.revision),
})
