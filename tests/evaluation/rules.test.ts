import { describe, expect, test } from 'bun:test'
import { backoffMs } from '../../src/evaluation/backoff'
import { costMicroYen, mostMicroYen, mostPromptTokens, roomForOne } from '../../src/evaluation/price'
import { mostAnswerTokens } from '../../src/services/gemini/client'

const prices = { prompt: 48, answer: 400 }

describe('what a call costs', () => {
  test('is a millionth of a yen for each yen of a million tokens', () => {
    expect(costMicroYen({ promptTokens: 1_000_000, answerTokens: 0 }, prices)).toBe(48_000_000)
    expect(costMicroYen({ promptTokens: 10, answerTokens: 3 }, prices)).toBe(480 + 1_200)
  })

  test('is set aside with more than it can be', () => {
    const prompt = { system: '分類します。', prompt: 'あ'.repeat(1_000), schema: {} }
    expect(mostPromptTokens(prompt)).toBeGreaterThanOrEqual(1_500)
    // What is written in four bytes may take two tokens a character.
    expect(mostPromptTokens({ ...prompt, prompt: '𠮷'.repeat(1_000) })).toBeGreaterThanOrEqual(2_000)
    expect(mostMicroYen(prompt, prices)).toBeGreaterThan(mostAnswerTokens * prices.answer)
    expect(mostMicroYen(prompt, prices)).toBeLessThan(roomForOne(prices))
  })
})

describe('after a failure a talent waits', () => {
  const waits = (isAnswered: boolean, chance = 1) =>
    [1, 2, 3, 7, 8, 60].map((failures) => backoffMs(failures, { isAnswered, chance }) / 1_000)

  test('twice as long each time, half an hour at most', () => {
    expect(waits(false)).toEqual([30, 60, 120, 1_800, 1_800, 1_800])
    expect(waits(false, 0)).toEqual([15, 30, 60, 900, 900, 900])
  })

  test('up to a day when the model answered, and not well', () => {
    expect(waits(true)).toEqual([30, 60, 120, 1_920, 3_840, 86_400])
  })
})
