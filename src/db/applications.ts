import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { ApplicationStatus, Departure } from '../applications/application'
import { closedAmong } from './account-closures'
import type { Db } from './client'
import { applicationEvents, applications } from './schema'

export type ApplicationRow = typeof applications.$inferSelect
export type ApplicationEvent = { status: ApplicationStatus; occurredAt: Date }
type Synced = Omit<
  ApplicationRow,
  'id' | 'isUnsent' | 'version' | 'refusal' | 'withdrawalReason' | 'isOvertaken' | 'updatedAt'
> & { updatedAt: Date }

/** More than anybody applies to; the list stays readable without pages. */
const applicationsPerTalent = 200

export async function applicationsOf(db: Db, talentId: string): Promise<ApplicationRow[]> {
  return db
    .select()
    .from(applications)
    .where(eq(applications.talentId, talentId))
    .orderBy(desc(applications.appliedAt))
    .limit(applicationsPerTalent)
}

/** Null as well when the application is somebody else's. */
export async function findApplication(db: Db, id: string, talentId: string): Promise<ApplicationRow | null> {
  const [row] = await db
    .select()
    .from(applications)
    .where(and(eq(applications.id, id), eq(applications.talentId, talentId)))
    .limit(1)
  return row ?? null
}

export async function findApplicationByKey(db: Db, key: string): Promise<ApplicationRow | null> {
  const [row] = await db.select().from(applications).where(eq(applications.key, key)).limit(1)
  return row ?? null
}

export async function lockApplication(tx: Db, which: { id: string } | { key: string }): Promise<ApplicationRow | null> {
  const matches = 'id' in which ? eq(applications.id, which.id) : eq(applications.key, which.key)
  const [row] = await tx.select().from(applications).where(matches).limit(1).for('update')
  return row ?? null
}

/** What kintone has not got, oldest first. */
export async function unsentApplicationIds(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(eq(applications.isUnsent, true))
    // What kintone refused comes last, or it would keep the others waiting.
    .orderBy(sql`${applications.refusal} is not null`, asc(applications.updatedAt))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** record id → revision of every application that kintone is known to have. */
export async function applicationRevisions(db: Db): Promise<Map<number, number>> {
  const rows = await db.select({ recordId: applications.recordId, revision: applications.revision }).from(applications)
  return new Map(rows.flatMap(({ recordId, revision }) => (recordId === null ? [] : [[recordId, revision ?? 0]])))
}

/** In the order in which they were noted: kintone's times are whole minutes, so the times do not tell it. */
export async function eventsOf(db: Db, applicationId: string): Promise<ApplicationEvent[]> {
  return db
    .select({ status: applicationEvents.status, occurredAt: applicationEvents.occurredAt })
    .from(applicationEvents)
    .where(eq(applicationEvents.applicationId, applicationId))
    .orderBy(asc(applicationEvents.id))
}

/** The histories of all applications of a talent: application id → its events, oldest first. */
export async function historiesOf(db: Db, talentId: string): Promise<Map<string, ApplicationEvent[]>> {
  const rows = await db
    .select({ id: applications.id, status: applicationEvents.status, occurredAt: applicationEvents.occurredAt })
    .from(applicationEvents)
    .innerJoin(applications, eq(applications.id, applicationEvents.applicationId))
    .where(eq(applications.talentId, talentId))
    .orderBy(asc(applicationEvents.id))
  return Map.groupBy(rows, (row) => row.id)
}

type NewApplication = Pick<ApplicationRow, 'key' | 'talentId' | 'jobId' | 'jobTitle' | 'message' | 'appliedAt'>

/** Null when the key exists already, e.g. by a second click that came at the same moment. */
export async function insertApplication(tx: Db, application: NewApplication): Promise<ApplicationRow | null> {
  const [row] = await tx
    .insert(applications)
    .values({ ...application, status: 'applied', isUnsent: true })
    .onConflictDoNothing()
    .returning()
  if (row === undefined) return null
  await insertEvents(tx, [{ applicationId: row.id, status: 'applied', occurredAt: application.appliedAt }])
  return row
}

/** Opens a withdrawn application again; it keeps its key and its kintone record. */
export async function reopenApplication(
  tx: Db,
  row: ApplicationRow,
  message: string,
  now: Date,
): Promise<ApplicationRow> {
  const [reopened] = await tx
    .update(applications)
    .set({
      status: 'applied',
      message,
      withdrawalReason: '',
      isOvertaken: false,
      isUnsent: true,
      refusal: null,
      version: row.version + 1,
      appliedAt: now,
      updatedAt: now,
    })
    .where(eq(applications.id, row.id))
    .returning()
  await insertEvents(tx, [{ applicationId: row.id, status: 'applied', occurredAt: now }])
  return reopened ?? row
}

/** The candidate leaves; whether that stands is known when kintone has heard of it. */
export async function departApplication(
  tx: Db,
  row: ApplicationRow,
  { departure, reason, now }: { departure: Departure; reason: string; now: Date },
): Promise<ApplicationRow> {
  const [left] = await tx
    .update(applications)
    .set({
      status: departure,
      withdrawalReason: reason,
      isOvertaken: false,
      isUnsent: true,
      refusal: null,
      version: row.version + 1,
      updatedAt: now,
    })
    .where(eq(applications.id, row.id))
    .returning()
  await insertEvents(tx, [{ applicationId: row.id, status: departure, occurredAt: now }])
  return left ?? row
}

/** Notes that kintone said no, or null when it is to be asked again; the rest of the row is somebody else's to write. */
export async function saveApplicationRefusal(db: Db, id: string, refusal: string | null): Promise<void> {
  await db.update(applications).set({ refusal }).where(eq(applications.id, id))
}

export async function saveApplicationAnswer(
  tx: Db,
  row: Pick<ApplicationRow, 'id' | 'recordId' | 'revision' | 'isUnsent' | 'refusal' | 'isOvertaken'>,
): Promise<void> {
  const { id, ...answer } = row
  await tx.update(applications).set(answer).where(eq(applications.id, id))
}

/** The candidate's last step did not take place: staff's decision was there before it. */
export async function forgetLastStatus(tx: Db, id: string): Promise<void> {
  await tx.delete(applicationEvents).where(eq(applicationEvents.id, newestEventOf(id)))
}

/** The selection had gone on before the candidate's step arrived: what that step became, in the history too. */
export async function correctLastStatus(tx: Db, id: string, status: ApplicationStatus): Promise<void> {
  await tx.update(applications).set({ status }).where(eq(applications.id, id))
  await tx
    .update(applicationEvents)
    .set({ status })
    .where(eq(applicationEvents.id, newestEventOf(id)))
}

const newestEventOf = (id: string) =>
  sql`(select max(${applicationEvents.id}) from ${applicationEvents} where ${applicationEvents.applicationId} = ${id})`

/** Stores what kintone has, newest revision wins; what the candidate did and kintone has not heard of stays. */
export async function storeApplications(tx: Db, synced: Synced[]): Promise<void> {
  if (synced.length === 0) return
  const keys = synced.map((application) => application.key)
  const locked = await tx
    .select()
    .from(applications)
    .where(inArray(applications.key, keys))
    .orderBy(applications.key)
    .for('update')
  const known = new Map(locked.map((row) => [row.key, row]))
  // Asked after the lock: a closure that was being committed is seen.
  const closed = await closedAmong(
    tx,
    synced.map((application) => application.talentId),
  )
  const newer = synced
    .filter(({ key, recordId, revision, talentId }) => {
      if (closed.has(talentId)) return false
      const row = known.get(key)
      return row === undefined || row.recordId !== recordId || (row.revision ?? 0) < (revision ?? 0)
    })
    .map((application) => {
      const row = known.get(application.key)
      return row?.isUnsent
        ? { ...application, status: row.status, message: row.message, appliedAt: row.appliedAt }
        : application
    })
  if (newer.length === 0) return
  const columns = [
    'status',
    'decline_reason',
    'next_action',
    'answer_due_on',
    'interview_at',
    'message',
    'record_id',
    'revision',
    'updated_at',
  ]
  const names = [
    'status',
    'declineReason',
    'nextAction',
    'answerDueOn',
    'interviewAt',
    'message',
    'recordId',
    'revision',
    'updatedAt',
  ]
  const set = Object.fromEntries(names.map((name, index) => [name, sql.raw(`excluded.${columns[index]}`)]))
  const stored = await tx
    .insert(applications)
    .values(newer)
    .onConflictDoUpdate({ target: applications.key, set })
    .returning()
  await insertEvents(
    tx,
    stored.flatMap((row) => newEvents(row, known.get(row.key))),
  )
}

type NewEvent = { applicationId: string; status: ApplicationStatus; occurredAt: Date }

/** An application seen for the first time tells two things: when it was made, and where it stands now. */
function newEvents(row: ApplicationRow, before: ApplicationRow | undefined): NewEvent[] {
  if (before?.status === row.status) return []
  const current = { applicationId: row.id, status: row.status, occurredAt: row.updatedAt }
  if (before !== undefined) return [current]
  const first: NewEvent = { applicationId: row.id, status: 'applied', occurredAt: row.appliedAt }
  return row.status === 'applied' ? [first] : [first, current]
}

async function insertEvents(tx: Db, events: NewEvent[]): Promise<void> {
  if (events.length > 0) await tx.insert(applicationEvents).values(events)
}

/** With their histories. */
export async function deleteApplicationsOf(tx: Db, talentId: string): Promise<void> {
  await tx.delete(applications).where(eq(applications.talentId, talentId))
}
