import { type Folded, fold, foldText } from '../matching/fold'
import { findSkills } from '../matching/skills'
import type { Job } from './job'

/** What of a job can be searched: its text in one spelling, and the terms an index holds of it. */
export type SearchEntry = { text: string; terms: string[] }

/** A text of a job that is searched, and what it is called. */
export type SearchedText = { field: SearchedField; text: string }
export type SearchedField = keyof Pick<
  Job,
  | 'title'
  | 'mustSkills'
  | 'overview'
  | 'nearestStation'
  | 'wantSkills'
  | 'environment'
  | 'notes'
  | 'positions'
  | 'features'
  | 'phases'
  | 'industry'
  | 'prefecture'
  | 'area'
  | 'period'
  | 'skills'
>

/** Everything of a job that can be searched, first what tells a reader most. */
export function searchedTexts(job: Job): SearchedText[] {
  const texts: Record<SearchedField, string[]> = {
    title: [job.title],
    mustSkills: [job.mustSkills],
    overview: [job.overview],
    nearestStation: [job.nearestStation],
    wantSkills: [job.wantSkills],
    environment: [job.environment],
    notes: [job.notes],
    positions: job.positions,
    features: job.features,
    phases: job.phases,
    industry: [job.industry ?? ''],
    prefecture: [job.prefecture ?? ''],
    area: [job.area],
    period: [job.period],
    skills: job.skills,
  }
  return Object.entries(texts).flatMap(([field, values]) =>
    values.filter(Boolean).map((text) => ({ field: field as SearchedField, text })),
  )
}

const skillFields = new Set<SearchedField>([
  'title',
  'overview',
  'mustSkills',
  'wantSkills',
  'environment',
  'notes',
  'skills',
])
/** Whether a skill is looked for here by all of its names; elsewhere a name is a word like any other. */
export const namesSkills = (field: SearchedField) => skillFields.has(field)

/**
 * Terms: `s:` a skill of the dictionary, by whatever name the job calls it; `w:` a word in Latin letters or digits;
 * `st:` a station without 駅; every other character and every two of them that stand side by side.
 */
export function searchEntry(job: Job): SearchEntry {
  const texts = searchedTexts(job)
  const skills = texts
    .filter(({ field }) => namesSkills(field))
    .flatMap(({ text }) => findSkills(text).map((hit) => hit.skill))
  const text = searchSpelling(texts.map((one) => one.text).join('\n'))
  const station = stationName(searchSpelling(job.nearestStation))
  const terms = [...skills.map(skillTerm), ...wordTerms(text), ...grams(text)]
  return { text, terms: [...new Set(station === '' ? terms : [...terms, stationTerm(station)])] }
}

export const skillTerm = (name: string) => `s:${name}`
export const stationTerm = (name: string) => `st:${name}`
export const stationName = (spelling: string) => spelling.replace(/駅$/, '')

/** One spelling for both sides: width, case, hiragana and katakana, a long vowel at a word's end. */
export function searchSpelling(source: string): string {
  return katakanaOnly(foldText(source)).replace(lastLongVowel, '')
}

/**
 * The same spelling with the way back to the source's own characters; spaces at both ends are kept. A vowel that was
 * dropped belongs to the letter before it.
 */
export function spelled(source: string): Folded {
  const folded = fold(source)
  const all = katakanaOnly(folded.text)
  const dropped = new Set([...all.matchAll(lastLongVowel)].map(({ index }) => index))
  if (dropped.size === 0) return { ...folded, text: all }
  const kept = Array.from({ length: all.length }, (_, at) => at).filter((at) => !dropped.has(at))
  return {
    text: kept.map((at) => all.charAt(at)).join(''),
    starts: kept.map((at) => folded.starts?.[at] ?? at),
    ends: kept.map((at) => {
      const last = dropped.has(at + 1) ? at + 1 : at
      return folded.ends[last] ?? last + 1
    }),
  }
}

const katakanaOnly = (folded: string) =>
  folded.replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
const lastLongVowel = /(?<=[\u30a1-\u30fc]{2})ー(?![\u30a1-\u30fa])/g

const wholeWord = /[a-z0-9][a-z0-9+#]*(?:[./&_-][a-z0-9+#]+)*/g

/** Whole words, and the parts of compound ones (`ci/cd` is also `ci` and `cd`). */
export const wordTerms = (spelling: string): string[] => wordsOf(spelling).map(({ word }) => wordTerm(word))

export const wordTerm = (word: string) => `w:${word}`

/** The same words with where they begin. */
export function wordsOf(spelling: string): { word: string; at: number }[] {
  return [...spelling.matchAll(wholeWord)].flatMap(({ 0: whole, index }) => {
    const parts = [...whole.matchAll(/[^./&_-]+/g)].map((part) => ({ word: part[0], at: index + part.index }))
    return parts.length > 1 ? [{ word: whole, at: index }, ...parts] : parts
  })
}

const foreign = /[^\s!-~、。・「」（）【】：]+/g

/** Every character that is not Latin, and every two side by side. */
export function grams(spelling: string): string[] {
  const terms: string[] = []
  for (const run of spelling.match(foreign) ?? []) {
    let before = ''
    for (const character of run) {
      terms.push(character)
      if (before !== '') terms.push(before + character)
      before = character
    }
  }
  return terms
}
