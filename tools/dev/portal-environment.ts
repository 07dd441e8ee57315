import type { StartLine } from '../../sandbox/start'
import { paths } from '../../src/paths'
import type { Environment } from './children'
import type { DataFolder } from './data-folder'

/** What of the caller's environment may reach the children: never somebody's real kintone, mail or AI. */
export function baseEnvironment(caller: Environment): Environment {
  const ours =
    /^(KINTONE|AWS|SES|GEMINI|EMAIL|BETTER_AUTH|NEXT_PUBLIC)_|^(APP_URL|NODE_ENV|ORIGIN_VERIFY_SECRET|STAFF_WEBHOOK_URL|WEBHOOK_SECRET|TICK_SECRET)$/
  const kept = Object.entries(caller).filter(([name]) => !ours.test(name))
  const direct = [caller.NO_PROXY ?? caller.no_proxy, 'localhost', '127.0.0.1'].filter(Boolean).join(',')
  return { ...Object.fromEntries(kept), NODE_ENV: 'development', NO_PROXY: direct, no_proxy: direct }
}

/** Both ends run on this machine; the sandbox posts to an address that holds it. */
const webhookSecret = 'webhooks-of-the-local-sandbox-only'

export const webhookUrl = (port: number) => `http://localhost:${port}${paths.kintoneWebhook(webhookSecret)}`

type Place = { port: number; folder: DataFolder; startLine: StartLine }

export function portalEnvironment(caller: Environment, { port, folder, startLine }: Place): Environment {
  const { kintone, gemini, ses } = startLine
  const apps = Object.entries(kintone.apps).flatMap(([name, app]) => [
    [`KINTONE_${name.toUpperCase()}_APP_ID`, app.id],
    [`KINTONE_${name.toUpperCase()}_API_TOKEN`, app.token],
  ])
  return {
    ...baseEnvironment(caller),
    ...Object.fromEntries(apps),
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    DATA_DIR: folder.portal,
    BETTER_AUTH_SECRET: folder.authSecret,
    KINTONE_BASE_URL: kintone.baseUrl,
    KINTONE_SYNC_INTERVAL_SECONDS: '3',
    KINTONE_DAILY_CALL_SHARE: '100',
    WEBHOOK_SECRET: webhookSecret,
    GEMINI_API_KEY: 'sandbox-gemini-key',
    GEMINI_BASE_URL: gemini.baseUrl,
    SES_ENDPOINT: ses.endpoint,
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'sandbox-access-key',
    AWS_SECRET_ACCESS_KEY: 'sandbox-secret-key',
    EMAIL_FROM: 'PRO WORKS <no-reply@proworks.example>',
  }
}
