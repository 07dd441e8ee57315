import { expect, test } from 'bun:test'
import { GoogleGenAI, Type } from '@google/genai'
import { startSandbox } from '../../sandbox/start'

test('Gemini’s own SDK gets an answer in the schema it asked for', async () => {
  const sandbox = await startSandbox({ seed: 'empty' })
  const gemini = new GoogleGenAI({ apiKey: 'test', httpOptions: { baseUrl: sandbox.startLine.gemini.baseUrl } })
  const responseSchema = {
    type: Type.OBJECT,
    properties: { verdict: { type: Type.STRING, enum: ['met', 'not_found'] } },
    required: ['verdict'],
  }
  const answer = await gemini.models.generateContent({
    model: 'gemini-3.5-flash-lite',
    contents: 'R1: Goでの開発経験\nS1: Goを5年使っています',
    config: { responseMimeType: 'application/json', responseSchema },
  })
  expect(['met', 'not_found']).toContain(JSON.parse(answer.text ?? '{}').verdict)
  expect(answer.usageMetadata?.totalTokenCount).toBeGreaterThan(0)
  await sandbox.stop()
})
