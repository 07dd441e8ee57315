import { type Folded, fold } from '../matching/fold'
import { findInFolded } from '../matching/skills'
import type { Job } from './job'
import type { SearchPart } from './search-query'
import {
  namesSkills,
  type SearchedField,
  type SearchedText,
  searchedTexts,
  skillTerm,
  spelled,
  stationName,
  stationTerm,
  wordsOf,
  wordTerm,
} from './search-text'

/** A piece of a text as it was written; all pieces together are the text. */
export type Segment = { text: string; isHit: boolean }
/** Why a search found a job: its title with the words in it, and one passage for those that are not in it. */
export type Explanation = { title: Segment[]; excerpt: Excerpt | null }
export type Excerpt = { field: SearchedField; segments: Segment[] }

type Range = { from: number; to: number }

/** `wanted`: what was looked for and found, as readSearch tells; excluded words are in no job that was found. */
export function explain(job: Job, wanted: SearchPart[]): Explanation {
  const title = reading({ field: 'title', text: job.title })
  const unexplained = wanted.filter((part) => rangesOf(title, [part]).length === 0)
  const excerpt = unexplained.length === 0 ? null : bestExcerpt(job, wanted, unexplained)
  return { title: segmentsOf(job.title, rangesOf(title, wanted)), excerpt }
}

/** Marks what the parts of a search mean in one text of a job, by the rules by which the search finds it. */
export function highlight(searched: SearchedText, wanted: SearchPart[]): Segment[] {
  return segmentsOf(searched.text, rangesOf(reading(searched), wanted))
}

/** A text that is read at most once in each way, however many words are looked for in it. */
type Reading = SearchedText & {
  spelling: () => Folded
  skills: () => Map<string, Range[]>
  words: () => Map<string, Range[]>
}

function reading(searched: SearchedText): Reading {
  const spelling = once(() => spelled(searched.text))
  return {
    ...searched,
    spelling,
    skills: once(() => (namesSkills(searched.field) ? skillRanges(searched.text) : new Map())),
    words: once(() => wordRanges(spelling())),
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Where the parts stand in the source, in order and without overlaps. */
function rangesOf(from: Reading, parts: SearchPart[]): Range[] {
  const ranges = parts.flatMap(({ anyOf }) =>
    anyOf.flatMap(({ terms, text: phrase }) => {
      if (phrase !== null) return occurrences(from.spelling(), phrase)
      return terms.flatMap((term) => termRanges(from, term))
    }),
  )
  return merged(ranges)
}

/** The term of each skill → where the text names it. */
function skillRanges(text: string): Map<string, Range[]> {
  const folded = fold(text)
  const hits = Map.groupBy(findInFolded(text, folded), ({ skill }) => skillTerm(skill))
  return new Map([...hits].map(([term, all]) => [term, all.map(({ from, to }) => inSource(folded, from, to))]))
}

/** The term of each Latin word → where it stands. */
function wordRanges(spelling: Folded): Map<string, Range[]> {
  const words = Map.groupBy(wordsOf(spelling.text), ({ word }) => wordTerm(word))
  return new Map(
    [...words].map(([term, all]) => [term, all.map(({ word, at }) => inSource(spelling, at, at + word.length))]),
  )
}

function termRanges({ field, spelling, skills, words }: Reading, term: string): Range[] {
  if (term.startsWith(skillTerm(''))) return skills().get(term) ?? []
  if (term.startsWith(stationTerm(''))) return field === 'nearestStation' ? stationRange(spelling(), term) : []
  if (!term.startsWith(wordTerm(''))) return occurrences(spelling(), term)
  return words().get(term) ?? []
}

function stationRange(spelling: Folded, term: string): Range[] {
  const station = spelling.text.trim()
  if (stationTerm(stationName(station)) !== term) return []
  const at = spelling.text.indexOf(station)
  return [inSource(spelling, at, at + station.length)]
}

function occurrences(spelling: Folded, wanted: string): Range[] {
  const ranges: Range[] = []
  for (let at = spelling.text.indexOf(wanted); at >= 0; at = spelling.text.indexOf(wanted, at + wanted.length))
    ranges.push(inSource(spelling, at, at + wanted.length))
  return ranges
}

/** Whole characters of the source: half of ㌔ is ㌔. */
const inSource = ({ starts, ends }: Folded, from: number, to: number): Range => ({
  from: starts?.[from] ?? from,
  to: ends[to - 1] ?? to,
})

function merged(ranges: Range[]): Range[] {
  const result: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to)
    else result.push({ ...range })
  }
  return result
}

function segmentsOf(text: string, ranges: Range[], { from, to }: Range = { from: 0, to: text.length }): Segment[] {
  const inside = ranges
    .map((range) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) }))
    .filter((range) => range.from < range.to)
  const cuts = inside.flatMap((range, n) => [
    { text: text.slice(inside[n - 1]?.to ?? from, range.from), isHit: false },
    { text: text.slice(range.from, range.to), isHit: true },
  ])
  const rest = { text: text.slice(inside.at(-1)?.to ?? from, to), isHit: false }
  return [...cuts, rest].filter((segment) => segment.text !== '')
}

/** From the text that explains most of what the title leaves open. */
function bestExcerpt(job: Job, wanted: SearchPart[], unexplained: SearchPart[]): Excerpt | null {
  let best: { text: Reading; explains: number; hit: Range } | null = null
  for (const searched of searchedTexts(job)) {
    if (searched.field === 'title') continue
    const text = reading(searched)
    const hits = unexplained.flatMap((part) => rangesOf(text, [part])[0] ?? [])
    const [hit] = hits.toSorted((a, b) => a.from - b.from)
    if (hit && hits.length > (best?.explains ?? 0)) best = { text, explains: hits.length, hit }
    if (best?.explains === unexplained.length) break
  }
  if (best === null) return null
  const { text, hit } = best
  return { field: text.field, segments: passage(text.text, rangesOf(text, wanted), hit) }
}

const longestPassage = 60
const leadIn = 16

/** The line a hit stands on, without its bullet; a long one is cut around the hit. */
function passage(text: string, ranges: Range[], hit: Range): Segment[] {
  const lineStart = text.lastIndexOf('\n', hit.from) + 1
  const lineEnd = text.indexOf('\n', hit.from)
  const bullet = /^[\s・•●-]*/.exec(text.slice(lineStart, hit.from))?.[0].length ?? 0
  const line = { from: lineStart + bullet, to: lineEnd < 0 ? text.length : lineEnd }
  const from = wholeCharacter(text, Math.max(line.from, hit.from - leadIn))
  const to = wholeCharacter(text, Math.min(line.to, Math.max(from + longestPassage, hit.to)))
  const dots = { text: '…', isHit: false }
  const before = from > line.from ? [dots] : []
  const after = to < line.to ? [dots] : []
  return [...before, ...segmentsOf(text, ranges, { from, to }), ...after]
}

/** Never between the halves of one character. */
const wholeCharacter = (text: string, at: number) => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at)
