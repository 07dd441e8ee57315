import { expect, setDefaultTimeout, test } from 'bun:test'
import { KintoneError } from '../../sandbox/kintone/errors'
import { compile } from '../../sandbox/kintone/query/compile'
import { parseQuery } from '../../sandbox/kintone/query/parse'
import { filter, select } from '../../sandbox/kintone/query/select'
import { createRandom } from '../support/random'
import { damage, generate } from './query-generator'
import { fuzzApp, rows, samples } from './query-reference'

// Long enough for a busy machine; what hangs still fails.
setDefaultTimeout(60_000)

const context = { now: new Date('2026-11-22T03:00:00Z'), user: 'Administrator', likeMode: 'substring' as const }

function run(text: string): number[] {
  const query = parseQuery(text)
  const found = filter(rows, compile(fuzzApp.settings, query.where, context))
  return select(fuzzApp.settings, found, query.order, 500).rows.map((row) => row.id)
}

test('25,000 valid queries find what a naive reading of them finds', () => {
  const random = createRandom(1)
  for (let count = 0; count < 25_000; count += 1) {
    const { text, holds } = generate(random, 3)
    const expected = samples.filter(holds).map((one) => one.id)
    const found = run(`${text} order by $id asc`)
    if (String(found) !== String(expected)) throw new Error(`${text}\nexpected ${expected}\nfound ${found}`)
  }
})

test('25,000 damaged queries are answered or refused, never a crash', () => {
  const random = createRandom(2)
  let refused = 0
  for (let count = 0; count < 25_000; count += 1) {
    const text = damage(random, `${generate(random, 2).text} order by 単価 desc limit 5`)
    try {
      run(text)
    } catch (error) {
      if (!(error instanceof KintoneError) || error.status !== 400) throw new Error(`${text}: ${error}`)
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(5_000)
})

test('a deeply nested or endless query is refused, not followed', () => {
  expect(() => run('('.repeat(100_000))).toThrow(KintoneError)
  expect(() => run(`名前 in (${'"x",'.repeat(100_000)}"x")`)).toThrow(KintoneError)
})
