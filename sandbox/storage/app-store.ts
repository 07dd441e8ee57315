import type { Database } from 'bun:sqlite'
import { type App, uniqueCodes } from '../kintone/app'
import { portalApps } from '../kintone/portal-apps'
import type { RecordStore } from './record-store'

export type AppStore = ReturnType<typeof openAppStore>

/**
 * The apps' settings. The six of the portal follow the schema files at every start,
 * unless somebody changed them through the settings API.
 */
export function openAppStore(db: Database, records: RecordStore, now: string) {
  const apps = new Map<string, App>()
  const put = db.query('insert or replace into apps (id, definition, deployed_by_api) values (?, ?, ?)')
  const stored = db.query<{ definition: string; deployed_by_api: number }, []>('select * from apps order by id').all()
  const byApi = new Set<string>()
  for (const { definition, deployed_by_api } of stored) {
    const app: App = JSON.parse(definition)
    apps.set(app.id, app)
    if (deployed_by_api === 1) byApi.add(app.id)
  }
  for (const app of portalApps(now)) {
    if (byApi.has(app.id)) continue
    const known = apps.get(app.id)
    apps.set(app.id, { ...app, createdAt: known?.createdAt ?? now, modifiedAt: known?.modifiedAt ?? now })
    put.run(Number(app.id), JSON.stringify(apps.get(app.id)), 0)
  }
  const watch = () => {
    for (const app of apps.values()) records.watchUniques(app.id, uniqueCodes(app))
  }
  watch()
  return {
    find: (id: string): App | undefined => apps.get(id),
    all: (): App[] => [...apps.values()].sort((a, b) => Number(a.id) - Number(b.id)),
    nextId: (): string => String(Math.max(...[...apps.keys()].map(Number)) + 1),
    deploy(app: App) {
      apps.set(app.id, app)
      put.run(Number(app.id), JSON.stringify(app), 1)
      records.watchUniques(app.id, uniqueCodes(app))
    },
    /** After the records were emptied. */
    rewatch: watch,
  }
}
