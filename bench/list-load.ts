// The load of bench:list: so many connections ask for pages one after the other, each as soon as it was answered.
import { quantile } from './statistics'

export type Load = { perSecond: number; p50: number; p99: number; requests: number }
/** `pages` are asked for in turn, from the `first` on. */
export type Visit = { url: string; headers: Record<string, string> }
export type LoadOptions = { visits: Visit[]; first: number; connections: number; seconds: number }

if (import.meta.main) {
  const { visits, first, connections, seconds } = (await Bun.stdin.json()) as LoadOptions
  let next = first
  const ask = async () => {
    const { url, headers } = visits[next % visits.length] ?? { url: '', headers: {} }
    next += 1
    const startedAt = performance.now()
    // A browser unpacks on a machine of its own.
    const response = await fetch(url, { headers, decompress: false })
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`)
    await response.arrayBuffer()
    return performance.now() - startedAt
  }
  const times: number[] = []
  const startedAt = performance.now()
  const until = startedAt + seconds * 1_000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) times.push(await ask())
    }),
  )
  const perSecond = times.length / ((performance.now() - startedAt) / 1_000)
  const load: Load = { perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99), requests: times.length }
  process.stdout.write(JSON.stringify(load))
}
