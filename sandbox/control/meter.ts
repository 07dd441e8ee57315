type Metered = 'kintone' | 'gemini' | 'ses'

export type Meter = ReturnType<typeof createMeter>

/** Counts the vendor calls the portal makes. The daily count per kintone app starts anew at 09:00 in Tokyo. */
export function createMeter(now: () => Date) {
  const total: Record<Metered, number> = { kintone: 0, gemini: 0, ses: 0 }
  const byOperation: Record<Metered, Record<string, number>> = { kintone: {}, gemini: {}, ses: {} }
  const daily = new Map<string, number>()
  let day = ''

  return {
    count(service: Metered, method: string, path: string) {
      const operation = `${method} ${path}`
      total[service] += 1
      byOperation[service][operation] = (byOperation[service][operation] ?? 0) + 1
    },
    countApps(apps: readonly string[]) {
      // 09:00 in Tokyo is midnight UTC.
      const today = now().toISOString().slice(0, 10)
      if (today !== day) daily.clear()
      day = today
      for (const app of apps) daily.set(app, (daily.get(app) ?? 0) + 1)
    },
    read: () => ({ total: { ...total }, byOperation: structuredClone(byOperation), today: Object.fromEntries(daily) }),
    reset() {
      for (const service of ['kintone', 'gemini', 'ses'] as const) {
        total[service] = 0
        byOperation[service] = {}
      }
    },
  }
}
