import type { Talent } from './talent'

/** Fields of a talent that its owner edits in a form, and may be asked about. */
export const editableFields = [
  'familyName',
  'givenName',
  'familyNameKana',
  'givenNameKana',
  'birthDate',
  'postalCode',
  'prefecture',
  'address',
  'nearestStation',
  'phone',
  'positions',
  'languagesAndTools',
  'skills',
  'selfPr',
  'workHistory',
  'qualifications',
  'portfolioUrl',
  'availableFrom',
  'desiredMonthlyRateYen',
  'desiredWorkingDays',
  'desiredOfficeDays',
  'desiredWorkStyles',
  'desiredHoursPerDay',
  'desiredPrefectures',
  'desiredWork',
  'ngCompanies',
  'otherRequests',
] as const satisfies (keyof Talent)[]
export type EditableField = (typeof editableFields)[number]

export const isEditable = (field: string): field is EditableField => editableFields.some((known) => known === field)

/** What a candidate changed and kintone has not acknowledged. */
export type Pending = {
  talent: Talent
  /** Field → version of its last change. */
  unsentFields: Record<string, number>
  /** Field → what kintone may hold of it without anybody else having touched it: the old value, and what was sent. */
  bases: Bases
  /** Field → the other side's value, where both changed it; nothing is sent of it until the candidate chose. */
  conflicts: Partial<Talent>
}
export type Bases = Partial<Record<string, unknown[]>>

/**
 * Three-way merge by field: brings what kintone has together with what the candidate changed. A field that only one
 * side changed takes that side's value; one that both changed alike is settled; one that both changed differently keeps
 * the candidate's value and becomes a conflict. What is not edited in a form (address of the account, consents) is the
 * portal's to say, and a consent that only kintone has was given by nobody.
 */
export function mergeTalent(theirs: Talent, mine: Pending): Pending {
  const consents = consentsOf(theirs, mine.talent)
  const forged = Object.entries(consents).filter(([field, value]) => value !== theirs[field as keyof Talent])
  const merged: Pending = {
    talent: { ...theirs, ...consents },
    // Sent back with the next save, or by the hourly sweep.
    unsentFields: Object.fromEntries(forged.map(([field]) => [field, 0])),
    bases: {},
    conflicts: {},
  }
  const take = <F extends keyof Talent>(target: Partial<Talent>, field: F, from: Partial<Talent>) => {
    target[field] = from[field]
  }
  for (const field of Object.keys(mine.unsentFields) as (keyof Talent)[]) {
    if (isSameValue(theirs[field], mine.talent[field])) continue
    const bases = mine.bases[field]
    take(merged.talent, field, mine.talent)
    merged.unsentFields[field] = mine.unsentFields[field] ?? 0
    if (bases) merged.bases[field] = bases
    const isUntouched = bases === undefined || bases.some((base) => isSameValue(base, theirs[field]))
    if (isEditable(field) && (field in mine.conflicts || !isUntouched)) take(merged.conflicts, field, theirs)
  }
  return merged
}

/** Staff may stop mail and AI for somebody who rang them; only the candidate may allow either. */
const consentsOf = (theirs: Talent, mine: Talent) => ({
  wantsMail: theirs.wantsMail && mine.wantsMail,
  allowsAi: theirs.allowsAi && mine.allowsAi,
  termsConsent: mine.termsConsent || theirs.termsConsent,
})

/** The unsent fields that may be sent. */
export const sendableFields = ({ unsentFields, conflicts }: Pending): (keyof Talent)[] =>
  (Object.keys(unsentFields) as (keyof Talent)[]).filter((field) => !(field in conflicts))

/** Equal as people see it: the numbers that kintone gives to rows do not count. */
export const isSameValue = (a: unknown, b: unknown): boolean => Bun.deepEquals(withoutRowIds(a), withoutRowIds(b))

/** Short, the same for the same value; for telling whether a field was changed since a form was shown. */
export const fingerprint = (value: unknown): string => Bun.hash(JSON.stringify(withoutRowIds(value)) ?? '').toString(36)

/** With the names in one order: Postgres keeps them in another than ours. */
function withoutRowIds(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.map((row: unknown) => {
    if (row === null || typeof row !== 'object') return row
    const cells = Object.entries(row).filter(([name]) => name !== 'rowId')
    return Object.fromEntries(cells.sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
