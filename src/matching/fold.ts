/** Text brought to one spelling, with the way back to the words as they were written. */
export type Folded = {
  /** NFKC, lower case, one space for many, no invisible characters; line breaks are kept. */
  text: string
  /** Where each folded character starts and ends in the source; null when nothing moved. */
  starts: number[] | null
  ends: number[]
}

/** Already in folded spelling but for case: most Japanese prose, so the slow walk is skipped. */
const plain = /^[\n!-~\u3001-\u301b\u3041-\u30fe\u4e00-\u9fff]*$/
const voicingMark = /[\uff9e\uff9f\u3099\u309a]/
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/
const dash = /[\u2010-\u2015\u2212]/
const circled = /[\u2460-\u2473\u2776-\u277f]/

export function fold(source: string): Folded {
  if (plain.test(source)) return { text: source.toLowerCase(), starts: null, ends: [] }
  return walk(source)
}

/** The folded spelling alone, for comparing short values. */
export function foldText(source: string): string {
  return fold(source).text.trim()
}

/** The exact words of the source behind folded characters from..to (to excluded). */
export function sourceSlice(source: string, folded: Folded, from: number, to: number): string {
  if (folded.starts === null) return source.slice(from, to)
  return source.slice(folded.starts[from] ?? 0, folded.ends[to - 1] ?? source.length)
}

function walk(source: string): Folded {
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  let at = 0
  while (at < source.length) {
    const code = source.charCodeAt(at)
    // Most characters stay as they are, and asking Unicode about each of them is what takes the time.
    if (staysItself(code) && !takesVoicing(source.charCodeAt(at + 1))) {
      text += code < 0x5b && code > 0x40 ? String.fromCharCode(code + 0x20) : source.charAt(at)
      at += 1
      starts.push(at - 1)
      ends.push(at)
      continue
    }
    const chunk = chunkAt(source, at)
    const piece = foldChunk(chunk)
    if (!(piece === ' ' && text.endsWith(' '))) {
      text += piece
      for (let index = 0; index < piece.length; index++) {
        starts.push(at)
        ends.push(at + chunk.length)
      }
    }
    at += chunk.length
  }
  return { text, starts, ends }
}

/** What `plain` says, for one code unit. */
const staysItself = (code: number) =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x3041 && code <= 0x3096) ||
  (code >= 0x30a1 && code <= 0x30fe) ||
  (code >= 0x3001 && code <= 0x301b) ||
  (code > 0x20 && code < 0x7f)
const takesVoicing = (code: number) => code === 0xff9e || code === 0xff9f || code === 0x3099 || code === 0x309a

/** One code point with the voicing marks that belong to it, so that ﾊﾞ becomes one letter. */
function chunkAt(source: string, at: number): string {
  let chunk = String.fromCodePoint(source.codePointAt(at) ?? 32)
  while (voicingMark.test(source.charAt(at + chunk.length))) chunk += source.charAt(at + chunk.length)
  return chunk
}

function foldChunk(chunk: string): string {
  if (chunk === '\n') return chunk
  if (invisible.test(chunk)) return ''
  // NFKC would turn ① into the digit 1 and glue it to the word that follows.
  if (circled.test(chunk)) return ' '
  if (dash.test(chunk)) return '-'
  if (chunk === '♯') return '#'
  const folded = chunk.normalize('NFKC').toLowerCase()
  return /^\s$/.test(folded) ? ' ' : folded
}
