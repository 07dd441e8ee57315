import type { KintoneAppName } from '../../../config'
import type { Finding, Problem, Severity } from './finding'
import { isWritten, uses } from './uses'

/** Where a field stands, and what hangs on it. */
export type Place = {
  app: KintoneAppName
  /** The code, `職歴表.業界` within a table. */
  path: string
  need: 'vital' | 'written' | 'read' | 'none'
  /** Sent with a value in every write of the portal. */
  isAlwaysFilled: boolean
}

export function placeOf(app: KintoneAppName, code: string): Place {
  const { vital, written, read, alwaysFilled } = uses[app]
  const need = vital.includes(code)
    ? 'vital'
    : written.includes(code)
      ? 'written'
      : read.includes(code)
        ? 'read'
        : 'none'
  return { app, path: code, need, isAlwaysFilled: alwaysFilled.includes(code) }
}

/** An inner field of a table: candidates leave any of them empty. */
export const within = (table: Place, code: string): Place => ({
  ...table,
  path: `${table.path}.${code}`,
  isAlwaysFilled: false,
})

/** Whether a write of the portal may carry this field. */
export const isSent = ({ app, need }: Place): boolean => isWritten(app) && (need === 'vital' || need === 'written')

type Difference = { problem: Problem; expected: string; found: string; severity: Severity; byHand?: string | null }

export const findingAt = ({ app, path }: Place, difference: Difference): Finding => ({
  app,
  field: path,
  byHand: null,
  ...difference,
})
