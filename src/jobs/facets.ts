import type { JobSummary } from './job'
import { stationName } from './search-text'

/** What a list of jobs can be narrowed by. Within one facet any value fits; between facets all must. */
export const facetNames = [
  'remote',
  'skill',
  'rate',
  'position',
  'days',
  'office',
  'prefecture',
  'station',
  'start',
  'chain',
  'interviews',
  'contract',
  'payment',
] as const
export type FacetName = (typeof facetNames)[number]
export const isFacetName = (name: string): name is FacetName => facetNames.some((known) => known === name)

/** The value of a job that does not state one: counted by itself, never dropped silently. */
export const unstated = 'none'

/** Steps of 単価下限, in 万円 a month: a job belongs to every step it reaches. */
export const rateSteps = [40, 50, 60, 70, 80, 90, 100, 120] as const
/** Steps of 支払サイト, in days: a job belongs to the first it fits into. */
export const paymentSteps = [15, 30, 45, 60] as const

/**
 * A job's values for each facet. `start` is a month here (`YYYY-MM`): which of 即日・来月・再来月以降 it is depends on
 * the day of asking; see choicesOf in select-jobs.ts.
 */
export const valuesOf: Record<FacetName, (job: JobSummary) => string[]> = {
  position: (job) => job.positions,
  skill: (job) => job.skills,
  rate: (job) => {
    const rate = job.monthlyRateYen ?? job.minimumMonthlyRateYen
    return rate === null ? [] : rateSteps.filter((step) => rate >= step * 10_000).map(String)
  },
  remote: ({ remote }) => stated(remote),
  days: (job) => stated(job.workingDaysPerWeek),
  office: (job) => stated(job.officeDaysPerWeek),
  prefecture: (job) => stated(job.prefecture),
  station: (job) => stated(stationName(job.nearestStation.trim())),
  start: (job) => stated(job.startDate?.slice(0, 7)),
  chain: (job) => stated(job.contractChain),
  interviews: ({ interviewCount }) =>
    interviewCount === null ? [] : [interviewCount >= 3 ? '3' : String(interviewCount)],
  contract: (job) => stated(job.contractType),
  payment: ({ paymentTermDays: days }) =>
    days === null ? [] : [String(paymentSteps.find((step) => days <= step) ?? 'over')],
}

const stated = (value: string | number | null | undefined) =>
  value === null || value === undefined || value === '' ? [] : [String(value)]
