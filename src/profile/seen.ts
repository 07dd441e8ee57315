import { fingerprint } from './merge'

/** What a form showed when it was drawn: field → fingerprint of its value. Travels in the form's `seen` field. */
export type Seen = ReadonlyMap<string, string>

/** Values as the form would send them back untouched → the hidden field's text. */
export function writeSeen(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([field, value]) => `${field}:${fingerprint(value)}`)
    .join(' ')
}

/** An empty map for a form without the field: then nothing is known to have changed meanwhile. */
export function readSeen(text: string): Seen {
  const pairs = [...text.matchAll(/(\w+):(\w+)/g)]
  return new Map(pairs.map(([, field = '', mark = '']) => [field, mark]))
}
