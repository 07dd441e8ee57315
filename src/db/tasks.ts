import { sql } from 'drizzle-orm'
import type { Db } from './client'

/** What pg-boss's own table says; it stands in another schema, which pg-boss makes when the portal first starts. */
export type QueueCount = {
  queue: string
  /** Waits for nothing but a worker. */
  due: number
  /** Waits for its next try. */
  later: number
  running: number
  /** Since when the oldest of all these has been there, and of the due ones; null where there is none. */
  oldestSince: Date | null
  dueSince: Date | null
}

/** One row a queue that holds a task, by name. */
export async function countTasks(db: Db): Promise<QueueCount[]> {
  if (!(await hasTasks(db))) return []
  const { rows } = await db.execute(sql`
    select name, count(*) filter (where ${isDue})::int as due,
      count(*) filter (where state in ('created', 'retry') and start_after > now())::int as later,
      count(*) filter (where state = 'active')::int as running,
      ${milliseconds(sql`min(created_on)`)} as oldest,
      ${milliseconds(sql`min(greatest(created_on, start_after)) filter (where ${isDue})`)} as oldest_due
    from pgboss.job where state in ('created', 'retry', 'active') group by name order by name`)
  return rows.map((row) => ({
    queue: String(row.name),
    due: Number(row.due),
    later: Number(row.later),
    running: Number(row.running),
    oldestSince: dateOf(row.oldest),
    dueSince: dateOf(row.oldest_due),
  }))
}

/** False until the portal first started on this database. */
export async function hasTasks(db: Db): Promise<boolean> {
  const { rows } = await db.execute(sql`select to_regclass('pgboss.job') is not null as found`)
  return rows[0]?.found === true
}

/** Takes a task that pg-boss gave up on out of its table; null when there is none of this number (a UUID). */
export async function takeFailedTask(
  tx: Db,
  id: string,
): Promise<{ queue: string; data: object; key: string | null } | null> {
  const { rows } = await tx.execute(
    sql`delete from pgboss.job where id = ${id} and state = 'failed' returning name, data, singleton_key`,
  )
  const [row] = rows
  if (row === undefined) return null
  const key = row.singleton_key
  return { queue: String(row.name), data: Object(row.data), key: typeof key === 'string' ? key : null }
}

const isDue = sql`state in ('created', 'retry') and start_after <= now()`
/** As a number: the two drivers disagree about what an instant is in a statement of our own. */
const milliseconds = (instant: ReturnType<typeof sql>) => sql`(extract(epoch from ${instant}) * 1000)::float8`
const dateOf = (value: unknown) => (value === null || value === undefined ? null : new Date(Number(value)))
