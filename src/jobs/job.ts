/** A job (案件) as the portal knows it, read from kintone's 案件 app. Money is integer yen, durations carry their unit. */
export type Job = {
  /** 案件ID, e.g. `PW-2026-0001`. */
  id: string
  title: string
  features: string[]
  positions: string[]
  skills: string[]
  overview: string
  environment: string
  notes: string
  /** 必須スキル, free text, usually one requirement per line. */
  mustSkills: string
  /** 尚可スキル, free text. */
  wantSkills: string
  industry: string | null
  phases: string[]
  prefecture: string | null
  area: string
  nearestStation: string
  settlementLowerHours: number | null
  settlementUpperHours: number | null
  settlementMethod: SettlementMethod | null
  period: string
  /** `YYYY-MM-DD` */
  startDate: string | null
  /** 掲載単価 in yen per month: the upper end that is advertised. */
  monthlyRateYen: number | null
  /** 下限単価 in yen per month. */
  minimumMonthlyRateYen: number | null
  /** 1..5 */
  workingDaysPerWeek: number | null
  /** 0 = なし, 0.5 = 月数回, 1..5 = 週n */
  officeDaysPerWeek: number | null
  remote: RemotePolicy | null
  interviewCount: number | null
  openings: number | null
  contractChain: ContractChain | null
  contractType: ContractType | null
  paymentTermDays: number | null
  isOpen: boolean
  isPublished: boolean
  /** Dates are `YYYY-MM-DD` in Asia/Tokyo. */
  publishedOn: string | null
  deadline: string | null
  lastConfirmedOn: string | null
  recruiterName: string
  recruiterAddress: string
  recruiterContact: string
}

/** What lists, filters and likeness need of a job: everything but its texts, which stay in Postgres. */
export type JobSummary = Pick<Job, (typeof summaryFields)[number]>

const summaryFields = [
  'id',
  'title',
  'positions',
  'skills',
  'industry',
  'prefecture',
  'area',
  'nearestStation',
  'startDate',
  'monthlyRateYen',
  'minimumMonthlyRateYen',
  'workingDaysPerWeek',
  'officeDaysPerWeek',
  'remote',
  'interviewCount',
  'contractChain',
  'contractType',
  'paymentTermDays',
  'publishedOn',
  'deadline',
  'lastConfirmedOn',
] as const satisfies (keyof Job)[]

export function summarise(job: Job): JobSummary {
  return Object.fromEntries(summaryFields.map((field) => [field, job[field]])) as JobSummary
}

export type SettlementMethod = 'range' | 'midpoint' | 'fixed'
export type RemotePolicy = 'full' | 'partial' | 'onsite'
export type ContractChain = 'end-client' | 'prime' | 'second' | 'third-or-later'
export type ContractType = 'quasi-mandate' | 'contract-work' | 'dispatch'

/** The six items that law asks of a job advertisement; `null` of them missing means the job may be shown. */
export type LegalItem = 'recruiter-name' | 'recruiter-address' | 'recruiter-contact' | 'work' | 'workplace' | 'pay'

export function missingLegalItems(job: Job): LegalItem[] {
  const present: [LegalItem, boolean][] = [
    ['recruiter-name', job.recruiterName !== ''],
    ['recruiter-address', job.recruiterAddress !== ''],
    ['recruiter-contact', job.recruiterContact !== ''],
    ['work', job.overview !== ''],
    ['workplace', job.prefecture !== null || job.remote === 'full'],
    ['pay', job.monthlyRateYen !== null || job.minimumMonthlyRateYen !== null],
  ]
  return present.filter(([, isPresent]) => !isPresent).map(([item]) => item)
}

/** @param today `YYYY-MM-DD` in Asia/Tokyo; a job stays listed through its deadline day. */
export function isListed(job: Job, today: string): boolean {
  const isCurrent = job.deadline === null || job.deadline >= today
  return job.isOpen && job.isPublished && isCurrent && missingLegalItems(job).length === 0
}
