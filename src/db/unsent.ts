import { sql } from 'drizzle-orm'
import type { Db } from './client'

const unsentKinds = ['talent', 'application', 'letter', 'closure'] as const
/** What kintone or SES has not got: refused writes too, as they are tried again; refused letters not. */
export type Unsent = { kind: (typeof unsentKinds)[number]; count: number; oldestSince: Date | null }

/** One row a kind. */
export async function countUnsent(db: Db): Promise<Unsent[]> {
  const { rows } = await db.execute(sql`
    select kind, count(*)::int as count, (extract(epoch from min(since)) * 1000)::float8 as oldest from (
      select 'talent' as kind, updated_at as since from talents
      where unsent_fields - (select coalesce(array_agg(field), '{}') from jsonb_object_keys(conflicts) as field) <> '{}'::jsonb
      union all select 'application', updated_at from applications where is_unsent
      union all select 'letter', created_at from letters where sent_at is null and refusal is null
      union all select 'closure', requested_at from account_closures where completed_at is null
    ) as unsent group by kind`)
  return unsentKinds.map((kind) => {
    const row = rows.find((one) => one.kind === kind)
    return {
      kind,
      count: Number(row?.count ?? 0),
      oldestSince: row === undefined ? null : new Date(Number(row.oldest)),
    }
  })
}

/** Fields that candidate and staff changed differently, and of how many candidates: they wait for the candidate. */
export async function countConflicts(db: Db): Promise<{ fields: number; talents: number }> {
  const { rows } = await db.execute(sql`
    select count(*)::int as fields, count(distinct id)::int as talents
    from talents, jsonb_object_keys(conflicts) where conflicts <> '{}'::jsonb`)
  return { fields: Number(rows[0]?.fields ?? 0), talents: Number(rows[0]?.talents ?? 0) }
}
