import { foldText } from './fold'
import source from './skill-aliases.json'

type Entry = {
  name: string
  category: string
  aliases: string[]
  notAliases?: string[]
  related: { name: string; strength: number }[]
}

export type Skill = { name: string; category: string; spellings: Set<string>; related: Map<string, number> }

/** A spelling to look for; `skill: null` is a phrase that only looks like one and hides it. */
export type Pattern = { text: string; skill: Skill | null }

const entries: Entry[] = source.skills

/** Every skill of the dictionary by its canonical name. */
export const skillsByName: ReadonlyMap<string, Skill> = new Map(
  entries.map((entry) => [
    entry.name,
    {
      name: entry.name,
      category: entry.category,
      spellings: new Set([entry.name, ...entry.aliases]),
      related: new Map(entry.related.map((relation) => [relation.name, relation.strength])),
    },
  ]),
)

/** Phrases met in job ads and résumés that hide a short skill name inside them. */
const lookalikes = ['C/S', 'GOを出', 'GOが出', 'ORACLE MASTER Bronze DBA', 'R&D', 'プロダクトバックログ']

/** Patterns by their first two folded characters (or the only one), longest first. */
export const patterns: ReadonlyMap<string, Pattern[]> = compile()

/** Folded spellings of every skill, to tell a list of skills from English prose. */
export const knownWords: ReadonlySet<string> = new Set(
  [...patterns.values()].flat().flatMap((pattern) => (pattern.skill === null ? [] : pattern.text.split(' '))),
)

/** 0..1; how far experience with one skill carries to the other. */
export function relatedStrength(one: string, other: string): number {
  return skillsByName.get(one)?.related.get(other) ?? 0
}

function compile(): Map<string, Pattern[]> {
  const bySpelling = new Map<string, Skill | null>()
  for (const skill of skillsByName.values()) {
    for (const spelling of skill.spellings) {
      for (const variant of variants(foldText(spelling))) if (!bySpelling.has(variant)) bySpelling.set(variant, skill)
    }
  }
  const hiding = [...lookalikes, ...entries.flatMap((entry) => entry.notAliases ?? [])]
  for (const phrase of hiding.map(foldText)) if (!bySpelling.has(phrase)) bySpelling.set(phrase, null)
  return bucket([...bySpelling].map(([text, skill]) => ({ text, skill })))
}

/** Spring Boot, SpringBoot and Spring-Boot are one; so are Next.js, NextJS and Next JS. */
function variants(spelling: string): string[] {
  const joined = spelling.replaceAll(' ', '')
  const isLatin = /^[a-z]/.test(spelling)
  if (!isLatin) return [spelling, joined]
  const dotted = /[a-z]\.[a-z]/.test(spelling) ? [spelling.replaceAll('.', ''), spelling.replaceAll('.', ' ')] : []
  return [spelling, joined, spelling.replaceAll(' ', '-'), ...dotted]
}

function bucket(all: Pattern[]): Map<string, Pattern[]> {
  const buckets = new Map<string, Pattern[]>()
  for (const pattern of all.sort((one, other) => other.text.length - one.text.length)) {
    const key = pattern.text.slice(0, 2)
    buckets.set(key, [...(buckets.get(key) ?? []), pattern])
  }
  return buckets
}
