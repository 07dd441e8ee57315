import type { KintoneAppName } from '../../../config'

export type Right = 'view' | 'add' | 'edit' | 'delete'

export type Severity =
  /** The portal cannot read or write as it must, or loses what candidates enter. */
  | 'breaks'
  /** The portal runs, but something is missing for candidates or staff. */
  | 'degraded'
  /** Only another choice than ours. */
  | 'harmless'

export type Problem =
  | 'app-not-configured'
  | 'unknown-app'
  | 'token-missing'
  | 'unknown-token'
  | 'right-missing'
  | 'form-unseen'
  | 'missing-field'
  | 'wrong-type'
  | 'missing-options'
  | 'unknown-options'
  | 'extra-options'
  | 'required'
  | 'not-required'
  | 'unique'
  | 'not-unique'
  | 'too-narrow'
  | 'filled-by-kintone'
  | 'no-lookup'
  | 'lookup-app'
  | 'lookup-key'
  | 'lookup-copies'
  | 'unwanted-lookup'
  | 'extra-field'
  | 'extra-field-refuses-writes'

/** One difference between an app of the agency and what the portal needs. */
export type Finding = {
  app: KintoneAppName
  /** The field's code, `職歴表.業界` within a table; null when it is about the whole app. */
  field: string | null
  problem: Problem
  expected: string
  found: string
  severity: Severity
  /** null: `apply` can mend it. Otherwise what a person has to do. */
  byHand: string | null
}

export const byApply = (finding: Finding): boolean => finding.byHand === null && finding.severity !== 'harmless'
