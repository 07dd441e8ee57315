import { toSecond } from '../clock'
import { isEmptyValue, textOf } from '../storage/values'
import { type App, uniqueCodes } from './app'
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

/** Makes drafts the running settings, or throws them away: all of them or none. Here it is done at once. */
function postDeploy(session: Session, params: Params) {
  const { world } = session
  const targets = readArray(params, 'apps')
  if (targets.length > maxApps) throw tooManyApps()
  const drafts = targets.map((element) => readTarget(session, readObject(element, 'apps')))
  const ids = drafts.map(({ id }) => id)
  if (optionalBoolean(params, 'revert')) {
    for (const id of ids) world.drafts.discard(id)
    return {}
  }
  for (const draft of drafts) checkLookups(session, draft, drafts)
  const isRefused = drafts.some((draft) => holdsDuplicates(session, draft))
  world.drafts.noteDeploy(ids, isRefused ? 'FAIL' : 'SUCCESS')
  if (isRefused) return {}
  for (const draft of drafts) {
    world.apps.deploy({ ...draft, modifiedAt: toSecond(world.clock.now()) })
    world.drafts.discard(draft.id)
  }
  return {}
}

function readTarget(session: Session, target: Params): App {
  const id = checkId(target.app, 'apps.app')
  const draft = session.world.drafts.find(id)
  if (!draft) throw appNotFound(id)
  if (!hasRight(session, draft, 'admin')) throw tokenMayNot()
  const revision = readRevision(target.revision, 'apps.revision')
  if (revision !== undefined && revision !== draft.revision) throw staleSettings(id)
  return draft
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

/** The key a lookup searches by must be unique in the app it reads, as that will be after this deploy. */
function checkLookups({ world }: Session, draft: App, deployed: readonly App[]) {
  for (const { code, lookup } of Object.values(draft.properties)) {
    if (!lookup) continue
    const source = deployed.find(({ id }) => id === String(lookup.relatedApp.app)) ?? relatedApp(world, lookup)
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

/** 値の重複を禁止する cannot begin while two records share a value. */
function holdsDuplicates({ world }: Session, draft: App): boolean {
  const rows = [...world.records.table(draft.id).rows.values()]
  return uniqueCodes(draft).some((code) => {
    const filled = rows.map(({ values }) => values[code]).filter((value) => value && !isEmptyValue(value))
    return new Set(filled.map(textOf)).size < filled.length
  })
}

function getDeploy(session: Session, params: Params) {
  const ids = optionalTexts(params, 'apps') ?? []
  const apps = ids.map((id) => {
    const app = session.world.drafts.find(id)
    if (!app) throw appNotFound(id)
    if (!hasRight(session, app, 'admin')) throw tokenMayNot()
    return { app: app.id, status: session.world.drafts.deployStatus(id) }
  })
  return { apps }
}
