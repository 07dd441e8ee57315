import type { FaultName } from '../control/fault-catalogue'
import { isObject } from '../http/call'
import { answerBySchema, type Temper } from './answer-by-schema'
import { promptText } from './prompt'

type Json = Record<string, unknown>

/** A response in Gemini's form; what it says follows from the request alone. */
export function generateContent(model: string, body: Json, fault: FaultName | undefined): Json {
  const prompt = promptText(body)
  const promptTokenCount = tokens(prompt)
  if (fault === 'gemini-safety-block') {
    return {
      promptFeedback: { blockReason: 'SAFETY' },
      usageMetadata: { promptTokenCount, totalTokenCount: promptTokenCount },
      modelVersion: model,
    }
  }
  const text = answerText(body, prompt, fault)
  const candidatesTokenCount = tokens(text)
  const finishReason = fault === 'gemini-truncated-json' ? 'MAX_TOKENS' : 'STOP'
  return {
    candidates: [{ content: { parts: [{ text }], role: 'model' }, finishReason, index: 0 }],
    usageMetadata: { promptTokenCount, candidatesTokenCount, totalTokenCount: promptTokenCount + candidatesTokenCount },
    modelVersion: model,
    responseId: Bun.hash(prompt).toString(36),
  }
}

function answerText(body: Json, prompt: string, fault: FaultName | undefined): string {
  const config = isObject(body.generationConfig) ? body.generationConfig : {}
  const schema = config.responseSchema ?? config.responseJsonSchema
  if (!isObject(schema)) return 'ご依頼の内容を確認しました。（ローカルの代役による応答です）'
  if (fault === 'gemini-schema-violation') return JSON.stringify({ unexpected: [1, null, 'x'] })
  const text = JSON.stringify(answerBySchema(schema, prompt, temperOf(fault)))
  return fault === 'gemini-truncated-json' ? text.slice(0, Math.max(1, Math.floor(text.length * 0.6))) : text
}

function temperOf(fault: FaultName | undefined): Temper {
  if (fault === 'gemini-nonsense') return 'nonsense'
  return fault === 'gemini-obedient' ? 'obedient' : 'honest'
}

/** Japanese runs at about one token per character and a half; close enough for budgets. */
const tokens = (text: string): number => Math.max(1, Math.ceil(text.length / 1.5))
