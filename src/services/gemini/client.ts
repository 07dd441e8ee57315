import { ApiError, type GenerateContentResponse, GoogleGenAI } from '@google/genai'
import type { Config } from '../../config'

/** The only error that leaves this folder: no prompt, no answer, no key. */
export class GeminiError extends Error {
  override name = 'GeminiError'
  constructor(
    /** HTTP status, or what happened: `timeout`, `connection`, `blocked`, `cut-short`, `empty`, `unreadable`. */
    readonly code: string,
    /** True when the same question would fail the same way: settings are wrong, or the text is refused. */
    readonly isFinal: boolean,
    /** What it cost all the same; null when that was not told. */
    readonly usage: Usage | null = null,
  ) {
    super(`gemini: ${code}`)
  }
}

/** Tokens; those that the model thought with count as answer. */
export type Usage = { promptTokens: number; answerTokens: number }
export type Prompt = { system: string; prompt: string; schema: object }
/** `text`: JSON of the schema's form, as the model wrote it: not checked. `usage`: null when it was not told. */
export type Answer = { text: string; usage: Usage | null }
export type Gemini = {
  model: string
  /** One call. Throws GeminiError. */
  ask: (prompt: Prompt) => Promise<Answer>
}

/** Some hundred short verdicts; what is longer is no answer to what we ask. */
export const mostAnswerTokens = 8_192

type Access = Pick<Config['gemini'], 'model' | 'baseUrl'> & { apiKey: string }

export function openGemini({ apiKey, model, baseUrl }: Access, { timeoutMs = 60_000 } = {}): Gemini {
  const client = new GoogleGenAI({
    apiKey,
    // Whoever asks decides about repeating: each try costs.
    httpOptions: { timeout: timeoutMs, retryOptions: { attempts: 1 }, ...(baseUrl === null ? {} : { baseUrl }) },
  })
  return {
    model,
    ask: async ({ system, prompt, schema }) => {
      const response = await client.models
        .generateContent({
          model,
          contents: prompt,
          config: {
            systemInstruction: system,
            responseMimeType: 'application/json',
            responseJsonSchema: schema,
            maxOutputTokens: mostAnswerTokens,
            abortSignal: AbortSignal.timeout(timeoutMs),
          },
        })
        .catch((error: unknown) => {
          throw asGeminiError(error)
        })
      return answerOf(response)
    },
  }
}

function answerOf(response: GenerateContentResponse): Answer {
  const { usage, isBlocked, isCutShort, text } = readForm(response)
  if (isBlocked) throw new GeminiError('blocked', true, usage)
  if (isCutShort) throw new GeminiError('cut-short', false, usage)
  if (text === '') throw new GeminiError('empty', false, usage)
  return { text, usage }
}

/** The client believes whatever form comes with a 200. */
function readForm(response: GenerateContentResponse) {
  try {
    return {
      usage: usageOf(response),
      isBlocked: Boolean(response.promptFeedback?.blockReason),
      isCutShort: response.candidates?.[0]?.finishReason === 'MAX_TOKENS',
      text: response.text ?? '',
    }
  } catch {
    throw new GeminiError('unreadable', false)
  }
}

function usageOf({ usageMetadata }: GenerateContentResponse): Usage | null {
  const { promptTokenCount, candidatesTokenCount = 0, thoughtsTokenCount = 0 } = usageMetadata ?? {}
  const answerTokens = candidatesTokenCount + thoughtsTokenCount
  const isTold = Number.isInteger(promptTokenCount) && Number.isInteger(answerTokens) && answerTokens >= 0
  return promptTokenCount !== undefined && promptTokenCount > 0 && isTold
    ? { promptTokens: promptTokenCount, answerTokens }
    : null
}

/** 429 and 5xx pass by themselves; 400, 401, 403 and 404 are settings that an operator must mend. */
function asGeminiError(error: unknown): GeminiError {
  if (error instanceof ApiError)
    return new GeminiError(String(error.status), error.status < 500 && error.status !== 429)
  const name = error instanceof Error ? error.name : ''
  return new GeminiError(name === 'AbortError' || name === 'TimeoutError' ? 'timeout' : 'connection', false)
}
