/** An application (応募): one talent's candidacy for one job, as the candidate sees it. */
export type ApplicationStatus =
  | 'applied'
  | 'screening'
  | 'scheduling'
  | 'interview-set'
  | 'awaiting-result'
  | 'engaged'
  | 'declined'
  | 'withdrawn'
  | 'turned-down'

/** 応募キー, kintone's unique key of the application app. */
export function applicationKey(talentId: string, jobId: string): string {
  return `${talentId}:${jobId}`
}

/** A withdrawn application may be sent again and then keeps its record. Every other one stands. */
export function canApplyAgain(status: ApplicationStatus): boolean {
  return status === 'withdrawn'
}

/** Neither decided nor given up. */
export function isOpen(status: ApplicationStatus): boolean {
  return !['engaged', 'declined', 'withdrawn', 'turned-down'].includes(status)
}

/** Without a name and a contact nobody could answer: the one gap with which applying is not possible. */
export function canBeAnswered(talent: { familyName: string; email: string; phone: string }): boolean {
  return talent.familyName !== '' && (talent.email !== '' || talent.phone !== '')
}
