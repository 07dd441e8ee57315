import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { type Sandbox, startSandbox } from '../../sandbox/start'
import { type Gemini, GeminiError, openGemini } from '../../src/services/gemini/client'
import { openStaff } from '../support/staff'

let sandbox: Sandbox
let gemini: Gemini
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
  gemini = openGemini({ apiKey: 'a key', model: 'gemini-sandbox', baseUrl: sandbox.startLine.gemini.baseUrl })
})
afterEach(() => openStaff(sandbox).disarm())
afterAll(() => sandbox.stop())

const question = {
  system: '分類します。',
  prompt: '案件 J1\nJ1-R1: Goでの開発経験\n人材\nS1: Go 8年',
  schema: {
    type: 'object',
    properties: {
      jobs: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            jobId: { type: 'string' },
            requirements: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  requirementId: { type: 'string' },
                  verdict: { type: 'string', enum: ['met', 'adjacent', 'not_found', 'contradicted'] },
                  sentenceIds: { type: 'array', items: { type: 'string' } },
                },
              },
            },
          },
        },
      },
    },
  },
}

test('an answer of the agreed form comes with what it cost', async () => {
  const answer = await gemini.ask(question)
  expect(JSON.parse(answer.text)).toEqual({
    jobs: [{ jobId: 'J1', requirements: [{ requirementId: 'J1-R1', verdict: 'met', sentenceIds: ['S1'] }] }],
  })
  expect(answer.usage?.promptTokens).toBeGreaterThan(10)
  expect(answer.usage?.answerTokens).toBeGreaterThan(10)
})

test('the wire carries the key in a header, the schema, and nothing but what was asked', async () => {
  const seen: { url: string; key: string | null; body: Record<string, unknown> }[] = []
  const listener = Bun.serve({
    port: 0,
    fetch: async (request) => {
      const body = (await request.json()) as Record<string, unknown>
      seen.push({ url: request.url, key: request.headers.get('x-goog-api-key'), body })
      return Response.json({ candidates: [{ content: { parts: [{ text: '{}' }] }, finishReason: 'STOP' }] })
    },
  })
  const { text } = await openGemini({
    apiKey: 'a key',
    model: 'gemini-sandbox',
    baseUrl: `http://localhost:${listener.port}`,
  }).ask(question)
  await listener.stop(true)
  const [call] = seen
  expect(text).toBe('{}')
  expect(seen).toHaveLength(1)
  expect(call?.key).toBe('a key')
  expect(call?.url).toEndWith('/models/gemini-sandbox:generateContent')
  expect(call?.url).not.toContain('key')
  expect(call?.body).toEqual({
    contents: [{ parts: [{ text: question.prompt }], role: 'user' }],
    systemInstruction: { parts: [{ text: question.system }], role: 'user' },
    generationConfig: {
      responseMimeType: 'application/json',
      responseJsonSchema: question.schema,
      maxOutputTokens: 8_192,
    },
  })
})

for (const [fault, code, isFinal] of [
  ['gemini-rate-limit', '429', false],
  ['gemini-error', '500', false],
  ['gemini-unavailable', '503', false],
  ['gemini-unknown-model', '404', true],
  ['gemini-safety-block', 'blocked', true],
  ['gemini-truncated-json', 'cut-short', false],
  ['gemini-reset', 'connection', false],
] as const)
  test(`${fault} is told as ${code}, once, and without the question`, async () => {
    const staff = openStaff(sandbox)
    await staff.arm({ name: fault })
    await staff.forgetCalls()
    const error = await gemini.ask(question).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'GeminiError', code, isFinal })
    expect(Bun.inspect(error)).not.toContain('Goでの')
    expect((await staff.calls()).gemini).toBe(1)
  })

test('an answer in a form that nobody agreed on is a failure like any other, and one without a price says so', async () => {
  const bodies = [
    { candidates: 5 },
    { candidates: [{ content: { parts: 7 } }], usageMetadata: { promptTokenCount: 'x' } },
    { candidates: [{ content: { parts: [{ text: '{}' }] } }] },
    { candidates: [{ content: { parts: [{ text: '{}' }] } }], usageMetadata: { promptTokenCount: 10 } },
  ]
  const listener = Bun.serve({ port: 0, fetch: () => Response.json(bodies.shift()) })
  const strange = openGemini({ apiKey: 'a key', model: 'm', baseUrl: listener.url.origin })
  try {
    for (let n = 0; n < 2; n += 1) await expect(strange.ask(question)).rejects.toBeInstanceOf(GeminiError)
    expect((await strange.ask(question)).usage).toBeNull()
    expect((await strange.ask(question)).usage).toEqual({ promptTokens: 10, answerTokens: 0 })
  } finally {
    await listener.stop(true)
  }
})
