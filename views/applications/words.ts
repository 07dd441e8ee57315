import { type ApplicationStatus, isDeparture } from '../../src/applications/application'
import type { ApplicationRow } from '../../src/db/applications'

/** What the candidate reads for each status. */
export const statusWords: Record<ApplicationStatus, string> = {
  applied: '応募済み',
  screening: '選考中',
  scheduling: '面談調整中',
  'interview-set': '面談予定',
  'awaiting-result': '結果待ち',
  engaged: '案件決定',
  declined: '見送り',
  withdrawn: '取消済み',
  'turned-down': '辞退済み',
}

const nextSteps: Record<ApplicationStatus, string> = {
  applied: '担当者が内容を確認します。返信の目安は2営業日です。',
  screening: '書類選考の結果を担当者からご連絡します。',
  scheduling: '担当者から面談の候補日をご連絡します。',
  'interview-set': '日時に都合がつかないときは、早めに担当者へご連絡ください。',
  'awaiting-result': '結果を担当者からご連絡します。',
  engaged: '参画の手続きを担当者がご案内します。',
  declined: 'ほかの案件もぜひご覧ください。',
  withdrawn: '募集中であれば、もう一度応募できます。',
  'turned-down': 'ほかの案件もぜひご覧ください。',
}

/** Who moves next; nobody once it is over. */
const nextActors: Partial<Record<ApplicationStatus, string>> = {
  applied: '担当者',
  screening: '担当者',
  scheduling: '担当者',
  'interview-set': 'あなた（面談への参加）',
  'awaiting-result': '担当者（結果のご連絡）',
  engaged: '担当者',
}

/** After the day of an interview it is the staff's turn, whatever the record still says. */
export function nextActor({ status, interviewAt }: ApplicationRow, now: Date): string | null {
  if (status === 'interview-set' && interviewAt !== null && interviewAt < now) return '担当者（結果のご連絡）'
  return nextActors[status] ?? null
}

/** Staff's own words where they wrote some, the usual next step otherwise. What they wrote before the candidate left, or
 * before an application that they have not got yet, is about something else. */
export const nextStep = (row: ApplicationRow) =>
  isDeparture(row.status) || row.isUnsent ? nextSteps[row.status] : row.nextAction || nextSteps[row.status]

const considerateReasons: Record<string, string> = {
  スキル不足: '今回は、必要なスキルがより近い方で進むことになりました。',
  経験年数: '今回は、ご経験の年数がより近い方で進むことになりました。',
  条件不一致: '今回は、ご希望の条件と合わせることができませんでした。',
  稼働時期: '今回は、稼働の時期が合いませんでした。',
  他候補決定: '今回は、先に選考が進んでいた方に決まりました。',
  募集終了: '募集が終了したため、選考を終えることになりました。',
  先方都合: '先方のご都合により、選考を終えることになりました。',
}

export const declineWords = (reason: string) =>
  considerateReasons[reason] ?? '今回は、ご希望に沿えない結果となりました。'

export type Delivery = 'sending' | 'delivered' | 'needs-attention'

export function deliveryOf(row: Pick<ApplicationRow, 'isUnsent' | 'refusal'>): Delivery {
  if (row.refusal !== null) return 'needs-attention'
  return row.isUnsent ? 'sending' : 'delivered'
}

const acceptedWords = (status: ApplicationStatus) =>
  status === 'withdrawn' ? '応募の取消し' : status === 'turned-down' ? '辞退のご連絡' : 'ご応募'

export const sendingWords = (status: ApplicationStatus) => {
  const step = status === 'withdrawn' ? '取消し' : status === 'turned-down' ? '辞退' : ''
  return `${step}受付済み（担当者へ送信中）`
}

/** What to think of a step that staff have not got yet; null once they have it. */
export function deliveryWords(row: Pick<ApplicationRow, 'isUnsent' | 'refusal' | 'status'>): string | null {
  const accepted = acceptedWords(row.status)
  switch (deliveryOf(row)) {
    case 'sending':
      return `${accepted}は受け付けました。担当者への送信が終わると、この表示が変わります。もう一度お手続きいただく必要はありません。`
    case 'needs-attention':
      return `${accepted}は保存されていますが、担当者への送信で確認が必要になりました。担当者からご連絡しますので、そのままお待ちください。`
    case 'delivered':
      return null
  }
}
