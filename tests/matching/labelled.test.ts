import { describe, expect, test } from 'bun:test'
import { ndcgAt10, openBm25, substringCount } from '../../bench/ranking-quality'
import { prepareTalent } from '../../src/matching/reader'
import { prepareJob } from '../../src/matching/requirements'
import { match } from '../../src/matching/score'
import { today } from './cast'
import { labelledSet } from './labelled'

// Another seed than the bench prints, so that no single set is what everything is tuned to.
const set = labelledSet({ seed: 1_009 })
const jobs = set.jobs.map(prepareJob)
const talents = set.talents.map((talent) => prepareTalent(talent, today))
const found = talents.map((talent) => jobs.map((job) => match(job, talent)))

const meanNdcg = (score: (talent: number, job: number) => number) => {
  const values = talents.flatMap((_, talent) => {
    const order = jobs.map((_, job) => job).sort((a, b) => score(talent, b) - score(talent, a))
    return ndcgAt10(order.map((job) => set.grade(talent, job))) ?? []
  })
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('a set whose truth is known', () => {
  test('is ranked far better than by counting names', () => {
    const textOf = (at: number) => JSON.stringify(set.talents[at])
    const rules = meanNdcg((talent, job) => found[talent]?.[job]?.score ?? -1)
    const counting = meanNdcg((talent, job) => substringCount(textOf(talent), jobs[job]?.skills ?? []))
    expect(rules).toBeGreaterThan(0.9)
    expect(rules).toBeGreaterThan(counting + 0.15)
  })

  test('has its requirements told apart: what is met, what is denied', () => {
    let [right, wrong, missed] = [0, 0, 0]
    for (const [at] of talents.entries())
      for (const [place] of jobs.entries())
        for (const [n, { truth, skill }] of set.verdicts(at, place).entries()) {
          const said = found[at]?.[place]?.requirements[n]
          if (truth === 'contradicted')
            expect([skill, said?.text, said?.verdict]).toEqual([skill, said?.text, 'contradicted'])
          const isSaid = said?.verdict === 'met'
          if (isSaid && truth === 'met') right += 1
          if (isSaid && truth !== 'met') wrong += 1
          if (!isSaid && truth === 'met') missed += 1
        }
    expect(right).toBeGreaterThan(1_000)
    expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.95)
    expect(right / (right + missed)).toBeGreaterThanOrEqual(0.9)
  })

  test('is quoted word by word', () => {
    for (const [at, talent] of set.talents.entries()) {
      const written = JSON.stringify(talent).replace(/\\n/g, '\n')
      for (const { requirements } of found[at] ?? [])
        for (const { evidence } of requirements) expect(written).toContain(evidence)
    }
  })
})

describe('what rankings are measured by', () => {
  test('nDCG is 1 for the best order, less for a worse one, and says nothing where nothing is good', () => {
    expect(ndcgAt10([3, 2, 1, 0])).toBe(1)
    // (7/1 + 1/log2(3) …) by hand: the gains of 1, 3 in that order over those of 3, 1.
    expect(ndcgAt10([1, 3])).toBeCloseTo((1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)), 10)
    expect(ndcgAt10([0, 0])).toBeNull()
    expect(ndcgAt10([...Array(10).fill(0), 3])).toBe(0)
  })

  test('BM25 prefers rare words and short texts, and counting finds Java in JavaScript', () => {
    const scores = openBm25(['go aws', 'go go go php ruby python', 'php'])('go aws')
    expect(scores[0]).toBeGreaterThan(scores[1] ?? 0)
    expect(scores[2]).toBe(0)
    expect(substringCount('JavaScript と JavaScript', ['Java'])).toBe(2)
  })
})
