import { Type } from '@sinclair/typebox'
import type { ApplicationStatus } from '../../applications/application'
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

export const applicationStatuses: Record<string, ApplicationStatus> = {
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
  switch (status === null ? 'applied' : applicationStatuses[status]) {
    case 'applied':
    case 'screening':
      return optionFor<ApplicationStatus>(applicationStatuses, 'withdrawn')
    case 'scheduling':
    case 'interview-set':
    case 'awaiting-result':
      return optionFor<ApplicationStatus>(applicationStatuses, 'turned-down')
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
  const status = applicationStatuses[option]
  if (status === undefined)
    throw new MalformedRecord('application', ['対応状況: not one of the options the portal knows'])
  return status
}
