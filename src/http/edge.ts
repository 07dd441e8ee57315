import type { Config } from '../config'
import { log, withLogFields } from '../log'
import { clientAddress, clientAddressHeader } from './client-address'
import { compressed } from './compress'
import { setSecurityHeaders } from './headers'
import { type RequestScope, runInScope } from './scope'
import { isSameSecret } from './secret'

export type Handle = (request: Request) => Response | Promise<Response>
type EdgeOptions = { config: Config; peerOf: (request: Request) => string | null }

/**
 * What happens to every request whatever its route: an id, the client's address, the origin checks, one log line,
 * the security headers, compression.
 */
export function edge(options: EdgeOptions, handle: Handle): Handle {
  const { config } = options
  const isHttps = config.appUrl.startsWith('https:')
  return async (request) => {
    const scope: RequestScope = { requestId: crypto.randomUUID(), route: 'unmatched', cookies: [] }
    const startedAt = performance.now()
    if (!URL.canParse(request.url)) return finish(plain(400, 'Bad Request'), request, scope, isHttps)
    return withLogFields({ requestId: scope.requestId }, async () => {
      request.headers.set(
        clientAddressHeader,
        clientAddress(request.headers, options.peerOf(request), config.trustedProxyCount),
      )
      const refusal = refuse(request, config)
      const answer = refusal ?? (await runInScope(scope, async () => handle(request)))
      const response = await finish(answer, request, scope, isHttps)
      const ms = Math.round((performance.now() - startedAt) * 10) / 10
      const isProbe = scope.route === '/healthz' || scope.route === '/readyz' || scope.route === '/assets/:file'
      log[isProbe ? 'debug' : 'info']('http', {
        method: request.method,
        route: scope.route,
        status: response.status,
        ms,
      })
      return response
    })
  }
}

async function finish(answer: Response, request: Request, scope: RequestScope, isHttps: boolean): Promise<Response> {
  const { headers } = answer
  for (const cookie of scope.cookies) headers.append('set-cookie', cookie)
  setSecurityHeaders(headers, { isHttps })
  headers.set('x-request-id', scope.requestId)
  return compressed(answer, request.headers.get('accept-encoding'))
}

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** Other machines send no Origin and carry no cookie; their routes ask for a secret (see sync/routes.ts). */
const machines = /^\/(webhooks|internal)\//
/** Probes come from inside the platform and carry no secret. */
const probes = new Set(['/healthz', '/readyz'])

function refuse(request: Request, config: Config): Response | null {
  const { pathname } = new URL(request.url)
  if (/%(?:0[0-9a-f]|1[0-9a-f]|7f)/i.test(pathname)) return plain(404, 'Not Found')
  if (config.originVerifySecret !== null && !probes.has(pathname)) {
    if (!isSameSecret(request.headers.get('x-origin-verify') ?? '', config.originVerifySecret))
      return plain(403, 'Forbidden')
  }
  // Browsers send Origin with every POST; what does not name our own origin is another site's form.
  const isFromBrowser = !machines.test(pathname)
  if (isFromBrowser && changing.has(request.method) && request.headers.get('origin') !== config.appUrl) {
    log.warn('http.foreign-origin', { method: request.method })
    return plain(403, 'この操作は PRO WORKS のページから行ってください。')
  }
  return null
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
