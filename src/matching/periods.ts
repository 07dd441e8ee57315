/** Months from `from` to `to`, both included, counted since year 0. */
export type Period = { from: number; to: number }

/** @param start `YYYY-MM`. @param end `YYYY-MM`, null = still there. @param today `YYYY-MM-DD` */
export function periodOf(start: string | null, end: string | null, today: string): Period | null {
  const from = monthNumber(start)
  const to = monthNumber(end ?? today)
  return from === null || to === null || to < from ? null : { from, to }
}

/** Years covered by at least one period: what overlaps counts once, and a gap between them costs nothing. */
export function yearsCovered(periods: readonly Period[]): number | null {
  if (periods.length === 0) return null
  let months = 0
  let reached = Number.NEGATIVE_INFINITY
  for (const { from, to } of [...periods].sort((one, other) => one.from - other.from)) {
    months += Math.max(0, to - Math.max(from, reached + 1) + 1)
    reached = Math.max(reached, to)
  }
  return months / 12
}

function monthNumber(date: string | null): number | null {
  const found = /^(\d{4})-(\d{2})/.exec(date ?? '')
  return found === null ? null : Number(found[1]) * 12 + Number(found[2])
}
