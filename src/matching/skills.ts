import { knownWords, type Pattern, patterns, type Skill, skillsByName } from './dictionary'
import { type Folded, fold, sourceSlice } from './fold'

/** A skill named in a text. `from`..`to` are positions in the folded text; `words` are the source's own. */
export type SkillHit = { skill: string; category: string; from: number; to: number; words: string }

const latin = /[a-z0-9]/
const katakana = /[\u30a1-\u30fa\u30fc]/
const cjk = /[\u30a1-\u30fa\u30fc\u4e00-\u9fff]/
/** Ends that may follow a katakana skill without a space: オラクルデータベース, フラッターエンジニア. */
const katakanaTail =
  /^(?:エンジニア|プログラマ|データベース|サーバ|アプリ|コーディング|フレームワーク|プロジェクト|チーム)/
const version = /^\d{1,4}(?:\.\d+|\.x)*[a-z]?/
/** English words that are also skills; in another case than the skill's own they need company that is not prose. */
const englishWords = new Set(
  'go can next node express rest git rust dart swift unity maya spark scala flask gin apex vite jest cypress gas ts ps lb rag ros excel backlog spring looker okta edr compose'.split(
    ' ',
  ),
)
/** So short that they always need a boundary on both sides: ビタミンC, C社, R&D. */
const tinyWords = new Set(['c', 'r', 'ad', 'js', 'ts', 'lb', 'xd', 'wp', 'rn', 'ps', 'bq'])
/** What follows Go, Next or Rest when they open an English sentence. */
const englishPhrase = /^ (?:to|ahead|live|forward|through|on|for|of|generation|steps?|time|week|day)\b/
const tinyTail = /^(?:言語|開発|経験|歴|実務|運用|構築|設計|管理|環境|サーバ)/

/** Skills in a text, longest name first, each place counted once, in order of appearance. */
export function findSkills(source: string): SkillHit[] {
  return findInFolded(source, fold(source))
}

export function findInFolded(source: string, folded: Folded): SkillHit[] {
  const hits: SkillHit[] = []
  const { text } = folded
  let at = 0
  while (at < text.length) {
    const pattern = patternAt(source, folded, at)
    if (pattern === null) {
      at += 1
      continue
    }
    const to = at + pattern.text.length
    if (pattern.skill !== null) {
      const { name, category } = pattern.skill
      hits.push({ skill: name, category, from: at, to, words: sourceSlice(source, folded, at, to) })
      if (name.startsWith('SAP ')) hits.push(...furtherModules(source, folded, to))
    }
    at = Math.max(to, hits.at(-1)?.to ?? to)
  }
  return hits
}

/** 「SAP SD/MM」 names two modules: the second goes without its SAP. */
function furtherModules(source: string, folded: Folded, at: number): SkillHit[] {
  const name = /^[/・](fi|co|sd|mm|pp)(?![a-z])/.exec(folded.text.slice(at, at + 4))?.[1]
  const skill = skillsByName.get(`SAP ${name?.toUpperCase()}`)
  if (name === undefined || skill === undefined) return []
  const to = at + 1 + name.length
  const words = sourceSlice(source, folded, at + 1, to)
  return [
    { skill: skill.name, category: skill.category, from: at + 1, to, words },
    ...furtherModules(source, folded, to),
  ]
}

/** Few characters of Japanese prose begin the name of a skill: the others need no look-up. */
const firstCharacters = new Set([...patterns.keys()].map((key) => key.charCodeAt(0)))

function patternAt(source: string, folded: Folded, at: number): Pattern | null {
  const { text } = folded
  if (!firstCharacters.has(text.charCodeAt(at))) return null
  const long = patterns.get(text.slice(at, at + 2))
  const single = patterns.get(text.charAt(at))
  if (long === undefined && single === undefined) return null
  if (!startsAtBoundary(text, at)) return null
  for (const pattern of [...(long ?? []), ...(single ?? [])]) {
    const isThere = text.startsWith(pattern.text, at) && endsAtBoundary(text, at + pattern.text.length, pattern.text)
    if (isThere && (pattern.skill === null || isMeant(source, folded, at, pattern.text, pattern.skill))) return pattern
  }
  return null
}

function startsAtBoundary(text: string, at: number): boolean {
  const first = text.charAt(at)
  const before = text.charAt(at - 1)
  if (latin.test(first)) return !latin.test(before)
  if (first === '.') return !/[a-z0-9#]/.test(before)
  return !(katakana.test(first) && katakana.test(before))
}

function endsAtBoundary(text: string, end: number, word: string): boolean {
  const last = word.charAt(word.length - 1)
  const next = text.charAt(end)
  if (next === '') return true
  if (katakana.test(last)) return !katakana.test(next) || katakanaTail.test(text.slice(end, end + 10))
  if (!/[a-z0-9+#]/.test(last)) return true
  if (next === '#') return false
  if (!latin.test(next)) return true
  const isVersioned = /[a-z]$/.test(word) && (word.length > 2 || word === 'go') && /\d/.test(next)
  if (!isVersioned) return false
  const tail = version.exec(text.slice(end, end + 12))?.[0] ?? ''
  return !latin.test(text.charAt(end + tail.length))
}

/** Whether a word that is also English, or only a letter or two, is meant as the skill here. */
function isMeant(source: string, folded: Folded, at: number, word: string, skill: Skill): boolean {
  const isTiny = tinyWords.has(word)
  if (!isTiny && !englishWords.has(word)) return true
  const end = at + word.length
  const written = sourceSlice(source, folded, at, end).normalize('NFKC')
  if (isTiny) return standsAlone(folded.text, at, end) && !isInEnglishProse(folded.text, at, end)
  if (skill.spellings.has(written) && written !== word) return !englishPhrase.test(folded.text.slice(end, end + 12))
  return !isInEnglishProse(folded.text, at, end) && !katakana.test(folded.text.charAt(end))
}

function standsAlone(text: string, at: number, end: number): boolean {
  const before = text.slice(0, at).trimEnd()
  const last = before.charAt(before.length - 1)
  if (before.length === at && cjk.test(last)) return false
  const after = text.slice(end, end + 6)
  if (/^[&-][a-z0-9]/.test(after)) return false
  return !cjk.test(after.charAt(0)) || tinyTail.test(after)
}

/** A neighbour across one space that is a word of English, not the name of another skill. */
function isInEnglishProse(text: string, at: number, end: number): boolean {
  const before = /([a-z']+) $/.exec(text.slice(Math.max(0, at - 20), at))?.[1]
  const after = /^ ([a-z']+)/.exec(text.slice(end, end + 20))?.[1]
  return [before, after].some((word) => word !== undefined && !knownWords.has(word))
}
