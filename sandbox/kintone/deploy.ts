import { toSecond } from '../clock'
import type { App } from './app'
import { staleSettings } from './draft'
import { KintoneError, message } from './errors'
import { fieldOf } from './field'
import { relatedApp } from './lookup'
import { checkId, optionalBoolean, optionalTexts, type Params, readArray, readObject, readRevision } from './params'
import { appNotFound, tokenMayNot } from './refusals'
import type { Route } from './route'
import { hasRight, type Session } from './session'

const maxApps = 300

export const deployRoutes: readonly Route[] = [
  { method: 'POST', resource: 'preview/app/deploy', handle: postDeploy },
  { method: 'GET', resource: 'preview/app/deploy', handle: getDeploy },
]

/** Makes drafts the running settings, or throws them away. Here it is done at once. */
function postDeploy(session: Session, params: Params) {
  const { world } = session
  const revert = optionalBoolean(params, 'revert')
  const targets = readArray(params, 'apps')
  if (targets.length > maxApps) throw tooManyApps()
  for (const element of targets) {
    const target = readObject(element, 'apps')
    const id = checkId(target.app, 'apps.app')
    const draft = world.drafts.find(id)
    if (!draft) throw appNotFound(id)
    if (!hasRight(session, draft, 'admin')) throw tokenMayNot()
    const revision = readRevision(target.revision, 'apps.revision')
    if (revision !== undefined && revision !== draft.revision) throw staleSettings(id)
    if (!revert) checkLookups(session, draft)
    if (!revert) world.apps.deploy({ ...draft, modifiedAt: toSecond(world.clock.now()) })
    world.drafts.discard(id)
  }
  return {}
}

const tooManyApps = (): KintoneError =>
  new KintoneError(
    400,
    'GAIA_TO03',
    message(
      `パラメーターの数が上限を超えています。 - apps[${maxApps}]`,
      `The number of parameters exceeds the limit. - apps[${maxApps}]`,
    ),
  )

/** The key a lookup searches by must be unique in the app it reads. */
function checkLookups({ world }: Session, draft: App) {
  for (const { code, lookup } of Object.values(draft.properties)) {
    if (!lookup) continue
    const source = String(lookup.relatedApp.app) === draft.id ? draft : relatedApp(world, lookup)
    const key = source && fieldOf(source.properties, lookup.relatedKeyField)
    if (key?.unique === true || key?.type === 'RECORD_NUMBER') continue
    throw new KintoneError(
      400,
      'GAIA_LO03',
      message(
        `ルックアップ「${code}」の参照先のフィールド「${lookup.relatedKeyField}」では、値の重複を禁止してください。`,
        `The field "${lookup.relatedKeyField}" that the lookup "${code}" reads must prohibit duplicate values.`,
      ),
    )
  }
}

function getDeploy(session: Session, params: Params) {
  const ids = optionalTexts(params, 'apps') ?? []
  const apps = ids.map((id) => {
    const app = session.world.drafts.find(id)
    if (!app) throw appNotFound(id)
    if (!hasRight(session, app, 'admin')) throw tokenMayNot()
    return { app: app.id, status: 'SUCCESS' }
  })
  return { apps }
}
