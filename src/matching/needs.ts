import { readYears } from './asked-years'
import { predicate } from './clauses'
import { relatedStrength } from './dictionary'
import { keyId } from './keys'
import type { Need } from './requirement'
import { findSkills, type SkillHit } from './skills'

/** What a piece of a sentence asks: groups that must all hold; `isWhole` = nothing in it was left unjudged. */
export type Reading = { groups: Need[][]; isWhole: boolean }

export const choice = /または|又は|もしくは|あるいは|いずれか|どちらか|どれか|\bor\b/
const alternative = /または|又は|もしくは|あるいは|\bor\b/
const conjunction = /(?:なお|尚)?かつ(?![てやお])|且つ|(?<=(?:以上|経験|こと)\s?)[+＋]/
/** 「…1年以上 または …」: after a whole request the word parts requests, not the names inside of one. */
const requestEnd = /(?:以上|程度|\d年)\s*$/
/** Alternatives that each hold several conditions multiply; a real sentence has two or three of them. */
const maximumGroups = 12
const together = /合計|(?<!設)計\s*\d|あわせて|合わせて|併せて|通算|トータル/
/** 「フロントとサーバーあわせて」: two kinds of work, which one skill's years do not tell apart. */
const kindsTogether = /あわせて|合わせて|併せて|両方/
/** Counts of projects or people, and how recent something must be: no talent's years answer them. */
const unanswerable = /\d\s*(?:プロジェクト|案件|件|本|社|名|人)[^、]{0,4}以上|直近|年以内|\d{4}年以降/
const markup = new Set(['HTML', 'CSS', 'Sass', 'SQL', 'Shell'])

export function needOf(key: string, years: number | null): Need {
  return { key, id: keyId(key), years: years === 0 ? null : years }
}

/** Whether two needs accept the same facts. */
const isSame = (one: Need, other: Need) => one.key === other.key && one.years === other.years

/** Every named skill of a piece. 「A または B かつ C」 is A, or both B and C: かつ binds closer than a whole または. */
export function readNames(text: string, isChoice: boolean): Reading {
  const alternatives = splitAlternatives(text)
  if (alternatives.length === 1 && !conjunction.test(text)) return groupNeeds(text, findSkills(text), isChoice)
  const named = alternatives.map(readConjunction).filter((each) => each.groups.length > 0)
  const groups = anyOf(named.map((each) => each.groups))
  const isCut = groups.length >= maximumGroups
  return { groups, isWhole: !isCut && named.every((each) => each.isWhole) }
}

function splitAlternatives(text: string): string[] {
  const alternatives: string[] = []
  for (const piece of text.split(alternative)) {
    const last = alternatives.at(-1)
    if (last === undefined || requestEnd.test(last)) alternatives.push(piece)
    else alternatives[alternatives.length - 1] = `${last}または${piece}`
  }
  return alternatives
}

/** Parts joined by かつ: all must hold, and a part without a skill's name cannot be judged. */
function readConjunction(text: string): Reading {
  const parts = text.split(conjunction)
  // Bare names before かつ (JavaかつSpring Bootの実務4年以上) share the years that follow.
  const joined: string[] = []
  for (const part of parts.reverse()) {
    const next = joined[0]
    const isBare = next !== undefined && !predicate.test(part) && !choice.test(part) && !choice.test(next)
    if (isBare) joined[0] = `${part}と${next}`
    else joined.unshift(part)
  }
  const readings = joined.map((part) => groupNeeds(part, findSkills(part), choice.test(part)))
  const isWhole = readings.every((each) => each.isWhole && each.groups.length > 0)
  return { groups: readings.flatMap((each) => each.groups), isWhole }
}

/** OR of ANDs as AND of ORs. */
function anyOf(alternatives: Need[][][]): Need[][] {
  return alternatives
    .slice(1)
    .reduce(
      (all, groups) =>
        all
          .flatMap((group) =>
            groups.map((other) => [...group, ...other.filter((need) => !group.some((own) => isSame(own, need)))]),
          )
          .slice(0, maximumGroups),
      alternatives[0] ?? [],
    )
}

/** AND of groups, or one OR group when the text offers a choice; each skill with its own years. */
export function groupNeeds(text: string, hits: SkillHit[], isChoice: boolean): Reading {
  const { years, isComplete } = readYears(text, hits)
  const isSum = together.test(text) && new Set(hits.map((hit) => hit.skill)).size > 1
  const groups: Need[][] = []
  hits.forEach((hit, index) => {
    const need = needOf(hit.skill, isSum ? null : (years[index] ?? null))
    const previous = hits[index - 1]
    const between = previous === undefined ? '' : text.slice(previous.to, hit.from)
    const last = groups.at(-1)
    if (groups.some((group) => group.some((known) => isSame(known, need)))) return
    const joins = last !== undefined && (isChoice || /^\s*か\s*$/.test(between) || isEither(previous, hit, between))
    if (joins) last.push(need)
    else groups.push([need])
  })
  const isWhole = isComplete && !unanswerable.test(text) && (isSum || !kindsTogether.test(text))
  if (!isSum) return { groups, isWhole }
  const sum = sumOf(groups.flat(), years.find((each) => each !== null) ?? null)
  return { groups: groups.length === 1 ? [[sum]] : [...groups, [sum]], isWhole }
}

/** Years that several skills must reach together. */
function sumOf(needs: Need[], years: number | null): Need {
  return { key: needs[0]?.key ?? '', id: needs[0]?.id ?? -1, years, sumOf: needs }
}

/** C/C++, Swift/Kotlin, Snowflake/BigQuery: a slash between rivals of one kind means either; Vue.js/Nuxt means both. */
function isEither(one: SkillHit | undefined, other: SkillHit, between: string): boolean {
  if (one === undefined || !/^\s*\/\s*$/.test(between) || one.category !== other.category) return false
  if (markup.has(one.skill) || markup.has(other.skill)) return false
  const strength = relatedStrength(one.skill, other.skill)
  return one.category === '言語' || (one.category !== 'インフラ' && strength >= 0.4 && strength <= 0.65)
}
