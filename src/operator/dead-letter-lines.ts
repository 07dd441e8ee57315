import { type DeadLetter, type DeadLetters, deadLetterKinds } from '../db/dead-letters'

/** As `replay` takes it. */
export const nameOf = ({ kind, id }: Pick<DeadLetter, 'kind' | 'id'>): string => `${kind}:${id}`

/** Null for a word that names none. The key of a letter holds colons of its own. */
export function readName(word: string): Pick<DeadLetter, 'kind' | 'id'> | null {
  const at = word.indexOf(':')
  const kind = deadLetterKinds.find((one) => one === word.slice(0, at))
  const id = word.slice(at + 1)
  return kind === undefined || id === '' ? null : { kind, id }
}

/** The list an operator reads: what, what was said, since when. Ids and codes only. */
export const deadLetterLines = ({ total, oldest }: DeadLetters): string[] => [
  ...oldest.map(deadLetterLine),
  ...(total > oldest.length ? [`  and ${total - oldest.length} more`] : []),
]

export const deadLetterLine = (one: DeadLetter): string =>
  `  ${nameOf(one)}  ${one.kind === 'task' ? `${one.said} gave up` : one.said}  since ${one.since.toISOString()}`
