import { sql } from 'drizzle-orm'
import type { Db } from './client'
import { hasTasks } from './tasks'

export const deadLetterKinds = ['talent', 'application', 'letter', 'closure', 'task'] as const
export type DeadLetterKind = (typeof deadLetterKinds)[number]

/** What nobody will send any more unless its cause is mended: kintone or SES refused it, or pg-boss gave up on it. */
export type DeadLetter = {
  kind: DeadLetterKind
  /** The id of the talent, the application or the task; the key of the letter. */
  id: string
  /** kintone's or SES's code, with the fields kintone complained of; of a task its queue. Never a value. */
  said: string
  /** When what is refused was asked for, or last changed. */
  since: Date
}
export type DeadLetters = { total: number; counts: Record<DeadLetterKind, number>; oldest: DeadLetter[] }

/** How many are listed. */
const listed = 200

/** All counted, the oldest of them listed. */
export async function findDeadLetters(db: Db): Promise<DeadLetters> {
  const all = (await hasTasks(db)) ? sql`${refusals} union all ${failedTasks}` : refusals
  const [{ rows: counted }, { rows }] = await Promise.all([
    db.execute(sql`select kind, count(*)::int as count from (${all}) as dead group by kind`),
    db.execute(
      sql`select kind, id, said, (extract(epoch from since) * 1000)::float8 as since from (${all}) as dead order by since, id limit ${listed}`,
    ),
  ])
  const countOf = (kind: DeadLetterKind) => Number(counted.find((row) => row.kind === kind)?.count ?? 0)
  const counts = Object.fromEntries(deadLetterKinds.map((kind) => [kind, countOf(kind)]))
  const oldest = rows.map((row) => ({
    kind: row.kind as DeadLetterKind,
    id: String(row.id),
    said: String(row.said),
    since: new Date(Number(row.since)),
  }))
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { total, counts: counts as DeadLetters['counts'], oldest }
}

const refusals = sql`
  select 'talent' as kind, id, refusal as said, updated_at as since from talents where refusal is not null
  union all
  select 'application', id::text, refusal, updated_at from applications where refusal is not null
  union all
  select 'letter', key, refusal, created_at from letters where refusal <> 'POINTLESS'
  union all
  select 'closure', talent_id, refusal, requested_at from account_closures
  where refusal is not null and (completed_at is null or verified_at is null or not is_reported)`

/**
 * One whose work was queued anew since, by the sweep or by a person, is no news. Nor is one that has retries left: it
 * made way for another of its key that waited for its own retry, and that does the same work.
 */
const failedTasks = sql`
  select 'task', id::text, name, created_on from pgboss.job as failed
  where state = 'failed' and retry_count >= retry_limit and not exists (
    select from pgboss.job as later where later.name = failed.name and later.created_on > failed.created_on
      and later.singleton_key is not distinct from failed.singleton_key)`
