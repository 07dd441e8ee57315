import { Type } from '@sinclair/typebox'
import type { ApplicationStatus } from '../../applications/application'
import { checkedAnswer, type Kintone, KintoneError } from './client'
import {
  dateOf,
  instantOf,
  MalformedRecord,
  optionalText,
  optionFor,
  optionOf,
  recordReader,
  text,
  textOf,
} from './fields'
import { type RawRecord, readByKey } from './records'

const statuses: Record<string, ApplicationStatus> = {
  応募済み: 'applied',
  書類選考中: 'screening',
  面談調整中: 'scheduling',
  面談予定: 'interview-set',
  結果待ち: 'awaiting-result',
  案件参画: 'engaged',
  見送り: 'declined',
  応募取消し: 'withdrawn',
  辞退: 'turned-down',
}

/** What an application becomes when its talent leaves; null for one that is settled already. */
export function closingStatusOf(status: string | null): string | null {
  switch (status === null ? 'applied' : statuses[status]) {
    case 'applied':
    case 'screening':
      return optionFor<ApplicationStatus>(statuses, 'withdrawn')
    case 'scheduling':
    case 'interview-set':
    case 'awaiting-result':
      return optionFor<ApplicationStatus>(statuses, 'turned-down')
    default:
      return null
  }
}

const optional = Type.Optional(optionalText)
const check = recordReader(
  'application',
  Type.Object({
    応募キー: text,
    auth_user_id: text,
    案件ID: text,
    案件名: optional,
    対応状況: optional,
    見送り理由: optional,
    次の対応: optional,
    回答予定日: optional,
    面談日: optional,
    応募メッセージ: optional,
    作成日時: optional,
  }),
)

/** An application as kintone has it. `status` falls back to 'applied' when staff emptied the field. */
export type ApplicationRecord = {
  key: string
  talentId: string
  jobId: string
  jobTitle: string
  status: ApplicationStatus
  declineReason: string
  nextAction: string
  answerDueOn: string | null
  interviewAt: Date | null
  message: string
  createdAt: Date | null
}

/** Reads a 応募履歴 record in kintone's wire form. Throws MalformedRecord. */
export function readApplication(record: unknown): ApplicationRecord {
  const r = check(record)
  return {
    key: r.応募キー.value,
    talentId: r.auth_user_id.value,
    jobId: r.案件ID.value,
    jobTitle: textOf(r.案件名),
    status: statusOf(r.対応状況?.value),
    declineReason: textOf(r.見送り理由),
    nextAction: textOf(r.次の対応),
    answerDueOn: dateOf(r.回答予定日),
    interviewAt: instantOf(optionOf(r.面談日)),
    message: textOf(r.応募メッセージ),
    createdAt: instantOf(optionOf(r.作成日時)),
  }
}

function statusOf(option: string | null | undefined): ApplicationStatus {
  if (!option) return 'applied'
  const status = statuses[option]
  if (status === undefined)
    throw new MalformedRecord('application', ['対応状況: not one of the options the portal knows'])
  return status
}

type NewApplication = { key: string; talentId: string; jobId: string; message: string }
const created = Type.Object({ id: Type.String(), revision: Type.String() })
const updated = Type.Object({ revision: Type.String() })

export type SavedApplication = {
  recordId: number
  revision: number
  /** The record as staff have it, when it was there already and was left alone. */
  existing: RawRecord | null
}

/**
 * Brings an application into kintone once, however often it is called: a record that is there already is left as
 * staff have it, one that was withdrawn is opened again. Throws KintoneError.
 */
export async function saveApplication(kintone: Kintone, application: NewApplication): Promise<SavedApplication> {
  const found = await readByKey(kintone, 'application', { field: '応募キー', value: application.key })
  if (found === null) return addApplication(kintone, application)
  const isWithdrawn = readApplication(found.record).status === 'withdrawn'
  // One revision back, so that storing this very record counts as news.
  return isWithdrawn
    ? reopenApplication(kintone, application, found)
    : { recordId: found.recordId, revision: found.revision - 1, existing: found }
}

const openFields = ({ message }: NewApplication) => ({
  対応状況: { value: optionFor<ApplicationStatus>(statuses, 'applied') },
  応募メッセージ: { value: message },
})

async function addApplication(kintone: Kintone, application: NewApplication): Promise<SavedApplication> {
  const record = {
    応募キー: { value: application.key },
    auth_user_id: { value: application.talentId },
    案件ID: { value: application.jobId },
    ...openFields(application),
  }
  try {
    const answer = await kintone.call('application.add', 'application', async (client, app) =>
      checkedAnswer('application.add', created, await client.record.addRecord({ app, record })),
    )
    return { recordId: Number(answer.id), revision: Number(answer.revision), existing: null }
  } catch (error) {
    // Added by an attempt whose answer was lost, between our look and our write: the next attempt finds it.
    const isDuplicate = error instanceof KintoneError && error.fields.includes('record.応募キー.value')
    throw isDuplicate ? new KintoneError('application.add', 'conflict', 'DUPLICATE_KEY') : error
  }
}

async function reopenApplication(
  kintone: Kintone,
  application: NewApplication,
  found: RawRecord,
): Promise<SavedApplication> {
  const record = { ...openFields(application), 取消理由: { value: '' } }
  const answer = await kintone.call('application.reopen', 'application', async (client, app) =>
    checkedAnswer(
      'application.reopen',
      updated,
      await client.record.updateRecord({ app, id: found.recordId, revision: found.revision, record }),
    ),
  )
  return { recordId: found.recordId, revision: Number(answer.revision), existing: null }
}
