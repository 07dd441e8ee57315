import { foldText } from '../matching/fold'
import { findSkills } from '../matching/skills'
import type { Job } from './job'

/** What of a job can be searched: its text in one spelling, and the terms an index holds of it. */
export type SearchEntry = { text: string; terms: string[] }

/**
 * Terms: `s:` a skill of the dictionary, by whatever name the job calls it; `w:` a word in Latin letters or digits;
 * `st:` a station without 駅; every other character and every two of them that stand side by side.
 */
export function searchEntry(job: Job): SearchEntry {
  const fields = [
    job.title,
    job.overview,
    job.mustSkills,
    job.wantSkills,
    job.environment,
    job.notes,
    job.industry ?? '',
    job.prefecture ?? '',
    job.area,
    job.nearestStation,
    job.period,
    ...job.features,
    ...job.positions,
    ...job.phases,
  ]
  const skills = [...job.skills, ...fields.slice(0, 6)].flatMap((text) => findSkills(text).map((hit) => hit.skill))
  const text = searchSpelling([...fields, ...job.skills].filter(Boolean).join('\n'))
  const station = stationName(searchSpelling(job.nearestStation))
  const terms = [...skills.map(skillTerm), ...wordTerms(text), ...grams(text)]
  return { text, terms: [...new Set(station === '' ? terms : [...terms, stationTerm(station)])] }
}

export const skillTerm = (name: string) => `s:${name}`
export const stationTerm = (name: string) => `st:${name}`
export const stationName = (spelling: string) => spelling.replace(/駅$/, '')

/** One spelling for both sides: width, case, hiragana and katakana, a long vowel at a word's end. */
export function searchSpelling(source: string): string {
  return foldText(source)
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(/(?<=[\u30a1-\u30fc]{2})ー(?![\u30a1-\u30fa])/g, '')
}

const word = /[a-z0-9][a-z0-9+#]*(?:[./&_-][a-z0-9+#]+)*/g

/** Whole words, and the parts of compound ones (`ci/cd` is also `ci` and `cd`). */
export function wordTerms(spelling: string): string[] {
  const words = spelling.match(word) ?? []
  return words.flatMap((whole) => [whole, ...whole.split(/[./&_-]/)].filter(Boolean).map((part) => `w:${part}`))
}

const foreign = /[^\s!-~、。・「」（）【】：]+/g

/** Every character that is not Latin, and every two side by side. */
export function grams(spelling: string): string[] {
  return (spelling.match(foreign) ?? []).flatMap((run) => {
    const characters = [...run]
    return characters.flatMap((one, at) => {
      const next = characters[at + 1]
      return next === undefined ? [one] : [one, one + next]
    })
  })
}
