import type { Job } from './job'

/** What a month of so many hours pays, in yen, at the advertised upper rate. */
export type SettlementExample = { hours: number; payYen: number }

/** How far beyond the band the short and the long month lie: 130, 160 and 190 hours for 140–180. */
const hoursBeyond = 10
const usualBand = { lower: 140, upper: 180 }

/**
 * 精算 in yen. Inside the band the monthly rate is paid. Outside, 上下割 divides the rate by the band's lower end for
 * missing hours and by its upper end for extra ones; 中央割 divides by the middle for both; 固定 never changes.
 * Null when the job does not state enough to say it.
 */
export function settlementExamples(job: Job): SettlementExample[] | null {
  const {
    monthlyRateYen: rate,
    settlementLowerHours: lower,
    settlementUpperHours: upper,
    settlementMethod: method,
  } = job
  if (rate === null || method === null) return null
  if (method === 'fixed')
    return exampleHours(lower ?? usualBand.lower, upper ?? usualBand.upper).map((hours) => ({ hours, payYen: rate }))
  if (lower === null || upper === null || lower <= 0 || upper < lower) return null
  const middle = (lower + upper) / 2
  const perMissingHour = rate / (method === 'midpoint' ? middle : lower)
  const perExtraHour = rate / (method === 'midpoint' ? middle : upper)
  const missing = (hours: number) => Math.max(0, lower - hours)
  const extra = (hours: number) => Math.max(0, hours - upper)
  return exampleHours(lower, upper).map((hours) => ({
    hours,
    payYen: Math.floor(rate - missing(hours) * perMissingHour + extra(hours) * perExtraHour),
  }))
}

/** A short month, one in the middle of the band, and a long one. */
function exampleHours(lower: number, upper: number): number[] {
  return [Math.max(0, lower - hoursBeyond), Math.round((lower + upper) / 2), upper + hoursBeyond]
}
