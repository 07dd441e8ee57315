import { type Sandbox, startSandbox } from '../../sandbox/start'
import type { Config } from '../../src/config'
import { openPortal, type Portal } from '../../src/portal'
import { appUrl, Browser } from './browser'
import { newDatabase } from './database'
import { type Mailbox, openMailbox } from './mailbox'
import { openStaff, type Staff } from './staff'

export type TestPortal = {
  portal: Portal
  sandbox: Sandbox
  staff: Staff
  mailbox: Mailbox
  config: Config
  /** A browser of its own: cookies, and an address of its own, so that rate limits do not meet. */
  browser: () => Browser
  stop: () => Promise<void>
}

/** The whole portal against its own sandbox and database, without listening: requests go through `app.handle`. */
export async function openTestPortal(
  options: {
    seed?: 'demo' | 'empty'
    workers?: boolean
    /** A model judges: what a list shows changes while it is looked at. */
    asksGemini?: boolean
    syncIntervalSeconds?: number
    changes?: Partial<Config>
    /** The portal's time, and what its clients of kintone and Gemini wait by. */
    time?: Pick<NonNullable<Parameters<typeof openPortal>[1]>, 'clock' | 'kintone' | 'gemini'>
    /** Other apps than those the sandbox begins with. */
    apps?: (sandbox: Sandbox) => Promise<Config['kintone']['apps']>
  } = {},
): Promise<TestPortal> {
  const sandbox = await startSandbox({ seed: options.seed ?? 'empty' })
  const { location, drop } = await newDatabase()
  const config = { ...testConfig(sandbox), ...options.changes }
  if (options.asksGemini) config.gemini = { ...config.gemini, apiKey: 'test' }
  if (options.apps) config.kintone = { ...config.kintone, apps: await options.apps(sandbox) }
  config.kintone = { ...config.kintone, syncIntervalSeconds: options.syncIntervalSeconds ?? 1 }
  const portal = await openPortal(config, { database: location, ...options.time })
  await portal.synchronise()
  if (options.workers ?? true) await portal.startWorkers()
  let browsers = 0
  return {
    portal,
    sandbox,
    config,
    staff: openStaff(sandbox),
    mailbox: openMailbox(sandbox),
    browser: () => {
      browsers += 1
      return new Browser((request) => portal.app.handle(request), `10.0.0.${browsers}`)
    },
    stop: async () => {
      await portal.pause()
      await portal.stop(2_000)
      await sandbox.stop()
      await drop()
    },
  }
}

/** What other machines show in tests. */
export const testSecret = 'a-secret-that-only-machines-know-in-tests'

export function testConfig(sandbox: Sandbox): Config {
  const { kintone, ses, gemini } = sandbox.startLine
  return {
    isProduction: false,
    port: 0,
    appUrl,
    database: { directory: '' },
    redisUrl: null,
    authSecret: 'a secret that only tests use, 32 characters and more',
    kintone: { baseUrl: kintone.baseUrl, apps: kintone.apps, syncIntervalSeconds: 1, dailyCallSharePercent: 100 },
    mail: {
      region: 'ap-northeast-1',
      endpoint: ses.endpoint,
      from: 'PRO WORKS <no-reply@example.jp>',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    recommendationThreshold: 70,
    gemini: {
      apiKey: null,
      model: 'gemini-3.5-flash-lite',
      baseUrl: gemini.baseUrl,
      dailyBudgetYen: 500,
      yenPerMillionTokens: { prompt: 48, answer: 400 },
    },
    trustedProxyCount: 1,
    originVerifySecret: null,
    webhookSecret: testSecret,
    tickSecret: testSecret,
    logLevel: 'silent',
    hasMetrics: false,
  }
}
