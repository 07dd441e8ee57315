import type { Job } from '../jobs/job'
import type { DesiredHours, WorkStyle } from '../profile/talent'
import type { Preferences } from './reader'
import type { JobConditions } from './requirements'

/** The talent did not say; the job did not say. Stand in place of a share. */
export const unsaid = -1
export const unstated = -2

/** One wish against one job: 0..1, `unsaid` or `unstated`. */
export type Wish = {
  weight: number
  share: (job: JobConditions, wishes: Preferences, today: string) => number
  /** What runs against the wish, in Japanese; asked only when the share is below 1. */
  blocker: (job: JobConditions, wishes: Preferences, today: string) => string | null
}

/** A rate this far below the wish is worth nothing. */
const hopelessShortfall = 0.25
const hopelessDelayDays = 60
const blockingDelayDays = 31
const placesNamed = 3
/** Settlement hours are a range; a day this much longer than wished is still the wished day. */
const hoursTolerance = 0.7

const rate: Wish = {
  weight: 3,
  share(job, { desiredMonthlyRateYen: desired }) {
    const offered = offeredYen(job)
    if (desired === null || desired <= 0) return unsaid
    if (offered === null) return unstated
    return offered >= desired ? 1 : Math.max(0, 1 - (desired - offered) / desired / hopelessShortfall)
  },
  blocker: (job, { desiredMonthlyRateYen: desired }) =>
    `単価が希望を下回ります（希望 ${manYen(desired)}・掲載 ${manYen(offeredYen(job))}）`,
}

const days: Wish = {
  weight: 2,
  share({ workingDaysPerWeek: asked }, { desiredWorkingDays: desired }) {
    if (desired === null) return unsaid
    if (desired === 'any') return 1
    if (asked === null) return unstated
    return asked > desired ? Math.max(0, 0.6 - 0.3 * (asked - desired)) : 1 - 0.1 * (desired - asked)
  },
  blocker: ({ workingDaysPerWeek: asked }, { desiredWorkingDays: desired }) =>
    Number(asked) > Number(desired) ? `稼働日数が希望より多い案件です（希望 週${desired}日・案件 週${asked}日）` : null,
}

const office: Wish = {
  weight: 2,
  share(job, { desiredOfficeDays: desired }) {
    const asked = officeDays(job)
    if (asked === 0 || desired === 'any') return 1
    if (desired === null) return unsaid
    if (asked === null) return unstated
    return asked <= desired ? 1 : Math.max(0, 1 - (asked - desired) / 2)
  },
  blocker(job, { desiredOfficeDays: desired }) {
    const asked = officeDays(job) ?? 0
    const wished = desired === 0 ? 'なし' : `週${desired}日`
    return `出社が希望より多い案件です（希望 ${wished}・案件 ${asked < 1 ? '月数回' : `週${asked}日`}）`
  },
}

const styleOf: Record<NonNullable<Job['remote']>, WorkStyle> = { full: 'remote', partial: 'hybrid', onsite: 'onsite' }
const styleNames: Record<WorkStyle, string> = { remote: 'リモート', hybrid: 'ハイブリッド', onsite: '常駐' }
const otherStyleShare: Record<WorkStyle, number> = { remote: 0.6, hybrid: 0.4, onsite: 0 }

const style: Wish = {
  weight: 1.5,
  share({ remote }, { desiredWorkStyles: desired }) {
    if (desired.length === 0) return unsaid
    if (remote === null) return unstated
    return desired.includes(styleOf[remote]) ? 1 : otherStyleShare[styleOf[remote]]
  },
  blocker({ remote }, { desiredWorkStyles: desired }) {
    if (remote !== 'onsite') return null
    return `働き方が希望と違います（希望 ${desired.map((each) => styleNames[each]).join('、')}・案件 常駐）`
  },
}

const place: Wish = {
  weight: 2,
  share({ remote, officeDaysPerWeek, prefecture }, { desiredPrefectures: desired }) {
    if (remote === 'full' || officeDaysPerWeek === 0) return 1
    if (desired.length === 0) return unsaid
    if (prefecture === null) return unstated
    if (desired.includes(prefecture)) return 1
    return officeDaysPerWeek === 0.5 ? 0.5 : 0
  },
  blocker: ({ prefecture }, { desiredPrefectures: desired }) =>
    `勤務地がご希望と異なります（希望 ${placeNames(desired)}・案件 ${prefecture}）`,
}

const start: Wish = {
  weight: 1.5,
  share(job, { availableFrom }, today) {
    if (availableFrom === null) return unsaid
    if (job.startDate === null) return unstated
    return Math.min(1, Math.max(0, 1 - delayDays(job.startDate, availableFrom, today) / hopelessDelayDays))
  },
  blocker({ startDate }, { availableFrom }, today) {
    if (startDate === null || availableFrom === null) return null
    if (delayDays(startDate, availableFrom, today) <= blockingDelayDays) return null
    return `稼働できる日が開始より後です（稼働可能 ${dayWords(availableFrom)}・開始 ${dayWords(startDate)}）`
  },
}

const hoursOf: Record<Exclude<DesiredHours, 'any'>, number> = { '2': 2, '4': 4, '6': 6, '8': 8, '8+': 10 }

const hours: Wish = {
  weight: 1,
  share({ hoursPerDay }, { desiredHoursPerDay: desired }) {
    if (desired === null) return unsaid
    if (desired === 'any') return 1
    if (hoursPerDay === null) return unstated
    return Math.min(1, Math.max(0, 1 - (hoursPerDay - hoursOf[desired] - hoursTolerance) / 3))
  },
  blocker({ hoursPerDay }, { desiredHoursPerDay: desired }) {
    if (hoursPerDay === null || desired === null || desired === 'any') return null
    if (hoursPerDay - hoursOf[desired] < hoursTolerance + 1) return null
    return `1日の作業時間が希望より長い案件です（希望 ${desired === '8+' ? '8時間以上' : `${desired}時間`}・案件 約${Math.round(hoursPerDay)}時間）`
  },
}

export const wishes: readonly Wish[] = [rate, days, office, style, place, start, hours]

function offeredYen(job: JobConditions): number | null {
  return job.monthlyRateYen ?? job.minimumMonthlyRateYen
}

function officeDays({ officeDaysPerWeek, remote }: JobConditions): number | null {
  if (officeDaysPerWeek !== null) return officeDaysPerWeek
  if (remote === 'full') return 0
  return remote === 'onsite' ? 5 : null
}

/** Days between the day the job starts (today, for one already under way) and the day the talent can. */
function delayDays(startDate: string, availableFrom: string, today: string): number {
  const from = startDate < today ? today : startDate
  return availableFrom <= from ? 0 : dayNumber(availableFrom) - dayNumber(from)
}

/** Days counted in months of 30.44 days: exact enough to count a delay, and far cheaper than parsing a date. */
function dayNumber(date: string): number {
  return (Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))) * 30.44 + Number(date.slice(8, 10))
}

/** 「2026年12月1日」 */
function dayWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

function placeNames(prefectures: string[]): string {
  const more = prefectures.length - placesNamed
  return `${prefectures.slice(0, placesNamed).join('、')}${more > 0 ? `ほか${more}件` : ''}`
}

function manYen(yen: number | null): string {
  return `${Math.round((yen ?? 0) / 1_000) / 10}万円`
}
