/**
 * kintone searches whole words of an index. `word` mimics that: alphanumerics match whole words, Japanese text from
 * two characters on. `substring` is simpler to reason about in tests.
 */
export type LikeMode = 'substring' | 'word'

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[A-Za-z0-9]/.test(character)

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

export function likeMatcher(pattern: string, mode: LikeMode): (text: string) => boolean {
  const wanted = fold(pattern)
  if (wanted === '') return () => false
  if (mode === 'substring') return (text) => fold(text).includes(wanted)
  if (wanted.length === 1 && !isWordCharacter(wanted)) return () => false
  return (text) => hasWord(fold(text), wanted)
}

function hasWord(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const startsInside = isWordCharacter(wanted[0]) && isWordCharacter(text[at - 1])
    const endsInside = isWordCharacter(wanted.at(-1)) && isWordCharacter(text[end])
    if (!startsInside && !endsInside) return true
  }
  return false
}
