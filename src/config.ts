import { type Environment, type Reader, reader } from './environment'

// The only reader of the environment. Every variable is explained in .env.example.
export type KintoneAppName = 'talent' | 'job' | 'application' | 'recommendation' | 'inquiry' | 'announcement'
export type KintoneApp = { id: string; token: string }

export type Config = {
  isProduction: boolean
  port: number
  /** Origin without a trailing slash, e.g. `https://app.example.jp`. */
  appUrl: string
  database: { url: string } | { directory: string }
  /** Where rate limits are counted; null: in the database. */
  redisUrl: string | null
  authSecret: string
  kintone: {
    baseUrl: string
    apps: Record<'talent' | 'job' | 'application' | 'recommendation', KintoneApp> &
      Partial<Record<'inquiry' | 'announcement', KintoneApp>>
    syncIntervalSeconds: number
    /** How much of an app's 10,000 calls a day the sync may spend, with everything else that is spent. */
    dailyCallSharePercent: number
  }
  mail: {
    region: string
    endpoint: string | null
    from: string
    credentials: { accessKeyId: string; secretAccessKey: string } | null
  }
  gemini: {
    /** null: nothing is asked. */
    apiKey: string | null
    model: string
    baseUrl: string | null
    /** What a day in Tokyo may cost all instances together; 0: nothing is asked. */
    dailyBudgetYen: number
    yenPerMillionTokens: { prompt: number; answer: number }
  }
  /** From this score on a talent and a job are written into レコメンド, 0..100. */
  recommendationThreshold: number
  /** How many proxies stand in front and append to X-Forwarded-For. 0: the connection's own address counts. */
  trustedProxyCount: number
  originVerifySecret: string | null
  /** The last part of the address kintone posts its webhooks to; null: there is no such address. */
  webhookSecret: string | null
  /** What the scheduler shows in x-tick-secret; null: there is no tick. */
  tickSecret: string | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Whether numbers for CloudWatch are among the lines of the log. */
  hasMetrics: boolean
}

const secretWords = 'at least 32 letters, digits, - or _'

/** What the operator's kintone commands read; the portal reads none of it but through `readConfig`. */
export type OperatorConfig = {
  baseUrl: string
  /** null: not set. */
  apps: Record<KintoneAppName, { id: string | null; token: string | null }>
  /** Somebody who may administer the apps, or create them; null: the apps' tokens must do. */
  person: Person | null
}
export type Person = { username: string; password: string }

export class InvalidConfig extends Error {
  override name = 'InvalidConfig'
  constructor(readonly problems: string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

/** Reads everything at once. Throws InvalidConfig that names each missing or malformed variable, never a value. */
export function readConfig(environment: Environment = Bun.env): Config {
  const problems: string[] = []
  const read = reader(environment, problems)
  const isProduction = environment.NODE_ENV === 'production'
  const config: Config = {
    isProduction,
    port: read.integer('PORT', { fallback: isProduction ? 8080 : 3000, minimum: 0, maximum: 65_535 }),
    appUrl: read.origin('APP_URL', 'NEXT_PUBLIC_APP_URL', isProduction),
    database: readDatabase(read, environment, isProduction),
    redisUrl: readRedisUrl(read),
    authSecret: read.secret('BETTER_AUTH_SECRET'),
    kintone: readKintone(read, environment),
    mail: readMail(read, environment, problems),
    gemini: readGemini(read),
    recommendationThreshold: read.integer('RECOMMENDATION_THRESHOLD', { fallback: 70, minimum: 0, maximum: 100 }),
    trustedProxyCount: read.integer('TRUSTED_PROXY_COUNT', { fallback: isProduction ? 1 : 0, minimum: 0, maximum: 10 }),
    originVerifySecret: read.optional('ORIGIN_VERIFY_SECRET'),
    webhookSecret: read.optionalMatching('WEBHOOK_SECRET', /^[A-Za-z0-9_-]{32,}$/, secretWords),
    tickSecret: read.optionalMatching('TICK_SECRET', /^[A-Za-z0-9_-]{32,}$/, secretWords),
    logLevel: read.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    hasMetrics: read.oneOf('METRICS', ['emf', 'none'], isProduction ? 'emf' : 'none') === 'emf',
  }
  if (isProduction && config.trustedProxyCount > 1 && config.originVerifySecret === null)
    problems.push(
      'ORIGIN_VERIFY_SECRET is missing: with TRUSTED_PROXY_COUNT above 1 the inner address must not be reachable past the outer proxy',
    )
  if (problems.length > 0) throw new InvalidConfig(problems)
  return config
}

/** For the migrate command, which needs nothing else. Throws InvalidConfig. */
export function readDatabaseUrl(environment: Environment = Bun.env): string {
  return checked(environment, postgresUrl)
}

/** For the operator's commands that look into the portal itself. Throws InvalidConfig. */
export function readDatabaseLocation(environment: Environment = Bun.env): Config['database'] {
  return checked(environment, (read) => readDatabase(read, environment, environment.NODE_ENV === 'production'))
}

/**
 * For a command that only looks at what the portal stored: which apps it should have, and how often it looks at them.
 * No token is needed. Throws InvalidConfig.
 */
export function readPortalOutline(environment: Environment = Bun.env): {
  apps: KintoneAppName[]
  syncIntervalSeconds: number
} {
  const syncIntervalSeconds = checked(environment, readSyncInterval)
  const optional = (['inquiry', 'announcement'] as const).filter(
    (app) => environment[`KINTONE_${app.toUpperCase()}_APP_ID`],
  )
  return { apps: ['job', 'talent', 'application', 'recommendation', ...optional], syncIntervalSeconds }
}

/** For the matching command with its second stage, which needs the key. Throws InvalidConfig. */
export function readGeminiConfig(environment: Environment = Bun.env): Config['gemini'] & { apiKey: string } {
  const { apiKey, ...rest } = checked(environment, readGemini)
  if (apiKey === null) throw new InvalidConfig(['GEMINI_API_KEY is missing'])
  return { apiKey, ...rest }
}

/** For a command that reads kintone's records as the portal does. Throws InvalidConfig. */
export function readKintoneConfig(environment: Environment = Bun.env): Config['kintone'] {
  return checked(environment, (read) => readKintone(read, environment))
}

/** For the operator's kintone commands, which also have to work before the apps exist. Throws InvalidConfig. */
export function readOperatorConfig(environment: Environment = Bun.env): OperatorConfig {
  const problems: string[] = []
  const read = reader(environment, problems)
  const app = (name: string) => ({
    id: read.optionalMatching(`KINTONE_${name}_APP_ID`, /^[1-9][0-9]*$/, 'a number'),
    token: read.optional(`KINTONE_${name}_API_TOKEN`),
  })
  const [username, password] = [read.optional('KINTONE_USERNAME'), read.optional('KINTONE_PASSWORD')]
  if ((username === null) !== (password === null)) problems.push('KINTONE_USERNAME and KINTONE_PASSWORD go together')
  const config: OperatorConfig = {
    baseUrl: kintoneUrl(read),
    apps: {
      talent: app('TALENT'),
      job: app('JOB'),
      application: app('APPLICATION'),
      recommendation: app('RECOMMENDATION'),
      inquiry: app('INQUIRY'),
      announcement: app('ANNOUNCEMENT'),
    },
    person: username !== null && password !== null ? { username, password } : null,
  }
  const ids = Object.values(config.apps).flatMap(({ id }) => id ?? [])
  if (new Set(ids).size < ids.length) problems.push('two of KINTONE_…_APP_ID are the same number')
  // Nor does kintone's client accept it.
  if (/^http:\/\/(?!localhost[:/]|localhost$)/.test(config.baseUrl)) problems.push('KINTONE_BASE_URL is not https')
  if (problems.length > 0) throw new InvalidConfig(problems)
  return config
}

/** Throws InvalidConfig that names everything missing or malformed. */
function checked<T>(environment: Environment, work: (read: Reader) => T): T {
  const problems: string[] = []
  const value = work(reader(environment, problems))
  if (problems.length > 0) throw new InvalidConfig(problems)
  return value
}

const readSyncInterval = (read: Reader) =>
  read.integer('KINTONE_SYNC_INTERVAL_SECONDS', { fallback: 60, minimum: 1, maximum: 3_600 })

const kintoneUrl = (read: Reader) =>
  read.url('KINTONE_BASE_URL', /^https?:$/, 'an address such as https://example.cybozu.com')

const postgresUrl = (read: Reader) => read.url('DATABASE_URL', /^postgres(ql)?:$/, 'a postgres:// address')

function readDatabase(read: Reader, environment: Environment, isProduction: boolean): Config['database'] {
  const hasUrl = environment.DATABASE_URL !== undefined && environment.DATABASE_URL !== ''
  if (isProduction || hasUrl) return { url: postgresUrl(read) }
  return { directory: read.optional('DATA_DIR') ?? '.data' }
}

function readRedisUrl(read: Reader): string | null {
  if (read.optional('REDIS_URL') === null) return null
  return read.url('REDIS_URL', /^rediss?:$/, 'a redis:// or rediss:// address')
}

function readKintone(read: Reader, environment: Environment): Config['kintone'] {
  const app = (name: string): KintoneApp => ({
    id: read.matching(`KINTONE_${name}_APP_ID`, /^[1-9][0-9]*$/, 'a number'),
    token: read.required(`KINTONE_${name}_API_TOKEN`),
  })
  const optionalApp = (name: string) =>
    environment[`KINTONE_${name}_APP_ID`] || environment[`KINTONE_${name}_API_TOKEN`] ? app(name) : undefined
  return {
    baseUrl: kintoneUrl(read),
    apps: {
      talent: app('TALENT'),
      job: app('JOB'),
      application: app('APPLICATION'),
      recommendation: app('RECOMMENDATION'),
      inquiry: optionalApp('INQUIRY'),
      announcement: optionalApp('ANNOUNCEMENT'),
    },
    syncIntervalSeconds: readSyncInterval(read),
    dailyCallSharePercent: read.integer('KINTONE_DAILY_CALL_SHARE', { fallback: 50, minimum: 1, maximum: 100 }),
  }
}

const priceBounds = { minimum: 1, maximum: 100_000 }

function readGemini(read: Reader): Config['gemini'] {
  return {
    apiKey: read.optional('GEMINI_API_KEY'),
    model: read.optional('GEMINI_MODEL') ?? 'gemini-3.5-flash-lite',
    baseUrl: read.optional('GEMINI_BASE_URL'),
    dailyBudgetYen: read.integer('GEMINI_DAILY_BUDGET_YEN', { fallback: 500, minimum: 0, maximum: 1_000_000 }),
    yenPerMillionTokens: {
      prompt: read.integer('GEMINI_PROMPT_YEN_PER_MILLION', { fallback: 48, ...priceBounds }),
      answer: read.integer('GEMINI_ANSWER_YEN_PER_MILLION', { fallback: 400, ...priceBounds }),
    },
  }
}

function readMail(read: Reader, environment: Environment, problems: string[]): Config['mail'] {
  const accessKeyId = read.optional('AWS_ACCESS_KEY_ID')
  const secretAccessKey = read.optional('AWS_SECRET_ACCESS_KEY')
  if ((accessKeyId === null) !== (secretAccessKey === null))
    problems.push(
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together: set both, or neither to use the instance role',
    )
  return {
    region: environment.AWS_SES_REGION || read.required('AWS_REGION', 'AWS_REGION (or AWS_SES_REGION)'),
    endpoint: read.optional('SES_ENDPOINT'),
    from: read.matching('EMAIL_FROM', /^[^@\r\n]*@[^@\s]+$|^[^<\r\n]*<[^@\s]+@[^@\s>]+>$/, 'a mail address'),
    credentials: accessKeyId !== null && secretAccessKey !== null ? { accessKeyId, secretAccessKey } : null,
  }
}
