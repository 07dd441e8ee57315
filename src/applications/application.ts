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

/** Ids are UUIDs; anything else is nobody's application. */
export const isApplicationId = (text: string) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)

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

/** The two ways out: 応募取消 while nobody has met, 辞退 from then until the job is settled. */
export type Departure = 'withdrawn' | 'turned-down'

/** How a candidate may leave from here; null once it is decided or given up. */
export function departureFrom(status: ApplicationStatus): Departure | null {
  switch (status) {
    case 'applied':
    case 'screening':
      return 'withdrawn'
    case 'scheduling':
    case 'interview-set':
    case 'awaiting-result':
      return 'turned-down'
    case 'engaged':
    case 'declined':
    case 'withdrawn':
    case 'turned-down':
      return null
  }
}

export const isDeparture = (status: ApplicationStatus): status is Departure =>
  status === 'withdrawn' || status === 'turned-down'
