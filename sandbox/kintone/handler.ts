import { type Call, json, type Reply, text } from '../http/call'
import { wait } from '../wait'
import type { World } from '../world'
import { authenticate } from './authenticate'
import { appsOf } from './bulk-request'
import { BulkError, bulkErrorBody, errorBody, KintoneError, type Message } from './errors'
import { failBefore, spoil } from './faulty-answer'
import { type Params, readParams } from './params'
import { illegalRequest, noPrivilege, tooManyRequests } from './refusals'
import type { Route } from './route'
import { routes } from './routes'
import type { Session } from './session'

const maxConcurrent = 100
const maxAddressBytes = 8 * 1024

/** Answers /k/…: finds the route, signs the caller in, runs it as one transaction. */
export async function answerKintone(world: World, call: Call): Promise<Reply> {
  world.running.count += 1
  world.running.peak = Math.max(world.running.peak, world.running.count)
  try {
    const reply = await answerOrFail(world, call)
    const running = String(world.running.count)
    const concurrency = { 'x-concurrencylimit-limit': String(maxConcurrent), 'x-concurrencylimit-running': running }
    return { ...reply, headers: { ...reply.headers, ...concurrency } }
  } finally {
    world.running.count -= 1
  }
}

async function answerOrFail(world: World, call: Call): Promise<Reply> {
  const method = methodOf(call)
  world.meter.count('kintone', method, call.url.pathname)
  const language = languageOf(call)
  if (call.url.pathname.length + call.url.search.length > maxAddressBytes) return text('Request URL Too Large', 414)
  try {
    if (world.running.count > maxConcurrent) throw tooManyRequests()
    const params = readParams(call)
    const apps = appsOf(params)
    world.meter.countApps(apps)
    const fault = world.faults.take({ service: 'kintone', path: call.url.pathname, apps })
    // A slow call stays among the running ones, so it waits here and not after the answer.
    if (fault?.name === 'kintone-slow') await wait(fault.delayMs, world.stopping)
    if (world.stopping.aborted) return { status: 0, cut: true }
    const failure = fault && failBefore(fault)
    if (failure) return failure
    const reply = run(world, call, method, params)
    return fault ? spoil(fault.name, reply) : reply
  } catch (error) {
    return failed(error, language)
  }
}

function run(world: World, call: Call, method: string, params: Params): Reply {
  const route = findRoute(call, method)
  const session: Session = { world, call, actor: authenticate(call, world), isBulk: false, events: [] }
  const result = world.records.transaction(() => route.handle(session, params))
  world.webhooks.announce(world, session.events)
  return isReply(result) ? result : json(result)
}

const isReply = (result: Reply | Record<string, unknown>): result is Reply => typeof result.status === 'number'

function findRoute(call: Call, method: string): Route {
  const [, guest, path] = /^\/k\/(guest\/\d+\/)?v1\/(.+)\.json$/.exec(call.url.pathname) ?? []
  const route = routes.find((one) => one.resource === path && one.method === method)
  if (!route) throw illegalRequest()
  // None of the apps here lives in a guest space.
  if (guest) throw noPrivilege()
  return route
}

function methodOf(call: Call): string {
  const override = call.method === 'POST' ? call.headers['x-http-method-override'] : undefined
  return override?.toUpperCase() ?? call.method
}

/** Japanese unless the caller asks for another language first; `*` counts as nothing. */
function languageOf(call: Call): keyof Message {
  const first = (call.headers['accept-language'] ?? '').split(',')[0]?.trim().toLowerCase() ?? ''
  return first === '' || first.startsWith('*') || first.startsWith('ja') ? 'ja' : 'en'
}

export function failed(error: unknown, language: keyof Message): Reply {
  if (error instanceof BulkError) return json(bulkErrorBody(error, language), error.failure.status)
  if (!(error instanceof KintoneError)) throw error
  const headers: Record<string, string> = error.status === 429 ? { 'x-cybozu-error': error.code } : {}
  return json(errorBody(error, language), error.status, headers)
}
