import { describe, expect, test } from 'bun:test'
import { InvalidConfig, readConfig, readOperatorConfig } from '../src/config'

const kintone = Object.fromEntries(
  ['TALENT', 'JOB', 'APPLICATION', 'RECOMMENDATION'].flatMap((app, n) => [
    [`KINTONE_${app}_APP_ID`, String(n + 1)],
    [`KINTONE_${app}_API_TOKEN`, 'token'],
  ]),
)
const complete = {
  NODE_ENV: 'production',
  APP_URL: 'https://app.example.jp/',
  DATABASE_URL: 'postgres://user:pass@db/proworks',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
  AWS_REGION: 'ap-northeast-1',
  EMAIL_FROM: 'PRO WORKS <no-reply@example.jp>',
  KINTONE_BASE_URL: 'https://example.cybozu.com',
  ...kintone,
}

function problemsOf(environment: Record<string, string | undefined>): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return error instanceof InvalidConfig ? error.problems : [String(error)]
  }
}

describe('in production', () => {
  test('a complete environment is accepted', () => {
    const config = readConfig(complete)
    expect(config.appUrl).toBe('https://app.example.jp')
    expect(config.mail.credentials).toBeNull()
    expect(config.kintone.apps.inquiry).toBeUndefined()
  })

  test('the operator’s old names work', () => {
    const old = {
      APP_URL: undefined,
      NEXT_PUBLIC_APP_URL: complete.APP_URL,
      AWS_REGION: undefined,
      AWS_SES_REGION: 'us-east-1',
    }
    const config = readConfig({ ...complete, ...old })
    expect([config.appUrl, config.mail.region]).toEqual(['https://app.example.jp', 'us-east-1'])
  })

  test('an empty one is refused with everything that is missing, at once', () => {
    const problems = problemsOf({ NODE_ENV: 'production' })
    for (const name of Object.keys(complete).filter((key) => key !== 'NODE_ENV')) {
      expect(problems.some((problem) => problem.startsWith(name))).toBe(true)
    }
  })

  test('malformed values are named and never repeated', () => {
    const secret = 'not-a-url-with-a-secret'
    const problems = problemsOf({
      ...complete,
      DATABASE_URL: secret,
      APP_URL: 'http://app.example.jp',
      BETTER_AUTH_SECRET: 'short-secret',
      PORT: '99999',
    })
    expect(problems).toHaveLength(4)
    expect(problems.join()).not.toContain(secret)
    expect(problems.join()).not.toContain('short-secret')
  })

  test('a second proxy needs the secret that keeps others from speaking to the first', () => {
    expect(problemsOf({ ...complete, TRUSTED_PROXY_COUNT: '2' })).toHaveLength(1)
    expect(problemsOf({ ...complete, TRUSTED_PROXY_COUNT: '2', ORIGIN_VERIFY_SECRET: 'secret' })).toEqual([])
  })

  test('limits are counted in Redis only where an address of one is given', () => {
    expect(readConfig({ ...complete, REDIS_URL: ' ' }).redisUrl).toBeNull()
    const url = 'rediss://user:pass@cache.example.jp:6379'
    expect(readConfig({ ...complete, REDIS_URL: url }).redisUrl).toBe(url)
    for (const wrong of ['http://:secret@cache', 'cache:6379', 'redis'])
      expect(problemsOf({ ...complete, REDIS_URL: wrong })).toEqual([
        'REDIS_URL is not a redis:// or rediss:// address',
      ])
  })

  test('the sync may spend half of the calls unless another whole percentage is given', () => {
    expect(readConfig(complete).kintone.dailyCallSharePercent).toBe(50)
    expect(readConfig({ ...complete, KINTONE_DAILY_CALL_SHARE: '80' }).kintone.dailyCallSharePercent).toBe(80)
    for (const wrong of ['0', '101', '0.5', 'half'])
      expect(problemsOf({ ...complete, KINTONE_DAILY_CALL_SHARE: wrong })).toHaveLength(1)
  })

  test('matches go to staff from a score of 70 on unless another whole one is given', () => {
    expect(readConfig(complete).recommendationThreshold).toBe(70)
    expect(readConfig({ ...complete, RECOMMENDATION_THRESHOLD: '0' }).recommendationThreshold).toBe(0)
    for (const wrong of ['-1', '101', '70.5', 'all'])
      expect(problemsOf({ ...complete, RECOMMENDATION_THRESHOLD: wrong })).toHaveLength(1)
  })

  test('Gemini may cost 500 yen a day unless another amount is given, or nothing', () => {
    const { apiKey, dailyBudgetYen, yenPerMillionTokens } = readConfig(complete).gemini
    expect([apiKey, dailyBudgetYen, yenPerMillionTokens]).toEqual([null, 500, { prompt: 48, answer: 400 }])
    expect(readConfig({ ...complete, GEMINI_DAILY_BUDGET_YEN: '0' }).gemini.dailyBudgetYen).toBe(0)
    const prices = { GEMINI_PROMPT_YEN_PER_MILLION: '16', GEMINI_ANSWER_YEN_PER_MILLION: '64' }
    expect(readConfig({ ...complete, ...prices }).gemini.yenPerMillionTokens).toEqual({ prompt: 16, answer: 64 })
    for (const name of ['GEMINI_DAILY_BUDGET_YEN', ...Object.keys(prices)])
      for (const wrong of ['-1', '0.5', 'much']) expect(problemsOf({ ...complete, [name]: wrong })).toHaveLength(1)
  })

  test('numbers for CloudWatch are told unless they are switched off', () => {
    expect(readConfig(complete).hasMetrics).toBe(true)
    expect(readConfig({ ...complete, METRICS: 'none' }).hasMetrics).toBe(false)
    expect(problemsOf({ ...complete, METRICS: 'yes' })).toEqual(['METRICS is not one of emf, none'])
  })

  test('half a pair of AWS keys is refused', () => {
    expect(problemsOf({ ...complete, AWS_ACCESS_KEY_ID: 'x' })).toHaveLength(1)
  })
})

test('in development the embedded database is the default', () => {
  const environment = { ...complete, NODE_ENV: undefined, DATABASE_URL: undefined, APP_URL: 'http://localhost:3000' }
  expect(readConfig(environment).database).toEqual({ directory: '.data' })
})

describe('the operator’s commands', () => {
  test('need no more than kintone’s address, and take what there is', () => {
    const { baseUrl, apps, person } = readOperatorConfig({ KINTONE_BASE_URL: 'https://example.cybozu.com' })
    expect([baseUrl, apps.talent, person]).toEqual(['https://example.cybozu.com', { id: null, token: null }, null])
    const all = readOperatorConfig({ ...complete, KINTONE_USERNAME: 'admin', KINTONE_PASSWORD: 'secret' })
    expect([all.apps.job, all.person]).toEqual([
      { id: '2', token: 'token' },
      { username: 'admin', password: 'secret' },
    ])
  })

  test('alone read who may change settings', () => {
    const withPerson = readConfig({ ...complete, KINTONE_USERNAME: 'admin', KINTONE_PASSWORD: 'secret' })
    expect(JSON.stringify(withPerson)).not.toContain('secret')
  })
})
