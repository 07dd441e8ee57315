import type { Strike } from '../control/faults'
import { type Call, json, jsonObject, type Reply } from '../http/call'
import type { World } from '../world'
import { generateContent } from './generate-content'

export const geminiPath = '/gemini'

/** POST {base}/v1beta/models/:model:generateContent, as @google/genai calls it. */
export function answerGemini(world: World, call: Call): Reply {
  const path = call.url.pathname.slice(geminiPath.length)
  world.meter.count('gemini', call.method, path)
  const model = /^\/v1(?:beta)?\/models\/([^/:]+):generateContent$/.exec(path)?.[1]
  if (call.method !== 'POST' || model === undefined) return failure(404, 'NOT_FOUND', `no such method: ${path}`)
  const body = jsonObject(call)
  if (!body?.contents) return failure(400, 'INVALID_ARGUMENT', 'contents is not specified')
  const fault = world.faults.take({ service: 'gemini', path })
  const refused = fault && refuse(fault, model)
  if (refused) return refused
  const reply = json(generateContent(model, body, fault?.name))
  return fault?.name === 'gemini-slow' ? { ...reply, delayMs: fault.delayMs } : reply
}

function refuse({ name, delayMs }: Strike, model: string): Reply | undefined {
  switch (name) {
    case 'gemini-rate-limit':
      return failure(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [retryInfo])
    case 'gemini-error':
      return failure(500, 'INTERNAL', 'An internal error has occurred.')
    case 'gemini-unavailable':
      return failure(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.')
    case 'gemini-unknown-model':
      return failure(404, 'NOT_FOUND', `models/${model} is not found for API version v1beta.`)
    case 'gemini-timeout':
      return { status: 0, cut: true, delayMs }
    case 'gemini-reset':
      return { status: 0, cut: true }
    default:
      return undefined
  }
}

const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' }

const failure = (code: number, status: string, message: string, details?: unknown[]): Reply =>
  json({ error: { code, message, status, ...(details && { details }) } }, code)
