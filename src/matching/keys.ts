import { skillsByName } from './dictionary'
import { nearFacts, topics } from './vocabulary'

const fixedKeys = [
  ...skillsByName.keys(),
  ...topics.flatMap((topic) => [...topic.keys, `topic:${topic.label}`]),
  ...Object.keys(nearFacts),
  ...['要件定義', '基本設計', '詳細設計', '実装', 'テスト', '運用保守'].map((phase) => `phase:${phase}`),
]
const ids: ReadonlyMap<string, number> = new Map([...new Set(fixedKeys)].map((key, index) => [key, index]))

/** A small number for every key of the closed vocabulary, -1 for a job's own rare words (`term:…`). */
export function keyId(key: string): number {
  return ids.get(key) ?? -1
}

/** Values by {@link keyId}: comparing a catalogue reads an array instead of hashing a string for every need. */
export function byKeyId<T>(values: ReadonlyMap<string, T>): (T | undefined)[] {
  return [...ids.keys()].map((key) => values.get(key))
}
