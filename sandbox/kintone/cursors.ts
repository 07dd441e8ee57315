import type { App } from './app'

type OpenCursor = {
  readonly app: App['id']
  readonly ids: readonly number[]
  readonly fields?: readonly string[]
  readonly size: number
  at: number
  expiresAt: number
}

const lifetimeMs = 10 * 60_000
const maxCursors = 10

export type Cursors = ReturnType<typeof createCursors>

/** Live cursors: set and order of the records are fixed at creation, values are read when fetched. */
export function createCursors() {
  const open = new Map<string, OpenCursor>()
  const expire = (now: Date) => {
    for (const [id, cursor] of open) if (cursor.expiresAt <= now.getTime()) open.delete(id)
  }
  return {
    /** Undefined when too many are alive. */
    create(cursor: Omit<OpenCursor, 'at' | 'expiresAt'>, now: Date): string | undefined {
      expire(now)
      if (open.size >= maxCursors) return undefined
      const id = crypto.randomUUID()
      open.set(id, { ...cursor, at: 0, expiresAt: now.getTime() + lifetimeMs })
      return id
    },
    find(id: string, now: Date): OpenCursor | undefined {
      expire(now)
      return open.get(id)
    },
    /** The next ids; the cursor is gone once it is read to the end. */
    advance(id: string, now: Date): { ids: readonly number[]; hasNext: boolean } {
      const cursor = open.get(id)
      if (!cursor) return { ids: [], hasNext: false }
      const ids = cursor.ids.slice(cursor.at, cursor.at + cursor.size)
      cursor.at += ids.length
      cursor.expiresAt = now.getTime() + lifetimeMs
      const hasNext = cursor.at < cursor.ids.length
      if (!hasNext) open.delete(id)
      return { ids, hasNext }
    },
    remove: (id: string): boolean => open.delete(id),
    clear: () => open.clear(),
  }
}
