import { type FacetName, facetNames, unstated } from '../../src/jobs/facets'
import type { Filters, Sort } from '../../src/jobs/filters'
import { chainWord, contractWord, officeDays, remoteWord, workingDays } from '../format'

export const facetLabels: Record<FacetName, string> = {
  remote: '働き方',
  skill: 'スキル',
  rate: '単価の下限（月額）',
  position: '職種',
  days: '週の稼働日数',
  office: '出社の頻度',
  prefecture: '都道府県',
  station: '最寄駅',
  start: '開始時期',
  chain: '商流',
  interviews: '面談回数',
  contract: '契約形態',
  payment: '支払サイト',
}

export const sortWords: Record<Sort, string> = {
  recommended: 'おすすめ順',
  newest: '新着順',
  rate: '単価が高い順',
  start: '開始が早い順',
}

const startWords: Record<string, string> = { soon: '今月まで（即日を含む）', next: '来月', later: '再来月以降' }
const asIs = (value: string) => value

/** What a value is called in the list of choices. */
const words: Record<FacetName, (value: string) => string> = {
  remote: (value) => remoteWord(value as Parameters<typeof remoteWord>[0]) ?? value,
  skill: asIs,
  rate: (value) => `${value}万円以上`,
  position: asIs,
  days: (value) => workingDays(Number(value)) ?? value,
  office: (value) => officeDays(Number(value)) ?? value,
  prefecture: asIs,
  station: (value) => `${value}駅`,
  start: (value) => startWords[value] ?? value,
  chain: (value) => chainWord(value as Parameters<typeof chainWord>[0]) ?? value,
  interviews: (value) => (value === '3' ? '3回以上' : `${value}回`),
  contract: (value) => contractWord(value as Parameters<typeof contractWord>[0]) ?? value,
  payment: (value) => (value === 'over' ? '60日より後' : `${value}日以内`),
}

/** What a list is narrowed by, as one reads it: each condition with its values. */
export function filterWords({ search, chosen, isNewOnly, withApplied }: Filters): string[] {
  const facets = facetNames.flatMap((facet) => {
    const values = chosen[facet]?.map((value) => valueWord(facet, value)).join('・')
    return values ? [values] : []
  })
  const others = [isNewOnly ? '新着のみ' : '', withApplied ? '応募済みも表示' : ''].filter(Boolean)
  return [...(search === '' ? [] : [`「${search}」`]), ...facets, ...others]
}

export const valueWord = (facet: FacetName, value: string) => (value === unstated ? '記載なし' : words[facet](value))
