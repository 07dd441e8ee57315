import type { KintoneAppName } from '../../../config'
import type { Finding } from './finding'
import type { FormField, Lookup } from './form'
import { findingAt, isSent, type Place } from './place'
import { lookedUpApp } from './schemas'

/** The numbers in this kintone of the apps whose forms could be read. */
export type AppIds = Partial<Record<KintoneAppName, string>>

export function compareLookup(place: Place, wanted: FormField, found: FormField, appIds: AppIds): Finding[] {
  const [ours, theirs] = [wanted.lookup, found.lookup]
  if (!ours) return theirs === undefined ? [] : [unwanted(place)]
  if (theirs === undefined) return [none(place, ours)]
  const id = sourceId(ours, appIds)
  // The tokens may see the app it should read, and do not see the one it reads.
  if (theirs === null) return id === undefined ? [] : [elsewhere(place, id, 'another app')]
  if (id !== undefined && theirs.relatedApp.app !== id)
    return [elsewhere(place, id, `app ${theirs.relatedApp.app}`), ...compareCopies(place, ours, theirs)]
  return [...compareKey(place, ours, theirs), ...compareCopies(place, ours, theirs)]
}

/** The source's number in this kintone; undefined when that app is not configured. */
export function sourceId(ours: Lookup, appIds: AppIds): string | undefined {
  const source = lookedUpApp(ours.relatedApp.code)
  return source === null ? undefined : appIds[source]
}

export const missingCopies = (ours: Lookup, theirs: Lookup): Lookup['fieldMappings'] =>
  ours.fieldMappings.filter(
    ({ field, relatedField }) =>
      !theirs.fieldMappings.some((mapping) => mapping.field === field && mapping.relatedField === relatedField),
  )

const none = (place: Place, ours: Lookup): Finding =>
  findingAt(place, {
    problem: 'no-lookup',
    expected: `a lookup (ルックアップ) of ${describe(ours)}`,
    found: 'a plain field',
    severity: 'degraded',
  })

const unwanted = (place: Place): Finding =>
  findingAt(place, {
    problem: 'unwanted-lookup',
    expected: 'a plain field',
    found: 'a lookup (ルックアップ), which refuses what its source does not hold',
    severity: isSent(place) ? 'breaks' : 'degraded',
    byHand:
      'kintone cannot turn a lookup into a plain field: give it another code, run apply, then move the values by hand.',
  })

const elsewhere = (place: Place, id: string, found: string): Finding =>
  findingAt(place, {
    problem: 'lookup-app',
    expected: `a lookup into app ${id}`,
    found: `a lookup into ${found}`,
    severity: 'breaks',
  })

function compareKey(place: Place, ours: Lookup, theirs: Lookup): Finding[] {
  if (theirs.relatedKeyField === ours.relatedKeyField) return []
  return [
    findingAt(place, {
      problem: 'lookup-key',
      expected: `a lookup by 「${ours.relatedKeyField}」`,
      found: `a lookup by 「${theirs.relatedKeyField}」`,
      severity: 'breaks',
    }),
  ]
}

function compareCopies(place: Place, ours: Lookup, theirs: Lookup): Finding[] {
  const missing = missingCopies(ours, theirs)
  if (missing.length === 0) return []
  return [
    findingAt(place, {
      problem: 'lookup-copies',
      expected: `a lookup that copies ${missing.map(({ field, relatedField }) => `「${relatedField}」 to 「${field}」`).join(', ')}`,
      found: 'one that does not',
      severity: 'degraded',
    }),
  ]
}

const describe = ({ relatedApp, relatedKeyField }: Lookup) => `${relatedApp.code}.${relatedKeyField}`
