import type { SkillHit } from './skills'

type Mark = { at: number; years: number }

const mark = /(?<!\d)(\d{1,2}(?:\.\d)?|半)(?:[~〜-]\d{1,2})?\s*(年|[かヶヵケ]月)(?!\d|前|以内)/g

/** Years asked for beside each skill; `isComplete` = every figure of the text belongs to one of them. */
export type AskedYears = { years: (number | null)[]; isComplete: boolean }

/** 「Vue.js 2年以上 と PHP 1年以上」: years belong to the names before them, or to all when they come first. */
export function readYears(text: string, hits: SkillHit[]): AskedYears {
  const marks = marksOf(text)
  const first = marks[0]
  const isFirst = first !== undefined && first.at < (hits[0]?.from ?? 0)
  const found = hits.map((hit) => marks.find((each) => each.at >= hit.to) ?? (isFirst ? first : undefined))
  return {
    years: found.map((each) => each?.years ?? null),
    isComplete: marks.every((each) => found.includes(each)),
  }
}

/** The first figure of a text without a skill's name, null when there is none. */
export function readBareYears(text: string): { years: number | null; isComplete: boolean } {
  const marks = marksOf(text)
  return { years: marks[0]?.years ?? null, isComplete: marks.length <= 1 }
}

function marksOf(text: string): Mark[] {
  return [...text.matchAll(mark)].map((match) => ({
    at: match.index,
    years: match[1] === '半' ? 0.5 : Number(match[1]) / (match[2] === '年' ? 1 : 12),
  }))
}
