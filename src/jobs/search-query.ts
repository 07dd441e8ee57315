import { skillsByName } from '../matching/dictionary'
import { grams, searchSpelling, skillTerm, stationName, stationTerm, wordTerms } from './search-text'

/** What was typed, understood: every wanted part, and none of the unwanted ones. */
export type SearchQuery = { wanted: SearchPart[]; unwanted: SearchPart[] }
/** A word or a quoted phrase; a job fits when it meets any of the conditions. */
export type SearchPart = { typed: string; anyOf: SearchCondition[] }
/** All of the terms are in the job's index, and the text, if any, in its text. */
export type SearchCondition = { terms: string[]; text: string | null }

/** What a person types; more is cut. */
export const longestSearch = 200
const mostParts = 10

/** Words are AND, `-word` excludes, quotes keep a phrase together; names of skills are looked up, whatever they are called. */
export function readSearch(typed: string): SearchQuery {
  // Postgres refuses NUL, and no keyboard writes the others.
  const words = typed.slice(0, longestSearch).replace(/\p{Cc}/gu, ' ')
  const tokens = tokensOf(words).slice(0, mostParts)
  const parts = joinSkills(tokens).flatMap(({ text, isUnwanted }) => {
    const part = partOf(text)
    return part === null ? [] : [{ part, isUnwanted }]
  })
  return {
    wanted: parts.filter(({ isUnwanted }) => !isUnwanted).map(({ part }) => part),
    unwanted: parts.filter(({ isUnwanted }) => isUnwanted).map(({ part }) => part),
  }
}

export const isEmptySearch = ({ wanted, unwanted }: SearchQuery) => wanted.length + unwanted.length === 0

type Token = { text: string; isUnwanted: boolean; isPhrase: boolean }

/** A minus in any width; quotes of every kind a Japanese keyboard has. */
const tokenPattern = /([-－−])?(?:["“”„〝〟＂「『]([^"“”„〝〟＂」』]*)["“”„〝〟＂」』]?|([^\s"“”„〝〟＂「『]+))/g

function tokensOf(typed: string): Token[] {
  return [...typed.matchAll(tokenPattern)].flatMap(([, minus, phrase, word]) => {
    const text = (phrase ?? word ?? '').trim()
    return text === '' ? [] : [{ text, isUnwanted: minus !== undefined, isPhrase: phrase !== undefined }]
  })
}

/** `Spring Boot` typed as two words is the skill. */
function joinSkills(tokens: Token[]): Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const before = joined.at(-1)
    const isPlain = (one: Token) => !one.isPhrase && !one.isUnwanted
    const both = before && isPlain(before) && isPlain(token) ? `${before.text} ${token.text}` : null
    if (both !== null && skillNamed(both) !== null) joined[joined.length - 1] = { ...token, text: both }
    else joined.push(token)
  }
  return joined
}

/** The skill whose name, or other spelling, this is as a whole. */
const skillNamed = (text: string): string | null => skillsBySpelling.get(tight(text)) ?? null

/** React Native, ReactNative and react-native are one; C, C# and C++ are three. */
const tight = (text: string) => searchSpelling(text).replace(/(?<=.)[\s.-]/g, '')

/** Canonical names first: a name that is also another skill's alias means the skill of that name. */
const skillsBySpelling = new Map<string, string>()
for (const name of skillsByName.keys()) skillsBySpelling.set(tight(name), name)
for (const { name, spellings } of skillsByName.values())
  for (const spelling of spellings)
    if (!skillsBySpelling.has(tight(spelling))) skillsBySpelling.set(tight(spelling), name)

function partOf(typed: string): SearchPart | null {
  const skill = skillNamed(typed)
  if (skill !== null) return { typed, anyOf: [{ terms: [skillTerm(skill)], text: null }] }
  const spelling = searchSpelling(typed)
  const terms = [...new Set([...wordTerms(spelling), ...grams(spelling)])]
  if (terms.length === 0) return null
  const isOneTerm = /^[a-z0-9+#]+$/.test(spelling) || [...spelling].length <= 2
  const literal: SearchCondition = { terms, text: isOneTerm ? null : spelling }
  const station = stationName(spelling)
  const isStation = station !== spelling && station !== ''
  return { typed, anyOf: isStation ? [literal, { terms: [stationTerm(station)], text: null }] : [literal] }
}
