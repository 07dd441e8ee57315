import type { Database } from 'bun:sqlite'
import type { Person } from './values'

export type Comment = {
  readonly id: number
  readonly text: string
  readonly createdAt: string
  readonly creator: Person
  readonly mentions: readonly { readonly code: string; readonly type: string }[]
}

export type CommentStore = ReturnType<typeof openCommentStore>

/** Comments of a record, numbered from 1 within it. A deleted one stays as an empty text: no number is used twice. */
export function openCommentStore(db: Database) {
  const insert = db.query('insert into comments (app, record, id, comment) values (?, ?, ?, ?)')
  const select = db.query<{ comment: string }, [number, number]>(
    "select comment from comments where app = ? and record = ? and comment <> '' order by id",
  )
  const last = db.query<{ id: number | null }, [number, number]>(
    'select max(id) as id from comments where app = ? and record = ?',
  )
  const list = (app: string, record: number): Comment[] =>
    select.all(Number(app), record).map(({ comment }): Comment => JSON.parse(comment))

  return {
    list,
    add(app: string, record: number, comment: Omit<Comment, 'id'>): Comment {
      const added = { ...comment, id: (last.get(Number(app), record)?.id ?? 0) + 1 }
      insert.run(Number(app), record, added.id, JSON.stringify(added))
      return added
    },
    remove(app: string, record: number, id: number) {
      db.query("update comments set comment = '' where app = ? and record = ? and id = ?").run(Number(app), record, id)
    },
    removeAll(app: string, record: number) {
      db.query('delete from comments where app = ? and record = ?').run(Number(app), record)
    },
  }
}
