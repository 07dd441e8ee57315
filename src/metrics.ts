/**
 * Numbers for CloudWatch, as lines of the log in its embedded metric format: no daemon, no client. CloudWatch charges for
 * every name with every value of its dimensions, so there are few of them, and one line a minute for each set of
 * dimensions.
 */
type Dimensions = Record<string, string>
type Unit = 'Milliseconds' | 'Count'

export type Metrics = {
  /** One observation of many, e.g. how long something took. */
  observe: (name: string, dimensions: Dimensions, ms: number) => void
  increase: (name: string, dimensions: Dimensions, by?: number) => void
  /** What something is right now; the last one before the line counts. */
  set: (name: string, dimensions: Dimensions, value: number) => void
  /** The lines since the last time; none when nothing happened. */
  take: (now: Date) => Record<string, unknown>[]
}

const namespace = 'ProWorks'
/** The format's own bound for the values of one name in a line; of more, an even sample is kept. */
const mostValues = 100

type Series = { unit: Unit; values: number | number[]; seen: number }

/** @param chance from 0 to 1, exclusive. */
export function openMetrics(chance: () => number = Math.random): Metrics {
  let sets = new Map<string, { dimensions: Dimensions; series: Map<string, Series> }>()
  const change = (name: string, dimensions: Dimensions, next: (before: Series | undefined) => Series) => {
    const key = JSON.stringify(dimensions)
    const set = sets.get(key) ?? { dimensions, series: new Map() }
    sets.set(key, set)
    set.series.set(name, next(set.series.get(name)))
  }
  return {
    observe: (name, dimensions, ms) =>
      change(name, dimensions, (before) => {
        const values = Array.isArray(before?.values) ? before.values : []
        const seen = (before?.seen ?? 0) + 1
        const at = values.length < mostValues ? values.length : Math.floor(chance() * seen)
        if (at < mostValues) values[at] = ms
        return { unit: 'Milliseconds', values, seen }
      }),
    increase: (name, dimensions, by = 1) =>
      change(name, dimensions, (before) => {
        const count = (typeof before?.values === 'number' ? before.values : 0) + by
        return { unit: 'Count', values: count, seen: count }
      }),
    set: (name, dimensions, value) => change(name, dimensions, () => ({ unit: 'Count', values: value, seen: 1 })),
    take: (now) => {
      const lines = [...sets.values()].map(({ dimensions, series }) => lineOf(now, dimensions, series))
      sets = new Map()
      return lines
    },
  }
}

function lineOf(now: Date, dimensions: Dimensions, series: Map<string, Series>): Record<string, unknown> {
  const metrics = [...series].map(([name, { unit }]) => ({ Name: name, Unit: unit }))
  const directive = { Namespace: namespace, Dimensions: [Object.keys(dimensions)], Metrics: metrics }
  return {
    _aws: { Timestamp: now.getTime(), CloudWatchMetrics: [directive] },
    ...dimensions,
    ...Object.fromEntries([...series].map(([name, { values }]) => [name, values])),
  }
}
