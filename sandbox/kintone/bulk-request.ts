import { isObject } from '../http/call'
import { BulkError, KintoneError, message } from './errors'
import { type Params, readArray, readObject } from './params'
import { illegalRequest, invalidParameter } from './refusals'
import type { Route } from './route'
import type { Session } from './session'

const maxRequests = 20
const allowed = new Set([
  'POST record',
  'PUT record',
  'POST records',
  'PUT records',
  'DELETE records',
  'PUT record/status',
  'PUT records/status',
  'PUT record/assignees',
])

/** Several writes as one: the first that fails undoes them all. */
export const bulkRequestRoutes = (routes: readonly Route[]): readonly Route[] => [
  { method: 'POST', resource: 'bulkRequest', handle: (session, params) => postBulk(routes, session, params) },
]

function postBulk(routes: readonly Route[], session: Session, params: Params) {
  const requests = readArray(params, 'requests')
  if (requests.length > maxRequests) {
    const text = message('一度に20件までのリクエストを指定できます。', 'A maximum of 20 requests can be specified.')
    throw invalidParameter('requests', text)
  }
  const bulk = { ...session, isBulk: true }
  const results = requests.map((request, index) => {
    try {
      return runOne(routes, bulk, request, `requests[${index}]`)
    } catch (error) {
      if (error instanceof KintoneError) throw new BulkError(error, index, requests.length)
      throw error
    }
  })
  return { results }
}

function runOne(routes: readonly Route[], session: Session, request: unknown, name: string) {
  const { method, api, payload } = readObject(request, name)
  const resource = /^\/k\/v1\/(.+)\.json$/.exec(String(api))?.[1]
  const route = routes.find((one) => one.method === method && one.resource === resource)
  if (!route || !allowed.has(`${route.method} ${route.resource}`)) throw illegalRequest()
  return route.handle(session, readObject(payload, `${name}.payload`))
}

/** The apps a request touches, for the meter and for faults armed on one app. */
export function appsOf(params: Params): string[] {
  const requests = Array.isArray(params.requests) ? params.requests : [params]
  const apps = requests.map((request: unknown) => {
    const holder = isObject(request) && isObject(request.payload) ? request.payload : request
    return isObject(holder) && holder.app !== undefined ? String(holder.app) : undefined
  })
  return [...new Set(apps.filter((app) => app !== undefined))]
}
