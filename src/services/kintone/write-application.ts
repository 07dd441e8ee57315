import { Type } from '@sinclair/typebox'
import { type ApplicationStatus, type Departure, departureFrom, isDeparture } from '../../applications/application'
import { type ApplicationRecord, applicationStatuses, readApplication } from './application-record'
import { checkedAnswer, type Kintone, KintoneError } from './client'
import { optionFor } from './fields'
import { type RawRecord, readByKey } from './records'

/** What the candidate wants: to be in the running with this message, or to be out of it for this reason. */
export type WantedApplication = {
  key: string
  talentId: string
  jobId: string
  message: string
  status: ApplicationStatus
  withdrawalReason: string
}

export type SavedApplication = {
  recordId: number
  /** What has been stored of it: the next sync may find more at kintone's. */
  revision: number
  /** The record as staff have it, when nothing had to be written. */
  existing: RawRecord | null
  /** What the candidate's wish became: a withdrawal from a selection that had gone on is a turning down. */
  status: ApplicationStatus
  /** The candidate wanted out of what staff had decided already. */
  isOvertaken: boolean
}

export type Step =
  | { step: 'leave'; isOvertaken: boolean }
  | { step: 'reopen' }
  | { step: 'rewrite-message' }
  | { step: 'depart'; departure: Departure }

/** What is to be written over a record that is there already. Staff's decisions are never undone. */
export function stepFor(wanted: WantedApplication, found: Pick<ApplicationRecord, 'status' | 'message'>): Step {
  if (!isDeparture(wanted.status)) {
    if (found.status === 'withdrawn') return { step: 'reopen' }
    const isStale = found.status === 'applied' && found.message !== wanted.message
    return isStale ? { step: 'rewrite-message' } : { step: 'leave', isOvertaken: false }
  }
  const possible = departureFrom(found.status)
  if (possible === null) return { step: 'leave', isOvertaken: !isDeparture(found.status) }
  return { step: 'depart', departure: possible === 'turned-down' ? possible : wanted.status }
}

/**
 * Brings an application to where the candidate wants it, once, however often it is called: one that is not there is
 * added, one that is there is changed at the revision that was read. Throws KintoneError, 'conflict' when staff saved
 * in between or an answer was lost: the next attempt reads again.
 */
export async function saveApplication(kintone: Kintone, wanted: WantedApplication): Promise<SavedApplication> {
  const found = await readByKey(kintone, 'application', { field: '応募キー', value: wanted.key })
  if (found === null) return addApplication(kintone, wanted)
  const there = readApplication(found.record)
  const step = stepFor(wanted, there)
  switch (step.step) {
    case 'leave':
      // One revision back, so that storing this very record counts as news.
      return {
        recordId: found.recordId,
        revision: found.revision - 1,
        existing: found,
        // Both are ways out: the one that an attempt whose answer was lost took, or staff.
        status: isDeparture(wanted.status) && isDeparture(there.status) ? there.status : wanted.status,
        isOvertaken: step.isOvertaken,
      }
    case 'reopen':
      return change(kintone, found, { ...openFields(wanted), 取消理由: { value: '' } }, 'applied')
    case 'rewrite-message':
      return change(kintone, found, { 応募メッセージ: { value: wanted.message } }, 'applied')
    case 'depart':
      return change(kintone, found, departureFields(step.departure, wanted), step.departure)
  }
}

const option = (status: ApplicationStatus) => ({
  value: optionFor<ApplicationStatus>(applicationStatuses, status),
})
const openFields = ({ message }: WantedApplication) => ({
  対応状況: option('applied'),
  応募メッセージ: { value: message },
})
const departureFields = (departure: Departure, { withdrawalReason }: WantedApplication) => ({
  対応状況: option(departure),
  取消理由: { value: withdrawalReason },
})

const created = Type.Object({ id: Type.String(), revision: Type.String() })
const updated = Type.Object({ revision: Type.String() })

async function addApplication(kintone: Kintone, wanted: WantedApplication): Promise<SavedApplication> {
  const { status } = wanted
  const record = {
    応募キー: { value: wanted.key },
    auth_user_id: { value: wanted.talentId },
    案件ID: { value: wanted.jobId },
    ...openFields(wanted),
    // Applied and left again before staff could hear of either: they see both.
    ...(isDeparture(status) ? departureFields(status, wanted) : {}),
  }
  try {
    const answer = await kintone.call('application.add', 'application', async (client, app) =>
      checkedAnswer('application.add', created, await client.record.addRecord({ app, record })),
    )
    const { id, revision } = answer
    return { recordId: Number(id), revision: Number(revision), existing: null, status, isOvertaken: false }
  } catch (error) {
    // Added by an attempt whose answer was lost, between our look and our write: the next attempt finds it.
    const isDuplicate = error instanceof KintoneError && error.fields.includes('record.応募キー.value')
    throw isDuplicate ? new KintoneError('application.add', 'conflict', 'DUPLICATE_KEY') : error
  }
}

async function change(
  kintone: Kintone,
  { recordId, revision }: RawRecord,
  record: Record<string, { value: string | null }>,
  status: ApplicationStatus,
): Promise<SavedApplication> {
  const answer = await kintone.call('application.change', 'application', async (client, app) =>
    checkedAnswer(
      'application.change',
      updated,
      await client.record.updateRecord({ app, id: recordId, revision, record }),
    ),
  )
  // One revision back: what staff wrote into other fields, before the record was read here, is still to be stored.
  return { recordId, revision: Number(answer.revision) - 1, existing: null, status, isOvertaken: false }
}
