import type { Database } from 'bun:sqlite'
import { index, load, place, type RecordTable, type Row, restoreOrder } from './record-table'
import type { Values } from './values'

export type { Row }
export type RecordStore = ReturnType<typeof openRecordStore>

/** Rows are replaced, never changed in place, so that undoing a transaction is putting old ones back. */
export function openRecordStore(db: Database) {
  const tables = new Map<string, RecordTable>()
  let undo: (() => void)[] | undefined
  const put = db.query('insert or replace into records (app, id, revision, fields) values (?, ?, ?, ?)')
  const erase = db.query('delete from records where app = ? and id = ?')
  const count = db.query('insert or replace into counters (app, last_record, last_row) values (?, ?, ?)')

  const table = (app: string): RecordTable => {
    const found = tables.get(app)
    if (found) return found
    const loaded = load(db, app)
    tables.set(app, loaded)
    return loaded
  }

  const set = (app: string, id: number, row: Row | undefined) => {
    const target = table(app)
    const before = target.rows.get(id)
    place(target, id, before, row)
    undo?.push(() => place(target, id, row, before))
    if (row === undefined) erase.run(Number(app), id)
    else put.run(Number(app), id, row.revision, JSON.stringify(row.values))
  }

  const saveCounters = (app: string, target: RecordTable) => count.run(Number(app), target.lastRecord, target.lastRow)

  return {
    table,
    nextRowId(app: string): string {
      const target = table(app)
      target.lastRow += 1
      return String(target.lastRow)
    },
    insert(app: string, values: Values): Row {
      const target = table(app)
      const row = { id: target.lastRecord + 1, revision: 1, values }
      target.lastRecord = row.id
      set(app, row.id, row)
      saveCounters(app, target)
      return row
    },
    replace(app: string, row: Row) {
      set(app, row.id, row)
      saveCounters(app, table(app))
    },
    remove: (app: string, id: number) => set(app, id, undefined),
    /** Rebuilds the 重複禁止 indexes after an app's fields changed. */
    watchUniques(app: string, codes: readonly string[]) {
      const target = table(app)
      target.uniques.clear()
      for (const code of codes) target.uniques.set(code, new Map())
      for (const row of target.rows.values()) index(target, undefined, row)
    },
    forget: () => tables.clear(),
    /** All or nothing, in memory and on disk. An inner call joins the outer one. */
    transaction<T>(work: () => T): T {
      if (undo) return work()
      const steps: (() => void)[] = []
      undo = steps
      db.run('begin immediate')
      try {
        const result = work()
        db.run('commit')
        return result
      } catch (error) {
        db.run('rollback')
        for (const step of steps.reverse()) step()
        for (const target of tables.values()) restoreOrder(target)
        throw error
      } finally {
        undo = undefined
      }
    },
  }
}
