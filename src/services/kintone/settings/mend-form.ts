import type { KintoneAppName } from '../../../config'
import { fieldOf } from './compare-form'
import { type AppIds, missingCopies, sourceId } from './compare-lookup'
import { narrowLimits, optionsOf } from './compare-settings'
import type { Finding } from './finding'
import type { FormField, FormFields } from './form'
import { schemas } from './schemas'

/** What is to be sent to an app's draft. Lookups come after the fields they copy to. */
export type Mend = { added: FormFields; changed: FormFields; addedLookups: FormFields; changedLookups: FormFields }

/**
 * The fields that mend these findings, complete: kintone drops options and table columns that are not sent again.
 * @param findings of this very form, only those that `apply` can mend
 */
export function mendForm(app: KintoneAppName, form: FormFields, findings: Finding[], appIds: AppIds): Mend {
  const mend: Mend = { added: {}, changed: {}, addedLookups: {}, changedLookups: {} }
  for (const wanted of Object.values(schemas[app].properties)) {
    const about = findings.filter(({ field }) => field?.split('.')[0] === wanted.code)
    if (about.length === 0) continue
    const found = fieldOf(form, wanted.code)
    if (found === undefined) put(mend, 'added', related(wanted, appIds))
    else put(mend, 'changed', mendField(wanted, found, about, appIds))
  }
  return mend
}

export const isEmptyMend = (mend: Mend): boolean =>
  Object.values(mend).every((fields) => Object.keys(fields).length === 0)

function put(mend: Mend, kind: 'added' | 'changed', field: FormField): void {
  mend[field.lookup ? (`${kind}Lookups` as const) : kind][field.code] = field
}

/** The schema's field with the numbers of this kintone; the ones in the file are placeholders. */
function related(wanted: FormField, appIds: AppIds): FormField {
  if (!wanted.lookup) return wanted
  const id = sourceId(wanted.lookup, appIds)
  return { ...wanted, lookup: { ...wanted.lookup, relatedApp: id === undefined ? {} : { app: id } } }
}

function mendField(wanted: FormField, found: FormField, findings: Finding[], appIds: AppIds): FormField {
  const own = findings.filter(({ field }) => field === wanted.code)
  // A lookup we may not see would be taken away by sending null; what is not sent stays.
  const { lookup, ...rest } = found
  const visible = lookup === null ? rest : found
  const mended = own.reduce((field, finding) => mendOne(wanted, field, finding, appIds), visible)
  const inner = findings.filter(({ field }) => field !== wanted.code)
  if (inner.length === 0) return mended
  return { ...mended, fields: { ...mended.fields, ...mendColumns(wanted, mended, inner, appIds) } }
}

function mendColumns(wanted: FormField, found: FormField, findings: Finding[], appIds: AppIds): FormFields {
  const columns = Object.values(wanted.fields ?? {}).map((column): [string, FormField] => {
    const about = findings
      .filter(({ field }) => field === `${wanted.code}.${column.code}`)
      .map((finding) => ({ ...finding, field: column.code }))
    const present = fieldOf(found.fields ?? {}, column.code)
    return [column.code, present === undefined ? column : mendField(column, present, about, appIds)]
  })
  return Object.fromEntries(columns)
}

function mendOne(wanted: FormField, found: FormField, { problem }: Finding, appIds: AppIds): FormField {
  switch (problem) {
    case 'missing-options':
      return { ...found, options: withMissingOptions(wanted, found) }
    case 'required':
    case 'not-required':
      return { ...found, required: wanted.required === true }
    case 'unique':
    case 'not-unique':
      return { ...found, unique: wanted.unique === true }
    case 'too-narrow':
      return { ...found, ...Object.fromEntries(narrowLimits(wanted, found).map((name) => [name, wanted[name] ?? ''])) }
    case 'no-lookup':
      return { ...related(wanted, appIds), ...(found.label !== undefined && { label: found.label }) }
    case 'lookup-app':
    case 'lookup-key':
      return { ...found, lookup: related(wanted, appIds).lookup }
    case 'lookup-copies':
      return { ...found, lookup: withMissingCopies(wanted, found) }
    default:
      return found
  }
}

/** Staff's own options and their order stay; ours follow. */
function withMissingOptions(wanted: FormField, found: FormField): NonNullable<FormField['options']> {
  const theirs = optionsOf(found)
  const all = [...theirs, ...optionsOf(wanted).filter((option) => !theirs.includes(option))]
  return Object.fromEntries(all.map((label, index) => [label, { label, index: String(index) }]))
}

function withMissingCopies(wanted: FormField, found: FormField): FormField['lookup'] {
  if (!wanted.lookup || !found.lookup) return found.lookup
  const missing = missingCopies(wanted.lookup, found.lookup)
  const replaced = missing.map(({ field }) => field)
  const kept = found.lookup.fieldMappings.filter(({ field }) => !replaced.includes(field))
  return { ...found.lookup, fieldMappings: [...kept, ...missing] }
}
