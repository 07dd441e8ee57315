import type { ContractChain, ContractType, Job, RemotePolicy, SettlementMethod } from '../src/jobs/job'
import type { Payment } from '../src/jobs/payment'

/** All words and figures that pages make out of values. Dates come as `YYYY-MM-DD`, instants as Date. */
// Made once: toLocaleString makes a formatter for every number, a millisecond for a page of jobs.
const oneDecimal = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 1 })
const wholeNumber = new Intl.NumberFormat('ja-JP')
export const manYen = (yen: number) => oneDecimal.format(yen / 10_000)

/** 「80〜95」 in 万円, null when the job states no rate. */
export function rateRange(job: Pick<Job, 'monthlyRateYen' | 'minimumMonthlyRateYen'>): string | null {
  const { monthlyRateYen: high, minimumMonthlyRateYen: low } = job
  if (high === null && low === null) return null
  if (high === null) return `${manYen(low ?? 0)}〜`
  return low === null || low === high ? `〜${manYen(high)}` : `${manYen(low)}〜${manYen(high)}`
}

export const yen = (amount: number) => `${wholeNumber.format(amount)}円`

const remoteWords: Record<RemotePolicy, string> = { full: 'フルリモート', partial: '一部リモート', onsite: '常駐' }
export const remoteWord = (remote: RemotePolicy | null) => (remote === null ? null : remoteWords[remote])

const chainWords: Record<ContractChain, string> = {
  'end-client': 'エンド直',
  prime: '元請直',
  second: '二次請け',
  'third-or-later': '三次請け以降',
}
export const chainWord = (chain: ContractChain | null) => (chain === null ? null : chainWords[chain])

const contractWords: Record<ContractType, string> = {
  'quasi-mandate': '準委任',
  'contract-work': '請負',
  dispatch: '派遣',
}
export const contractWord = (type: ContractType | null) => (type === null ? null : contractWords[type])

/** 「当月末」「翌月15日」「翌々月末」「3か月後の10日」, seen from the month of the work. */
export function paymentWord({ monthsLater, day }: Payment): string {
  const month = ['当月', '翌月', '翌々月'][monthsLater]
  if (month === undefined) return `${monthsLater}か月後の${day === null ? '月末' : `${day}日`}`
  return `${month}${day === null ? '末' : `${day}日`}`
}

const settlementWords: Record<SettlementMethod, string> = { range: '上下割', midpoint: '中央割', fixed: '固定' }
export const settlementWord = (method: SettlementMethod | null) => (method === null ? null : settlementWords[method])

export const workingDays = (days: number | null) => (days === null ? null : `週${days}日`)

export function officeDays(days: number | null): string | null {
  if (days === null) return null
  if (days === 0) return '出社なし'
  return days < 1 ? '月に数回' : `週${days}日`
}

export function placeOf(job: Pick<Job, 'prefecture' | 'nearestStation' | 'area' | 'remote'>): string | null {
  const near = job.nearestStation || job.area
  return [job.prefecture, near].filter(Boolean).join('・') || (job.remote === 'full' ? '場所を問わない' : null)
}

const dateParts = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
})
const timeParts = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** 「2026年11月22日(日)」 */
export const longDate = (day: string) => dateParts.format(new Date(`${day}T00:00:00+09:00`))
export const longInstant = (instant: Date) => timeParts.format(instant)
export const instantDay = (instant: Date) => dateParts.format(instant)

/** 「2026年4月」 of `2026-04` */
export function monthWord(month: string): string {
  const [year = '', number = ''] = month.split('-')
  return `${year}年${Number(number)}月`
}

const dayMs = 86_400_000
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

const tokyoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' })

/** 「今日」「明日」「3日後」, by the calendar in Tokyo; 「終了」 once the moment has passed. */
export function daysUntil(instant: Date, now: Date): string {
  if (instant < now) return '終了'
  const days = daysBetween(tokyoDay.format(now), tokyoDay.format(instant))
  return days < 2 ? (['今日', '明日'][days] ?? '今日') : `${days}日後`
}

/** 「今日」「3日前」「2週間前」; older than eight weeks as a date. */
export function postedAgo(publishedOn: string, today: string): string {
  const days = daysBetween(publishedOn, today)
  if (days <= 0) return '今日掲載'
  if (days < 7) return `${days}日前に掲載`
  return days < 56 ? `${Math.floor(days / 7)}週間前に掲載` : `${longDate(publishedOn)}掲載`
}

/** NEW for 14 days from 掲載日. */
export function isNew(publishedOn: string | null, today: string): boolean {
  return publishedOn !== null && publishedOn <= today && daysBetween(publishedOn, today) < 14
}

/** Free text in paragraphs; lines that begin with ・ or - become one list. */
export type TextBlock = { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] }

export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = []
  for (const line of text.split('\n').map((part) => part.trim())) {
    if (line === '') continue
    const item = /^[・\-•●]\s*(.+)$/.exec(line)?.[1]
    const last = blocks.at(-1)
    if (item === undefined) blocks.push({ kind: 'paragraph', text: line })
    else if (last?.kind === 'list') last.items.push(item)
    else blocks.push({ kind: 'list', items: [item] })
  }
  return blocks
}

/** 「5分前」「3時間前」「2日前」: whole units that have passed. */
export function ageWord(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000))
  if (minutes < 60) return `${minutes}分前`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)}時間前` : `${Math.floor(minutes / 1_440)}日前`
}

/** 「40秒」「約57分」「約2時間」: rounded up, so that whoever waits that long may go on. */
export function waitingTime(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))}秒`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `約${minutes}分` : `約${Math.ceil(minutes / 60)}時間`
}
