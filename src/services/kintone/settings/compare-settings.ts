import type { Finding, Severity } from './finding'
import type { FormField } from './form'
import { findingAt, isSent, type Place } from './place'
import { uses } from './uses'

/** kintone's API lets these be empty whatever 必須項目にする says. */
const neverEnforced = ['RADIO_BUTTON', 'CALC', 'SUBTABLE']

export function compareOptions(place: Place, wanted: FormField, found: FormField): Finding[] {
  const [ours, theirs] = [optionsOf(wanted), optionsOf(found)]
  const missing = ours.filter((option) => !theirs.includes(option))
  const extra = theirs.filter((option) => !ours.includes(option))
  const isClosed = uses[place.app].closedOptions.includes(place.path)
  return [
    ...(missing.length === 0
      ? []
      : [
          findingAt(place, {
            problem: 'missing-options',
            expected: `the options ${list(missing)}`,
            found: 'others only',
            severity: isSent(place) ? 'breaks' : 'degraded',
          }),
        ]),
    ...(extra.length === 0
      ? []
      : [
          findingAt(place, {
            problem: isClosed ? 'unknown-options' : 'extra-options',
            expected: isClosed ? 'only options the portal knows' : 'no other options than ours',
            found: `also ${list(extra)}`,
            severity: isClosed ? 'degraded' : 'harmless',
            byHand: isClosed
              ? 'Records with such an option are kept out of the portal: use one of its own options instead, or have the portal taught the new one.'
              : 'Nothing: staff may have options of their own.',
          }),
        ]),
  ]
}

/** In the order people see them. */
export const optionsOf = (field: FormField): string[] =>
  Object.values(field.options ?? {})
    .sort((a, b) => Number(a.index) - Number(b.index))
    .map(({ label }) => label)

const list = (options: readonly string[]) => options.map((option) => `「${option}」`).join('')

export function compareFlags(place: Place, wanted: FormField, found: FormField): Finding[] {
  const findings: Finding[] = []
  const isEnforced = !neverEnforced.includes(wanted.type)
  if (found.required === true && wanted.required !== true) {
    const refuses = isSent(place) && isEnforced && !place.isAlwaysFilled
    const severity: Severity = refuses ? 'breaks' : 'harmless'
    findings.push(
      findingAt(place, {
        problem: 'required',
        expected: 'that it may be empty',
        found: 'required (必須項目にする)',
        severity,
      }),
    )
  }
  if (wanted.required === true && found.required === false) {
    const severity: Severity = isEnforced ? 'degraded' : 'harmless'
    findings.push(
      findingAt(place, {
        problem: 'not-required',
        expected: 'required (必須項目にする)',
        found: 'that it may be empty',
        severity,
      }),
    )
  }
  if (found.unique === true && wanted.unique === false)
    findings.push(
      findingAt(place, {
        problem: 'unique',
        expected: 'that values may repeat',
        found: 'unique (値の重複を禁止する)',
        severity: isSent(place) ? 'breaks' : 'degraded',
      }),
    )
  if (wanted.unique === true && found.unique !== true)
    findings.push(
      findingAt(place, {
        problem: 'not-unique',
        expected: 'unique (値の重複を禁止する)',
        found: 'that values may repeat',
        severity: 'breaks',
      }),
    )
  return findings
}

const upper = ['maxLength', 'maxValue'] as const
const lower = ['minLength', 'minValue'] as const
export const limitNames = [...upper, ...lower]

/** A wider limit than ours is fine; a narrower one refuses what the portal let candidates enter. */
export function compareLimits(place: Place, wanted: FormField, found: FormField): Finding[] {
  return narrowLimits(wanted, found).map((name) =>
    findingAt(place, {
      problem: 'too-narrow',
      expected: wanted[name] ? `${name} ${wanted[name]}` : `no ${name}`,
      found: `${name} ${found[name]}`,
      severity: isSent(place) ? 'breaks' : 'harmless',
    }),
  )
}

export function narrowLimits(wanted: FormField, found: FormField): (typeof limitNames)[number][] {
  const isNarrower = (name: (typeof limitNames)[number], sign: 1 | -1) => {
    if (!found[name]) return false
    // Our files give minLength '' for no limit; a minimum of 0 characters is none either.
    const ours = wanted[name] ? Number(wanted[name]) : name === 'minLength' ? 0 : sign * Number.POSITIVE_INFINITY
    return sign * Number(found[name]) < sign * ours
  }
  return [...upper.filter((name) => isNarrower(name, 1)), ...lower.filter((name) => isNarrower(name, -1))]
}

/** Whether kintone refuses a write that leaves this field alone. */
export function refusesEmpty(field: FormField): boolean {
  if (neverEnforced.includes(field.type) || hasDefault(field)) return false
  return field.required === true || Number(field.minLength || 0) > 0
}

const hasDefault = ({ defaultValue, defaultNowValue }: FormField) =>
  defaultNowValue === true ||
  (Array.isArray(defaultValue) ? defaultValue.length > 0 : typeof defaultValue === 'string' && defaultValue !== '')
