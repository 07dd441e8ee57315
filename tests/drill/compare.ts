import { eq } from 'drizzle-orm'
import type { Database } from '../../src/db/client'
import { applications, letters, talents } from '../../src/db/schema'
import { letterId } from '../../src/mail/send-letter'
import { isSameValue } from '../../src/profile/merge'
import type { Talent } from '../../src/profile/talent'
import { readApplication } from '../../src/services/kintone/application-record'
import type { Kintone } from '../../src/services/kintone/client'
import { type RawRecord, readPage, recordsPerPage } from '../../src/services/kintone/records'
import { readTalent } from '../../src/services/kintone/talent-record'
import type { Mail } from '../support/mailbox'
import type { Candidate } from './candidates'

export type Comparison = {
  talents: number
  applications: number
  letters: number
  /** Letters that arrived more than once, under one X-Letter-ID: SES has no idempotency key. */
  repeatedLetters: number
  /** Fields that staff and a candidate both changed and nobody has chosen yet. */
  openConflicts: number
  overtaken: number
  lost: string[]
  doubled: string[]
  /** Where kintone and Postgres say different things. */
  different: string[]
}

/** Compares what candidates were told, Postgres, kintone and the mailbox, record by record. */
export async function compare(
  { database, kintone, mails }: { database: Database; kintone: Kintone; mails: Mail[] },
  candidates: Candidate[],
): Promise<Comparison> {
  const found: Comparison = {
    talents: 0,
    applications: 0,
    letters: 0,
    repeatedLetters: 0,
    openConflicts: 0,
    overtaken: 0,
    lost: [],
    doubled: [],
    different: [],
  }
  await compareTalents(database, await allRecords(kintone, 'talent'), { candidates, found })
  await compareApplications(database, await allRecords(kintone, 'application'), { candidates, found })
  await compareLetters(database, mails, { candidates, found })
  return found
}

type Expected = { candidates: Candidate[]; found: Comparison }

async function allRecords(kintone: Kintone, app: 'talent' | 'application'): Promise<RawRecord[]> {
  const records: RawRecord[] = []
  while (true) {
    const page = await readPage(kintone, app, { afterId: records.at(-1)?.recordId ?? 0, changedSince: null })
    records.push(...page)
    if (page.length < recordsPerPage) return records
  }
}

async function compareTalents(database: Database, records: RawRecord[], { candidates, found }: Expected) {
  const theirs = Map.groupBy(records, (raw) => readTalent(raw.record).id)
  const rows = new Map((await database.db.select().from(talents)).map((row) => [row.id, row]))
  found.talents = records.length
  for (const { id, selfPr } of candidates) {
    const [raw, ...others] = theirs.get(id) ?? []
    const row = rows.get(id)
    if (raw === undefined || row === undefined) {
      found.lost.push(`talent ${id}`)
      continue
    }
    if (others.length > 0) found.doubled.push(`talent ${id}`)
    const talent = readTalent(raw.record)
    if (selfPr !== null && talent.selfPr !== selfPr)
      found.lost.push(`profile of ${id}: ${talent.selfPr}, not ${selfPr}`)
    found.openConflicts += Object.keys(row.conflicts).length
    for (const field of Object.keys(talent) as (keyof Talent)[]) {
      const held = field in row.conflicts ? row.conflicts[field] : row.talent[field]
      if (!isSameValue(held, talent[field])) found.different.push(`talent ${id} ${field}`)
    }
  }
}

async function compareApplications(database: Database, records: RawRecord[], { candidates, found }: Expected) {
  const theirs = Map.groupBy(
    records.map((raw) => ({ raw, ...readApplication(raw.record) })),
    (record) => record.key,
  )
  const rows = new Map((await database.db.select().from(applications)).map((row) => [row.key, row]))
  found.applications = records.length
  for (const { id, applications: wanted } of candidates)
    for (const [jobId, { message, hasLeft, timesLeft }] of wanted) {
      const key = `${id}:${jobId}`
      const [record, ...others] = theirs.get(key) ?? []
      const row = rows.get(key)
      if (record === undefined || row === undefined) {
        found.lost.push(`application ${key}`)
        continue
      }
      if (others.length > 0) found.doubled.push(`application ${key}`)
      const isOut = ['withdrawn', 'turned-down'].includes(record.status)
      if (hasLeft && !isOut && !row.isOvertaken) found.lost.push(`departure of ${key}: ${record.status}`)
      // Applied again while the withdrawal was on its way, which then became a turning down: that is for good.
      const isForGood = timesLeft > 0 && record.status === 'turned-down'
      if (!hasLeft && isOut && !isForGood) found.lost.push(`application ${key}: ${record.status}`)
      // Staff who moved it on before a second message came have the first.
      if (record.message !== message && record.status === 'applied') found.lost.push(`message of ${key}`)
      if (row.isOvertaken) found.overtaken += 1
      const isSame = row.status === record.status && row.recordId === record.raw.recordId
      if (!isSame || row.revision !== record.raw.revision)
        found.different.push(
          `application ${key}: ${row.status} ${row.revision}, ${record.status} ${record.raw.revision}`,
        )
    }
  const expected = candidates.reduce((sum, candidate) => sum + candidate.applications.size, 0)
  if (records.length > expected) found.doubled.push(`${records.length - expected} applications nobody made`)
}

async function compareLetters(database: Database, mails: Mail[], { candidates, found }: Expected) {
  const arrived = Map.groupBy(mails, (mail) => mail.id)
  const rows = await database.db.select().from(letters)
  const known = new Set(rows.map((row) => letterId(row.key)))
  found.letters = rows.length
  for (const row of rows) {
    const times = arrived.get(letterId(row.key))?.length ?? 0
    // A withdrawal that was taken back before its letter was written has none.
    if (times === 0 && row.refusal !== 'POINTLESS') found.lost.push(`letter ${row.key}`)
    if (times > 1) found.repeatedLetters += 1
  }
  for (const id of arrived.keys()) if (!known.has(id)) found.doubled.push(`a letter nobody queued: ${id}`)
  for (const candidate of candidates) {
    const ours = rows.filter((row) => row.userId === candidate.id)
    const count = (kind: string) => ours.filter((row) => row.kind === kind).length
    const wanted = [...candidate.applications.values()]
    const applied = wanted.reduce((sum, { timesApplied }) => sum + timesApplied, 0)
    const left = wanted.reduce((sum, { timesLeft }) => sum + timesLeft, 0)
    const isComplete =
      count('welcome') === 1 && count('application-received') === applied && count('application-withdrawn') === left
    if (!isComplete) found.different.push(`letters of ${candidate.id}`)
  }
}

/** What still waits: unsent changes, letters, and queued tasks. */
export async function waiting(database: Database): Promise<number> {
  const [people, sent, unsent] = await Promise.all([
    database.db.select({ unsent: talents.unsentFields, conflicts: talents.conflicts }).from(talents),
    database.db.select({ sentAt: letters.sentAt, refusal: letters.refusal }).from(letters),
    database.db.select({ id: applications.id }).from(applications).where(eq(applications.isUnsent, true)),
  ])
  const unsentTalents = people.filter((row) => Object.keys(row.unsent).some((field) => !(field in row.conflicts)))
  return unsentTalents.length + unsent.length + sent.filter((row) => row.sentAt === null && row.refusal === null).length
}
