// The load of bench:list: so many connections ask one address for some seconds, each as soon as it was answered.
import { quantile } from './statistics'

export type Load = { perSecond: number; p50: number; p99: number }

if (import.meta.main) {
  const { url, headers, connections, seconds } = JSON.parse(process.argv[2] ?? '{}') as {
    url: string
    headers: Record<string, string>
    connections: number
    seconds: number
  }
  const ask = async () => {
    const startedAt = performance.now()
    const response = await fetch(url, { headers })
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`)
    await response.arrayBuffer()
    return performance.now() - startedAt
  }
  for (let warm = 0; warm < 40; warm += 1) await ask()
  const times: number[] = []
  const startedAt = performance.now()
  const until = startedAt + seconds * 1_000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) times.push(await ask())
    }),
  )
  const perSecond = times.length / ((performance.now() - startedAt) / 1_000)
  process.stdout.write(JSON.stringify({ perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }))
}
