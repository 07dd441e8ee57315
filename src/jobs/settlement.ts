import type { Job } from './job'

/** What months of so many hours pay at one monthly rate, in whole yen. */
export type Settlement = {
  rateYen: number
  examples: { hours: number; payYen: number }[]
  /** What an hour below and above the band changes; 0 when hours change nothing. */
  perMissingHourYen: number
  perExtraHourYen: number
}
export type HourBand = { lower: number; upper: number }

/** How far beyond the band the short and the long month lie: 130, 160 and 190 hours for 140–180. */
const hoursBeyond = 10
const usualBand: HourBand = { lower: 140, upper: 180 }

/**
 * 精算 in yen, at the lower and the upper advertised rate. Inside the band the monthly rate is paid. Outside, 上下割
 * divides the rate by the band's lower end for missing hours and by its upper end for extra ones; 中央割 divides by the
 * middle for both; 固定 never changes. Empty when the job does not state enough to say it.
 */
export function settlementsOf(job: Job): Settlement[] {
  const { minimumMonthlyRateYen: low, monthlyRateYen: high } = job
  const rates = [...new Set([low, high])].filter((rate) => rate !== null && rate > 0)
  return rates.flatMap((rate) => (rate === null ? [] : (settlementAt(job, rate) ?? [])))
}

function settlementAt(job: Job, rateYen: number): Settlement | null {
  const band = bandOf(job)
  const { settlementMethod: method } = job
  if (method === 'fixed') {
    const examples = exampleHours(band ?? usualBand).map((hours) => ({ hours, payYen: rateYen }))
    return { rateYen, examples, perMissingHourYen: 0, perExtraHourYen: 0 }
  }
  if (method === null || band === null) return null
  const middle = (band.lower + band.upper) / 2
  const perMissing = rateYen / (method === 'midpoint' ? middle : band.lower)
  const perExtra = rateYen / (method === 'midpoint' ? middle : band.upper)
  const payYen = (hours: number) =>
    Math.floor(rateYen - Math.max(0, band.lower - hours) * perMissing + Math.max(0, hours - band.upper) * perExtra)
  const examples = exampleHours(band).map((hours) => ({ hours, payYen: payYen(hours) }))
  return { rateYen, examples, perMissingHourYen: Math.floor(perMissing), perExtraHourYen: Math.floor(perExtra) }
}

/** The hours that the rate pays for; null when they are not stated, or make no sense. */
export function bandOf({ settlementLowerHours: lower, settlementUpperHours: upper }: Job): HourBand | null {
  return lower === null || upper === null || lower <= 0 || upper < lower ? null : { lower, upper }
}

/** A short month, one in the middle of the band, and a long one. */
function exampleHours({ lower, upper }: HourBand): number[] {
  return [Math.max(0, lower - hoursBeyond), Math.round((lower + upper) / 2), upper + hoursBeyond]
}
