import type { App } from '../../sandbox/kintone/app'
import type { Row } from '../../sandbox/storage/record-store'

/** A record as the naive evaluator sees it. */
export type Sample = {
  readonly id: number
  readonly name: string
  readonly rate: number | undefined
  readonly choice: string | undefined
  readonly list: readonly string[]
  readonly date: string | undefined
  readonly text: string
}

const options = {
  甲: { label: '甲', index: '0' },
  乙: { label: '乙', index: '1' },
  'A "B"': { label: 'A "B"', index: '2' },
}
const field = (type: string, code: string) => ({ type, code, label: code })

export const fuzzApp = {
  names: ['田中', 'tanaka', 'A "B"', '\\', ''] as const,
  choices: ['甲', '乙', 'A "B"'] as const,
  settings: {
    id: '1',
    code: '',
    name: '',
    description: '',
    createdAt: '',
    modifiedAt: '',
    revision: 1,
    tokens: [],
    properties: {
      名前: field('SINGLE_LINE_TEXT', '名前'),
      単価: field('NUMBER', '単価'),
      区分: { ...field('DROP_DOWN', '区分'), options },
      複数: { ...field('CHECK_BOX', '複数'), options },
      日付: field('DATE', '日付'),
      本文: field('MULTI_LINE_TEXT', '本文'),
    },
  } satisfies App,
}

const texts = ['Goで決済', 'JavaScript', '"引用"', 'C:\\', '']

/** Thirty records with every mixture of empty and filled fields. */
export const samples: readonly Sample[] = Array.from({ length: 30 }, (_, index) => ({
  id: index + 1,
  name: fuzzApp.names[index % 5] ?? '',
  rate: index % 4 === 0 ? undefined : (index % 6) * 10,
  choice: index % 3 === 0 ? undefined : fuzzApp.choices[index % 2],
  list: fuzzApp.choices.slice(0, index % 4),
  date: index % 7 === 0 ? undefined : `2026-11-${20 + (index % 6)}`,
  text: texts[index % 5] ?? '',
}))

export const rows: readonly Row[] = samples.map((one) => ({
  id: one.id,
  revision: 1,
  values: {
    名前: one.name,
    単価: one.rate === undefined ? '' : String(one.rate),
    区分: one.choice ?? null,
    複数: one.list,
    日付: one.date ?? null,
    本文: one.text,
  },
}))
