import type { Call } from './http/call'
import type { App } from './kintone/app'
import { staff } from './kintone/people'
import { type PortalAppName, portalAppId } from './kintone/portal-apps'
import { invalid } from './kintone/refusals'
import type { Session } from './kintone/session'
import { addRecord } from './kintone/write-record'
import { moveDates, type SeedMove, seedMove } from './move-dates'
import announcements from './seed/announcements.json'
import applications from './seed/applications.json'
import inquiries from './seed/inquiries.json'
import jobs from './seed/jobs.json'
import recommendations from './seed/recommendations.json'
import talents from './seed/talents.json'
import type { World } from './world'

type SeedRecord = Readonly<Record<string, unknown>>

/** Jobs come before applications, which look them up. */
const seeds: readonly [PortalAppName, readonly SeedRecord[]][] = [
  ['talent', talents],
  ['job', jobs],
  ['application', applications],
  ['recommendation', recommendations],
  ['inquiry', inquiries],
  ['announcement', announcements],
]

/** Loads the demonstration, moved to today, as a member of staff with every right would import it. */
export function loadSeed(world: World) {
  const move = seedMove(world.clock.now())
  const session = importSession(world)
  world.records.transaction(() => {
    for (const [name, records] of seeds) {
      const app = world.apps.find(portalAppId(name))
      if (app) for (const record of records) load(session, app, record, move)
    }
  })
  world.settings.markSeeded()
}

function load(session: Session, app: App, record: SeedRecord, move: SeedMove) {
  const problems = {}
  const input = moveDates(app.properties, record, move)
  if (!addRecord(session, { app, input, base: 'record', problems })) throw invalid(problems)
}

function importSession(world: World): Session {
  const call: Call = { method: 'POST', url: new URL('http://localhost/'), headers: {}, body: new Uint8Array() }
  return { world, call, actor: { kind: 'person', person: staff }, isBulk: true, events: [] }
}
