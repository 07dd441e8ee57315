import { and, arrayContains, asc, eq, exists, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Job } from '../jobs/job'
import type { Db } from './client'
import { jobs } from './schema'

export type JobRow = typeof jobs.$inferSelect
export type ChangedJob = Pick<JobRow, 'id' | 'isOpen' | 'isPublished' | 'job' | 'version'>
/** `search`: what can be searched of it, see jobs/search-text.ts. */
export type SyncedJob = { recordId: number; revision: number; job: Job; search: { text: string; terms: string[] } }

const nextVersion = sql`nextval('change_versions')`
const excluded = (column: string) => sql.raw(`excluded.${column}`)

/**
 * Jobs as they changed after `version`, oldest change first, `limit` of them at most. Versions become visible in order because
 * every writer of this table holds `lockJobs`.
 */
export async function jobsChangedAfter(db: Db, version: number, limit: number): Promise<ChangedJob[]> {
  const { id, isOpen, isPublished, job } = jobs
  return db
    .select({ id, isOpen, isPublished, job, version: jobs.version })
    .from(jobs)
    .where(gt(jobs.version, version))
    .orderBy(asc(jobs.version))
    .limit(limit)
}

/** One way for a job to fit: all of the terms, and the text where one is given. */
export type SearchCondition = { terms: string[]; text: string | null }
/** A part of a search: any of its conditions will do. */
type SearchPart = { anyOf: SearchCondition[] }

/** The open jobs that meet every part of a search, or any. */
export async function jobIdsFound(db: Db, parts: SearchPart[], which: 'every' | 'any'): Promise<string[]> {
  const met = parts.map(({ anyOf }) => or(...anyOf.map(conditionSql)) ?? sql`false`)
  const isFound = which === 'every' ? and(...met) : or(...met)
  const rows = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.isOpen, true), eq(jobs.isPublished, true), isFound))
  return rows.map((row) => row.id)
}

function conditionSql({ terms, text }: SearchCondition) {
  const hasTerms = arrayContains(jobs.searchTerms, terms)
  if (text === null) return hasTerms
  return and(hasTerms, sql`position(${text} in ${jobs.searchText}) > 0`)
}

/** Jobs that were stored by a portal that did not know of searching yet. */
export async function unindexedJobs(db: Db, limit: number): Promise<Pick<JobRow, 'id' | 'job'>[]> {
  return db.select({ id: jobs.id, job: jobs.job }).from(jobs).where(isNull(jobs.searchTerms)).limit(limit)
}

/** Of rows that have none yet, in one statement. */
export async function saveSearchEntries(
  db: Db,
  entries: { id: string; text: string; terms: string[] }[],
): Promise<void> {
  await db.execute(sql`
    update ${jobs} set search_text = entry.text, search_terms = entry.terms
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as entry(id text, text text, terms text[])
    where ${jobs.id} = entry.id and ${jobs.searchTerms} is null`)
}

export async function findJob(db: Db, id: string): Promise<JobRow | null> {
  const [row] = await db.select().from(jobs).where(eq(jobs.id, id)).limit(1)
  return row ?? null
}

/** Jobs by id; those there are none of are left out. */
export async function findJobs(db: Db, ids: string[]): Promise<Map<string, Job>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select({ id: jobs.id, job: jobs.job }).from(jobs).where(inArray(jobs.id, ids))
  return new Map(rows.map((row) => [row.id, row.job]))
}

export async function lockJobs(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('jobs'))`)
}

/** Stores the records that are newer than what is there; needs `lockJobs`. */
export async function storeJobs(tx: Db, synced: SyncedJob[]): Promise<void> {
  if (synced.length === 0) return
  const read = synced.map(({ recordId, revision, job, search }) => ({
    record_id: recordId,
    revision,
    job,
    text: search.text,
    // No term holds a line end. Arrays of hundreds of them take longer to write and to read than the rest of the job.
    terms: search.terms.join('\n'),
  }))
  // A page is one parameter, and its columns stand in the table's order: drizzle names all of them.
  const rows = sql`
    select job ->> 'id', record_id, revision, (job ->> 'isOpen')::boolean, (job ->> 'isPublished')::boolean,
      (job ->> 'deadline')::date, (job ->> 'publishedOn')::date, job, ${nextVersion}, now(), text,
      string_to_array(terms, chr(10))
    from jsonb_to_recordset(${JSON.stringify(read)}::jsonb)
      as read (record_id bigint, revision int, job jsonb, text text, terms text)`
  const set = {
    recordId: excluded('record_id'),
    revision: excluded('revision'),
    isOpen: excluded('is_open'),
    isPublished: excluded('is_published'),
    deadline: excluded('deadline'),
    publishedOn: excluded('published_on'),
    job: excluded('job'),
    searchText: excluded('search_text'),
    searchTerms: excluded('search_terms'),
    version: nextVersion,
    syncedAt: sql`now()`,
  }
  // A record that was deleted and made again starts over at revision 1 under another id.
  const isNewer = sql`excluded.record_id <> ${jobs.recordId} or excluded.revision > ${jobs.revision}`
  await tx.insert(jobs).select(rows).onConflictDoUpdate({ target: jobs.id, set, setWhere: isNewer })
  // Staff gave a record another 案件ID: what it was called before is no longer open. An older answer does not know.
  const held = synced.map(({ recordId, revision, job }) => ({ recordId, revision, id: job.id }))
  await retire(tx, wereRead(held, sql`read.id <> ${jobs.id} and read.revision > ${jobs.revision}`))
}

/** Closes the jobs whose records are gone; the rows stay, because applications speak of them. Needs `lockJobs`. */
export async function retireJobs(tx: Db, recordIds: number[]): Promise<void> {
  if (recordIds.length > 0) await retire(tx, inArray(jobs.recordId, recordIds))
}

/**
 * Closes the jobs whose records cannot be read at these revisions, unless a newer one is held. Read again, that very
 * revision is news: staff may mend the app's form and leave the record as it is. Needs `lockJobs`.
 */
export async function retireUnreadable(tx: Db, records: { recordId: number; revision: number }[]): Promise<void> {
  if (records.length === 0) return
  await retire(tx, wereRead(records, sql`read.revision >= ${jobs.revision}`))
  const older = { revision: sql`${jobs.revision} - 1` }
  await tx
    .update(jobs)
    .set(older)
    .where(wereRead(records, sql`read.revision = ${jobs.revision}`))
}

/** The jobs of these records, where what was `read` of them satisfies the condition. */
function wereRead(records: { recordId: number; revision: number; id?: string }[], condition: SQL) {
  const rows = JSON.stringify(records.map(({ recordId, revision, id }) => ({ record_id: recordId, revision, id })))
  const read = sql`(select from jsonb_to_recordset(${rows}::jsonb) as read (record_id bigint, revision int, id text)
    where read.record_id = ${jobs.recordId} and ${condition})`
  // The numbers alone find the rows by their index.
  const recordIds = records.map(({ recordId }) => recordId)
  return and(inArray(jobs.recordId, recordIds), exists(read))
}

async function retire(tx: Db, which: SQL | undefined): Promise<void> {
  const job = sql`${jobs.job} || '{"isOpen":false,"isPublished":false}'::jsonb`
  await tx
    .update(jobs)
    .set({ isOpen: false, isPublished: false, job, version: nextVersion })
    .where(and(which, eq(jobs.isPublished, true)))
}

/** record id → revision of every job held, and which of them are still published. */
export async function jobRevisions(db: Db): Promise<{ held: Map<number, number>; published: number[] }> {
  const rows = await db
    .select({ recordId: jobs.recordId, revision: jobs.revision, isPublished: jobs.isPublished })
    .from(jobs)
    // Of a record that was renamed two rows speak: the newer one is what is held.
    .orderBy(asc(jobs.revision))
  return {
    held: new Map(rows.map((row) => [row.recordId, row.revision])),
    published: rows.filter((row) => row.isPublished).map((row) => row.recordId),
  }
}
