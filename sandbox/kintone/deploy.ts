import { toSecond } from '../clock'
import { staleSettings } from './draft'
import { checkId, optionalBoolean, optionalTexts, type Params, readArray, readObject, readRevision } from './params'
import { appNotFound, tokenMayNot } from './refusals'
import type { Route } from './route'
import { hasRight, type Session } from './session'

export const deployRoutes: readonly Route[] = [
  { method: 'POST', resource: 'preview/app/deploy', handle: postDeploy },
  { method: 'GET', resource: 'preview/app/deploy', handle: getDeploy },
]

/** Makes drafts the running settings, or throws them away. Here it is done at once. */
function postDeploy(session: Session, params: Params) {
  const { world } = session
  const revert = optionalBoolean(params, 'revert')
  for (const element of readArray(params, 'apps')) {
    const target = readObject(element, 'apps')
    const id = checkId(target.app ?? '', 'apps.app')
    const draft = world.drafts.find(id)
    if (!draft) throw appNotFound(id)
    if (!hasRight(session, draft, 'admin')) throw tokenMayNot()
    const revision = readRevision(target.revision, 'apps.revision')
    if (revision !== undefined && revision !== draft.revision) throw staleSettings(id)
    if (!revert) world.apps.deploy({ ...draft, modifiedAt: toSecond(world.clock.now()) })
    world.drafts.discard(id)
  }
  return {}
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
