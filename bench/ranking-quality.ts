import { foldText } from '../src/matching/fold'

/** nDCG of the first ten: 1 when the best stand first, by grades 0..3; null when there is nothing good to find. */
export function ndcgAt10(grades: readonly number[]): number | null {
  const gain = (list: readonly number[]) =>
    list.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0)
  const best = gain(grades.toSorted((a, b) => b - a))
  return best === 0 ? null : gain(grades) / best
}

/** 95 % of the means of as many samples drawn again lie between the two. */
export function bootstrapInterval(values: readonly number[], chance: () => number, samples = 2_000): [number, number] {
  const means = Array.from({ length: samples }, () => {
    let sum = 0
    for (let n = 0; n < values.length; n += 1) sum += values[Math.floor(chance() * values.length)] ?? 0
    return sum / values.length
  }).sort((a, b) => a - b)
  return [means[Math.floor(samples * 0.025)] ?? Number.NaN, means[Math.floor(samples * 0.975)] ?? Number.NaN]
}

/** How often any of the names stands in the text, however it stands there: what a naive search counts. */
export function substringCount(text: string, names: readonly string[]): number {
  const folded = foldText(text)
  return names.reduce((sum, name) => sum + folded.split(foldText(name)).length - 1, 0)
}

const [k1, b] = [1.2, 0.75]

/** Okapi BM25 over Latin words and pairs of Japanese characters: the documents' scores for a query. */
export function openBm25(documents: readonly string[]): (query: string) => number[] {
  const counted = documents.map((text) => {
    const words = tokens(text)
    const counts = new Map<string, number>()
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    return { counts, length: words.length }
  })
  const meanLength = counted.reduce((sum, { length }) => sum + length, 0) / counted.length
  const frequency = (word: string) => counted.filter(({ counts }) => counts.has(word)).length
  const weight = (word: string) => {
    const holding = frequency(word)
    return Math.log(1 + (counted.length - holding + 0.5) / (holding + 0.5))
  }
  return (query) => {
    const words = [...new Set(tokens(query))].map((word) => ({ word, weight: weight(word) }))
    return counted.map(({ counts, length }) =>
      words.reduce((sum, one) => {
        const count = counts.get(one.word) ?? 0
        return sum + (one.weight * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / meanLength))
      }, 0),
    )
  }
}

function tokens(text: string): string[] {
  const folded = foldText(text)
  const latin = folded.match(/[a-z0-9][a-z0-9+#.]*/g) ?? []
  const runs = folded.match(/[\u3041-\u30fe\u4e00-\u9fff]{2,}/g) ?? []
  return [...latin, ...runs.flatMap((run) => [...run].slice(1).map((one, at) => `${run.charAt(at)}${one}`))]
}
