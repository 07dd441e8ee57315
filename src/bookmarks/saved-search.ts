import { foldSpaces } from '../http/normalise'

/** A saved search (保存した条件): a name for what a list was narrowed by. */
export const mostSearches = 20
export const longestName = 60
/** Characters of an address; thirty skills take a tenth of it. */
export const longestQuery = 4_000

export type NameProblem = 'missing' | 'too-long'

export const searchName = (typed: string) => foldSpaces(typed.normalize('NFC'))

export function nameProblem(name: string): NameProblem | null {
  if (name === '') return 'missing'
  return [...name].length > longestName ? 'too-long' : null
}

export const isSavedSearchId = (text: string) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
