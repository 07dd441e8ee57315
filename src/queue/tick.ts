import type { Queue } from './queue'

/** Below the two minutes after which App Runner cuts a request. */
export const longestTickMs = 50_000
const lookEveryMs = 250

/**
 * Keeps the instance awake while its workers do what is due, for hosts that freeze an idle CPU. The work itself is
 * the queue's: ticks that overlap, on one instance or on several, wait for the same tasks and do none of them twice.
 */
export async function drain(queue: Pick<Queue, 'dueTasks'>): Promise<{ isIdle: boolean; ms: number }> {
  const startedAt = performance.now()
  const elapsed = () => Math.round(performance.now() - startedAt)
  while (elapsed() < longestTickMs) {
    if ((await queue.dueTasks()) === 0) return { isIdle: true, ms: elapsed() }
    await Bun.sleep(lookEveryMs)
  }
  return { isIdle: false, ms: elapsed() }
}
