import type { Config } from '../config'
import { mostAnswerTokens, type Prompt, type Usage } from '../services/gemini/client'

export type Prices = Config['gemini']['yenPerMillionTokens']

/** Yen for a million tokens are millionths of a yen for one. */
export const microYenPerYen = 1_000_000

export function costMicroYen({ promptTokens, answerTokens }: Usage, prices: Prices): number {
  return promptTokens * prices.prompt + answerTokens * prices.answer
}

/**
 * More tokens than a prompt has: Japanese takes at most about one a character, what is rare one for two bytes of UTF-8.
 * The form of the answer counts as well.
 */
export function mostPromptTokens({ system, prompt, schema }: Prompt): number {
  const text = `${system}${prompt}${JSON.stringify(schema)}`
  return Math.max(text.length, Math.ceil(Buffer.byteLength(text) / 2))
}

/** What is set aside for a call: more than it can cost. */
export function mostMicroYen(prompt: Prompt, prices: Prices): number {
  return costMicroYen({ promptTokens: mostPromptTokens(prompt), answerTokens: mostAnswerTokens }, prices)
}

/** What must be left of a budget before talents are queued: the longest question that there is. */
export function roomForOne(prices: Prices): number {
  return costMicroYen({ promptTokens: longestPromptTokens, answerTokens: mostAnswerTokens }, prices)
}

/** Eighty sentences and seven times twenty requirements, each with 300 characters, are seldom a third as long. */
const longestPromptTokens = 24_000
