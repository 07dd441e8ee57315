import type { KintoneAppName } from '../../config'
import { judge, KintoneError, type Verdict } from './failure'
import type { Effect } from './retry'

export type Call<T> = { operation: string; app: KintoneAppName; effect: Effect; send: () => Promise<T> }
export type Outcome<T> = { answer: T } | { verdict: Verdict }

/** One HTTP call, with its end in sight. What is given up on here ends by its connection's own bound: connection.ts. */
export async function attempt<T>({ operation, send }: Call<T>, wholeMs: number): Promise<Outcome<T>> {
  const overdue = Promise.withResolvers<never>()
  const timer = setTimeout(() => overdue.reject(new KintoneError(operation, 'unavailable', 'TIMEOUT')), wholeMs)
  try {
    return { answer: await Promise.race([send(), overdue.promise]) }
  } catch (error) {
    return { verdict: judge(operation, error) }
  } finally {
    clearTimeout(timer)
  }
}

/** For whoever counts; a conflict and a refusal are kintone's decisions, not its failures. */
export function nameOf(outcome: Outcome<unknown>): 'done' | 'busy' | 'unavailable' | 'decided' {
  if ('answer' in outcome) return 'done'
  const { isBusy, error } = outcome.verdict
  if (isBusy) return 'busy'
  return error.failure === 'unavailable' ? 'unavailable' : 'decided'
}
