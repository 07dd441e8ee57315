import { type Call, comesFromElsewhere, json, jsonObject, type Reply } from '../http/call'
import { portalAppId, portalAppNames } from '../kintone/portal-apps'
import { loadSeed } from '../load-seed'
import type { World } from '../world'
import { moveClock } from './clock'
import { faultCatalogue, isFaultName } from './fault-catalogue'

export const controlPath = '/_sandbox'

/** The control endpoint: arm failures, read counters, move the clock, start over. */
export function answerControl(world: World, call: Call): Reply {
  const action = `${call.method} ${call.url.pathname.slice(controlPath.length).replace(/\/$/, '')}`
  if (comesFromElsewhere(call)) return refuse('not from another site', 403)
  const body = jsonObject(call)
  if (!body) return refuse('the body must be a JSON object')
  switch (action) {
    case 'GET ':
      return json(overview(world))
    case 'POST /faults':
      return armFault(world, body)
    case 'DELETE /faults':
      world.faults.clear()
      return json({})
    case 'POST /reset':
      return reset(world, body)
    case 'POST /clock':
      return moveClock(world, body)
    case 'GET /requests':
      return json(world.meter.read())
    case 'DELETE /requests':
      world.meter.reset()
      world.running.peak = world.running.count
      return json({})
    case 'POST /webhook':
      return setWebhook(world, body)
    case 'GET /webhook':
      return json({ url: world.settings.webhookUrl() ?? null, log: world.webhooks.log() })
    case 'POST /settings':
      return changeSettings(world, body)
    default:
      return refuse('no such control', 404)
  }
}

const refuse = (error: string, status = 400): Reply => json({ error }, status)

function overview(world: World) {
  const faults = Object.entries(faultCatalogue).map(([name, { service, description }]) => ({
    name,
    service,
    description,
  }))
  const counts = world.apps.all().map((app) => [app.name, world.records.table(app.id).rows.size])
  return {
    faults,
    armed: world.faults.list(),
    requests: world.meter.read(),
    records: Object.fromEntries(counts),
    mails: world.mails.all().length,
    running: world.running.count,
    peakRunning: world.running.peak,
    now: world.clock.now().toISOString(),
    webhook: { url: world.settings.webhookUrl() ?? null, bulk: world.settings.sendsBulkWebhooks() },
    like: world.settings.likeMode(),
  }
}

function armFault(world: World, body: Record<string, unknown>): Reply {
  const { name, count, share, app, path, ms } = body
  if (!isFaultName(name)) return refuse(`unknown fault ${String(name)}; GET ${controlPath} lists them`)
  if (count !== undefined && (!Number.isInteger(count) || Number(count) < 1)) return refuse('count must be 1 or more')
  if (share !== undefined && !(Number(share) > 0 && Number(share) <= 1)) return refuse('share must be above 0, up to 1')
  if (ms !== undefined && !(Number(ms) >= 0)) return refuse('ms must be 0 or more')
  world.faults.arm({
    name,
    ...(count !== undefined && { count: Number(count) }),
    ...(share !== undefined && { share: Number(share) }),
    ...(app !== undefined && { app: appId(app) }),
    ...(path !== undefined && { path: String(path) }),
    ...(ms !== undefined && { ms: Number(ms) }),
  })
  return json({ armed: world.faults.list() })
}

/** An app may be given by its id or by the name it has in the start line. */
function appId(app: unknown): string {
  const name = portalAppNames.find((one) => one === app)
  return name ? portalAppId(name) : String(app)
}

function reset(world: World, body: Record<string, unknown>): Reply {
  const { seed = 'empty' } = body
  if (seed !== 'empty' && seed !== 'demo') return refuse('seed must be demo or empty')
  world.empty()
  world.faults.clear()
  world.meter.reset()
  world.clock.reset()
  world.webhooks.clear()
  if (seed === 'demo') loadSeed(world)
  return json({})
}

function setWebhook(world: World, { url, bulk }: Record<string, unknown>): Reply {
  if (url !== undefined && url !== null && !URL.canParse(String(url))) return refuse('url must be a URL or null')
  if (url !== undefined) world.settings.setWebhookUrl(url === null ? undefined : String(url))
  if (bulk !== undefined) world.settings.setBulkWebhooks(bulk === true)
  return json({ url: world.settings.webhookUrl() ?? null, bulk: world.settings.sendsBulkWebhooks() })
}

function changeSettings(world: World, { like, mailNotificationUrl }: Record<string, unknown>): Reply {
  if (like === 'word' || like === 'substring') world.settings.setLikeMode(like)
  else if (like !== undefined) return refuse('like must be word or substring')
  if (mailNotificationUrl === null) world.settings.setNotificationUrl(undefined)
  else if (URL.canParse(String(mailNotificationUrl))) world.settings.setNotificationUrl(String(mailNotificationUrl))
  else if (mailNotificationUrl !== undefined) return refuse('mailNotificationUrl must be a URL or null')
  return json({ like: world.settings.likeMode(), mailNotificationUrl: world.settings.notificationUrl() ?? null })
}
