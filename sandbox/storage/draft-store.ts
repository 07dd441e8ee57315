import type { Database } from 'bun:sqlite'
import type { App } from '../kintone/app'
import type { AppStore } from './app-store'

type DeployStatus = 'SUCCESS' | 'FAIL'
export type DraftStore = ReturnType<typeof openDraftStore>

/** Settings that were changed but not yet deployed. */
export function openDraftStore(db: Database, apps: AppStore) {
  const read = (id: string): App | undefined => {
    const row = db
      .query<{ definition: string }, [number]>('select definition from drafts where app = ?')
      .get(Number(id))
    return row ? JSON.parse(row.definition) : undefined
  }
  const deploys = new Map<string, DeployStatus>()
  return {
    /** How the last deploy of the app ended; it is forgotten at a restart. */
    deployStatus: (id: string): DeployStatus => deploys.get(id) ?? 'SUCCESS',
    noteDeploy(ids: readonly string[], status: DeployStatus) {
      for (const id of ids) deploys.set(id, status)
    },
    /** The draft, or the running settings when nothing was changed. */
    find: (id: string): App | undefined => read(id) ?? apps.find(id),
    save(app: App) {
      db.query('insert or replace into drafts (app, definition) values (?, ?)').run(Number(app.id), JSON.stringify(app))
    },
    discard(id: string) {
      db.query('delete from drafts where app = ?').run(Number(id))
    },
    nextId(): string {
      const last = db.query<{ last: number | null }, []>('select max(app) as last from drafts').get()
      return String(Math.max(last?.last ?? 0, Number(apps.nextId()) - 1) + 1)
    },
  }
}
