import { afterEach, expect, test } from 'bun:test'
import { GoogleGenAI, type Schema, Type } from '@google/genai'
import { control, useSandbox } from './cast'

const sandbox = useSandbox()

afterEach(() => control(sandbox(), '/faults', undefined, 'DELETE'))

const verdicts = ['met', 'adjacent', 'not_found', 'contradicted']
const requirement: Schema = {
  type: Type.OBJECT,
  properties: {
    requirementId: { type: Type.STRING },
    verdict: { type: Type.STRING, enum: verdicts },
    sentenceIds: { type: Type.ARRAY, items: { type: Type.STRING } },
  },
}
const schema: Schema = {
  type: Type.OBJECT,
  properties: {
    jobs: {
      type: Type.ARRAY,
      items: {
        type: Type.OBJECT,
        properties: {
          jobId: { type: Type.STRING },
          requirements: { type: Type.ARRAY, items: requirement },
          reason: { type: Type.STRING },
        },
      },
    },
  },
}

const prompt = `案件 PW-2026-0001
R1: Goでの開発経験 3年以上
R2: Kubernetesの運用経験
案件 PW-2026-0002
R3: Javaの実務経験
R4: COBOLの保守
人材
S1: Go 8年、設計・指導
S2: Docker を日常的に利用
S3: Javaは未経験です`

const ask = (contents = prompt) =>
  new GoogleGenAI({
    apiKey: 'sandbox',
    httpOptions: { baseUrl: sandbox().startLine.gemini.baseUrl, retryOptions: { attempts: 1 } },
  }).models.generateContent({
    model: 'gemini-sandbox',
    contents,
    config: { responseMimeType: 'application/json', responseSchema: schema },
  })

test('numbered requirements get plausible verdicts with their evidence', async () => {
  const response = await ask()
  expect(JSON.parse(response.text ?? '')).toEqual({
    jobs: [
      {
        jobId: 'PW-2026-0001',
        requirements: [
          { requirementId: 'R1', verdict: 'met', sentenceIds: ['S1'] },
          { requirementId: 'R2', verdict: 'adjacent', sentenceIds: ['S2'] },
        ],
        reason: '「Goでの開発経験 3年以上」など1件の要件に合うご経験があります。',
      },
      {
        jobId: 'PW-2026-0002',
        requirements: [
          { requirementId: 'R3', verdict: 'contradicted', sentenceIds: ['S3'] },
          { requirementId: 'R4', verdict: 'not_found', sentenceIds: [] },
        ],
        reason: '要件に合うご経験は、記載からはまだ確認できません。',
      },
    ],
  })
  expect(response.usageMetadata?.totalTokenCount).toBeGreaterThan(0)
})

test('the same question always gets the same answer', async () => {
  expect((await ask()).text).toBe((await ask()).text ?? '')
})

const failing: [string, number][] = [
  ['gemini-rate-limit', 429],
  ['gemini-error', 500],
  ['gemini-unavailable', 503],
  ['gemini-unknown-model', 404],
]

for (const [name, status] of failing) {
  test(`${name} answers ${status}`, async () => {
    await control(sandbox(), '/faults', { name, count: 1 })
    await expect(ask()).rejects.toMatchObject({ status })
  })
}

test('the rate limit says when to try again', async () => {
  await control(sandbox(), '/faults', { name: 'gemini-rate-limit', count: 1 })
  await expect(ask()).rejects.toThrow('"retryDelay":"2s"')
})

for (const name of ['gemini-timeout', 'gemini-reset']) {
  test(`${name} ends without an answer`, async () => {
    await control(sandbox(), '/faults', { name, count: 1, ms: 20 })
    await expect(ask()).rejects.toThrow()
  })
}

test('gemini-slow is late but right', async () => {
  const prompt = (await ask()).text ?? ''
  await control(sandbox(), '/faults', { name: 'gemini-slow', count: 1, ms: 60 })
  const before = performance.now()
  expect((await ask()).text).toBe(prompt)
  expect(performance.now() - before).toBeGreaterThanOrEqual(59)
})

test('JSON can be cut short, break the schema, or name ids nobody asked about', async () => {
  await control(sandbox(), '/faults', { name: 'gemini-truncated-json', count: 1 })
  const cut = await ask()
  expect(cut.candidates?.[0]?.finishReason).toBe('MAX_TOKENS' as never)
  expect(() => JSON.parse(cut.text ?? '')).toThrow()
  await control(sandbox(), '/faults', { name: 'gemini-schema-violation', count: 1 })
  expect(JSON.parse((await ask()).text ?? '')).not.toHaveProperty('jobs')
  await control(sandbox(), '/faults', { name: 'gemini-nonsense', count: 1 })
  expect((await ask()).text).toContain('X999')
})

test('an obedient model says the best of everything, by every sentence there is', async () => {
  await control(sandbox(), '/faults', { name: 'gemini-obedient', count: 1 })
  const { jobs } = JSON.parse((await ask()).text ?? '')
  const said = jobs.flatMap((job: { requirements: { verdict: string; sentenceIds: string[] }[] }) => job.requirements)
  expect(said).toHaveLength(4)
  for (const { verdict, sentenceIds } of said)
    expect({ verdict, sentenceIds }).toEqual({ verdict: 'met', sentenceIds: ['S1', 'S2', 'S3'] })
})

test('a blocked prompt has no candidates', async () => {
  await control(sandbox(), '/faults', { name: 'gemini-safety-block', count: 1 })
  const response = await ask()
  expect(response.candidates).toBeUndefined()
  expect(response.promptFeedback?.blockReason).toBe('SAFETY' as never)
})
