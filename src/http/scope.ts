import { AsyncLocalStorage } from 'node:async_hooks'

/** What belongs to the request being answered; made by the edge, filled on the way. */
export type RequestScope = {
  requestId: string
  /** The route's pattern, never the address itself: addresses hold ids and tokens. */
  route: string
  /** Set-Cookie lines to add, e.g. when the session was renewed while it was read. */
  cookies: string[]
}

const scopes = new AsyncLocalStorage<RequestScope>()

export function runInScope<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work)
}

export function currentScope(): RequestScope | null {
  return scopes.getStore() ?? null
}
