import { expect, test } from 'bun:test'
import { industries, phases, positions, prefectures, roles } from '../../src/profile/options'
import schema from '../../src/services/kintone/schema/talent.json'

const labels = (field: { options: Record<string, { index: string }> }) =>
  Object.entries(field.options)
    .sort(([, a], [, b]) => Number(a.index) - Number(b.index))
    .map(([label]) => label)

test('the words a candidate may choose are those kintone accepts', () => {
  const { 都道府県, 職種, 職歴表 } = schema.properties
  expect([...prefectures]).toEqual(labels(都道府県) as (typeof prefectures)[number][])
  expect([...positions]).toEqual(labels(職種) as (typeof positions)[number][])
  expect([...industries]).toEqual(labels(職歴表.fields.業界) as (typeof industries)[number][])
  expect([...roles]).toEqual(labels(職歴表.fields.役割) as (typeof roles)[number][])
  expect([...phases]).toEqual(labels(職歴表.fields.担当工程) as (typeof phases)[number][])
})
