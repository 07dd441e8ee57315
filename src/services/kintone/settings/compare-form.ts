import type { KintoneAppName } from '../../../config'
import { type AppIds, compareLookup } from './compare-lookup'
import { compareFlags, compareLimits, compareOptions, refusesEmpty } from './compare-settings'
import type { Finding } from './finding'
import { builtInTypes, type FormField, type FormFields } from './form'
import { findingAt, isSent, type Place, placeOf, within } from './place'
import { schemas } from './schemas'
import { isWritten } from './uses'

/** Everything in which an app's form differs from its schema file, in the file's order; staff's own fields last. */
export function compareForm(app: KintoneAppName, form: FormFields, appIds: AppIds): Finding[] {
  const { properties } = schemas[app]
  const wanted = Object.values(properties).filter(
    ({ type, code }) => !builtInTypes.includes(type) || placeOf(app, code).need !== 'none',
  )
  return [
    ...wanted.flatMap((field) => compareField(placeOf(app, field.code), field, fieldOf(form, field.code), appIds)),
    ...filledByOtherLookups(app, form),
    ...Object.values(form)
      .filter(({ type, code }) => !builtInTypes.includes(type) && fieldOf(properties, code) === undefined)
      .map((field) => extraField(app, field)),
  ]
}

export const fieldOf = (form: FormFields, code: string): FormField | undefined =>
  Object.hasOwn(form, code) ? form[code] : undefined

function compareField(place: Place, wanted: FormField, found: FormField | undefined, appIds: AppIds): Finding[] {
  if (found === undefined) return [missingField(place, wanted)]
  if (found.type !== wanted.type) return [wrongType(place, wanted, found)]
  const inner = Object.values(wanted.fields ?? {}).flatMap((field) =>
    compareField(within(place, field.code), field, fieldOf(found.fields ?? {}, field.code), appIds),
  )
  return [
    ...compareOptions(place, wanted, found),
    ...compareFlags(place, wanted, found),
    ...compareLimits(place, wanted, found),
    ...compareLookup(place, wanted, found, appIds),
    ...filledByFormula(place, found),
    ...inner,
    ...extraInnerFields(place, wanted, found),
  ]
}

function missingField(place: Place, { type, code }: FormField): Finding {
  const isBuiltIn = builtInTypes.includes(type)
  return findingAt(place, {
    problem: 'missing-field',
    expected: `a field ${type}`,
    found: 'no field of this code',
    severity: place.need === 'vital' || place.need === 'written' ? 'breaks' : 'degraded',
    byHand: isBuiltIn ? `Every app has this field: set its code (フィールドコード) to 「${code}」 in the form.` : null,
  })
}

const wrongType = (place: Place, wanted: FormField, found: FormField): Finding =>
  findingAt(place, {
    problem: 'wrong-type',
    expected: wanted.type,
    found: found.type,
    severity: place.need === 'none' ? 'degraded' : 'breaks',
    byHand: `kintone cannot change a field's type: give the present field another code, e.g. 「${wanted.code}_旧」, run apply to add the right one, then move the values by hand.`,
  })

function filledByFormula(place: Place, found: FormField): Finding[] {
  if (!found.expression || !isSent(place)) return []
  return [
    findingAt(place, {
      problem: 'filled-by-kintone',
      expected: 'a field the portal can write',
      found: 'one that kintone calculates (自動計算), ignoring what the portal writes',
      severity: 'breaks',
      byHand: 'Switch 自動計算 off in the form.',
    }),
  ]
}

/** What a lookup copies to is closed for everybody else, without an error. */
function filledByOtherLookups(app: KintoneAppName, form: FormFields): Finding[] {
  const ours = Object.values(schemas[app].properties).flatMap(({ lookup }) => targetsOf(lookup))
  return Object.values(form).flatMap(({ code: owner, lookup }) =>
    targetsOf(lookup)
      .filter((code) => !ours.includes(code) && isSent(placeOf(app, code)))
      .map((code) =>
        findingAt(placeOf(app, code), {
          problem: 'filled-by-kintone',
          expected: 'a field the portal can write',
          found: `one that the lookup 「${owner}」 fills, ignoring what the portal writes`,
          severity: 'breaks',
          byHand: `Take the field out of what 「${owner}」 copies (ほかのフィールドのコピー).`,
        }),
      ),
  )
}

const targetsOf = (lookup: FormField['lookup']) => lookup?.fieldMappings.map(({ field }) => field) ?? []

const extraInnerFields = (place: Place, wanted: FormField, found: FormField): Finding[] =>
  Object.values(found.fields ?? {})
    .filter(({ code }) => fieldOf(wanted.fields ?? {}, code) === undefined)
    .map((field) => judgeExtra(within(place, field.code), field, isSent(place)))

/** Not filled in by the portal, so a value must not be asked for. */
const extraField = (app: KintoneAppName, field: FormField): Finding =>
  judgeExtra(placeOf(app, field.code), field, isWritten(app))

function judgeExtra(place: Place, field: FormField, isWrittenAround: boolean): Finding {
  if (isWrittenAround && refusesEmpty(field))
    return findingAt(place, {
      problem: 'extra-field-refuses-writes',
      expected: 'that it may be empty, as the portal does not know this field',
      found: field.required === true ? 'required, without a default' : `minLength ${field.minLength}`,
      severity: 'breaks',
      byHand: 'It refuses every record the portal adds. Make it optional or give it a default value (初期値).',
    })
  return findingAt(place, {
    problem: 'extra-field',
    expected: 'no such field',
    found: field.type,
    severity: 'harmless',
    byHand: 'Nothing: staff may have fields of their own.',
  })
}
