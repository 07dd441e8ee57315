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

/** Comments of a record, numbered from 1 within it. */
export function openCommentStore(db: Database) {
  const insert = db.query('insert into comments (app, record, id, comment) values (?, ?, ?, ?)')
  const select = db.query<{ comment: string }, [number, number]>(
    'select comment from comments where app = ? and record = ? order by id',
  )
  const list = (app: string, record: number): Comment[] =>
    select.all(Number(app), record).map(({ comment }): Comment => JSON.parse(comment))

  return {
    list,
    add(app: string, record: number, comment: Omit<Comment, 'id'>): Comment {
      const last = list(app, record).at(-1)
      const added = { ...comment, id: (last?.id ?? 0) + 1 }
      insert.run(Number(app), record, added.id, JSON.stringify(added))
      return added
    },
    remove(app: string, record: number, id: number) {
      db.query('delete from comments where app = ? and record = ? and id = ?').run(Number(app), record, id)
    },
    removeAll(app: string, record: number) {
      db.query('delete from comments where app = ? and record = ?').run(Number(app), record)
    },
  }
}
