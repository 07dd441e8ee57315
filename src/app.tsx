import { Elysia } from 'elysia'
import { type ErrorKind, ErrorMessage, ErrorPage } from '../views/pages/errors'
import type { Viewer } from '../views/ui/layout'
import { exportRoutes } from './accounts/export-routes'
import { currentTalent, type GuardTools } from './accounts/guard'
import { accountRoutes } from './accounts/routes'
import { applicationRoutes } from './applications/routes'
import { bookmarkRoutes } from './bookmarks/routes'
import type { Clock } from './clock'
import type { EvaluateLater } from './evaluation/evaluate-later'
import { edge, type Handle } from './http/edge'
import { BadRequest, BodyTooLarge, ConsentRequired, NotFound, SignInRequired, TooManyRequests } from './http/errors'
import { healthRoutes, type Readiness } from './http/health'
import { html, isHtmx, wantsFragment } from './http/html'
import { refererPath } from './http/referer'
import { currentScope } from './http/scope'
import { staticFiles } from './http/static'
import type { JobShelf } from './jobs/list-jobs'
import { jobMachineRoutes } from './jobs/machine-routes'
import { jobRoutes } from './jobs/routes'
import { log } from './log'
import { pageRoutes } from './pages/routes'
import { localPath, paths } from './paths'
import { profileRoutes } from './profile/routes'
import { viewerOf } from './profile/viewer'
import { questionRoutes } from './questions/routes'
import { type MachineTools, machineRoutes } from './sync/routes'

export type AppTools = GuardTools &
  MachineTools & {
    shelf: JobShelf
    clock: Clock
    readiness: Readiness
    evaluateLater: EvaluateLater
  }

/** The portal's table of contents. It reaches no vendor: what must go out is queued. */
export function openApp(tools: AppTools) {
  const app = new Elysia()
  const peerOf = (request: Request) => app.server?.requestIP(request)?.address ?? null
  return app
    .onTransform(({ route }) => {
      const scope = currentScope()
      if (scope) scope.route = route
    })
    .onError(({ error, request, code }) => answerError(tools, code === 'NOT_FOUND' ? new NotFound() : error, request))
    .use(healthRoutes(tools.readiness))
    .use(machineRoutes(tools))
    .use(staticFiles())
    .use(pageRoutes(tools))
    .use(accountRoutes(tools))
    .use(jobRoutes(tools))
    .use(jobMachineRoutes(tools))
    .use(bookmarkRoutes(tools))
    .use(applicationRoutes(tools))
    .use(profileRoutes(tools))
    .use(questionRoutes(tools))
    .use(exportRoutes(tools))
    .wrap((handle) => edge({ config: tools.config, peerOf }, handle as unknown as Handle))
}

/** Every error becomes a page, or a fragment for htmx; what we did not foresee is logged with its request id. */
async function answerError(tools: AppTools, error: unknown, request: Request): Promise<Response> {
  if (error instanceof SignInRequired) return askFirst(request, paths.login)
  if (error instanceof ConsentRequired) return askFirst(request, paths.renewConsent)
  if (error instanceof NotFound) return show('not-found', 404, request, await viewerIfKnown(tools, request))
  if (error instanceof BodyTooLarge) return show('too-large', 413, request)
  if (error instanceof BadRequest) return show('bad-request', 400, request)
  if (error instanceof TooManyRequests) return askToWait(tools, error, request)
  log.error('http.error', { error })
  const isDatabaseAway = error instanceof Error && isConnectionError(error)
  return isDatabaseAway ? show('unavailable', 503, request) : show('server-error', 500, request)
}

/** A database that is replaced or restarted is back about then. */
const databaseAwaySeconds = 60

function show(kind: ErrorKind, status: number, request: Request, viewer: Viewer = null): Response {
  const requestId = status >= 500 ? (currentScope()?.requestId ?? null) : null
  const markup = wantsFragment(request)
    ? String(ErrorMessage({ kind, requestId }))
    : ErrorPage({ kind, viewer, requestId })
  const headers: Record<string, string> = status === 503 ? { 'retry-after': String(databaseAwaySeconds) } : {}
  return html(markup, { status, isPrivate: true, headers })
}

/** Says for how long, with the way back to the form that was refused. */
async function askToWait(tools: AppTools, { retryAfterSeconds }: TooManyRequests, request: Request): Promise<Response> {
  const message = { kind: 'too-many-requests', requestId: null, waitSeconds: retryAfterSeconds } as const
  const markup = wantsFragment(request)
    ? String(ErrorMessage(message))
    : ErrorPage({ ...message, viewer: await viewerIfKnown(tools, request), backPath: formPath(tools, request) })
  const headers = { 'retry-after': String(retryAfterSeconds) }
  return html(markup, { status: 429, isPrivate: true, headers })
}

/** Where a form stands: the page that sent it, if it is ours. What is under an account page answers to POST only. */
function formPath({ config }: AppTools, request: Request): string {
  const path = refererPath(request, config.appUrl)
  const parts = path?.split('?')[0]?.split('/') ?? []
  const isUnderPage = path?.startsWith(`${paths.account()}/`) && parts.length > 4
  return (isUnderPage ? parts.slice(0, 4).join('/') : path) ?? paths.front()
}

/** A page that was not found keeps the frame its reader knows; finding out who that is must not fail the answer. */
async function viewerIfKnown(tools: AppTools, request: Request): Promise<Viewer> {
  try {
    return viewerOf(await currentTalent(tools, request))
  } catch (error) {
    log.warn('http.viewer-unknown', { error })
    return null
  }
}

/** Sign in, or agree to the new terms, and come back: to the page itself, for htmx to the page it was asked from, for a form to where it stands. */
function askFirst(request: Request, ask: (query: { next?: string }) => string): Response {
  const here = new URL(request.url)
  const asked = isHtmx(request)
    ? request.headers.get('hx-current-url')
    : request.method === 'GET'
      ? request.url
      : request.headers.get('referer')
  const from = asked !== null && URL.canParse(asked, here.origin) ? new URL(asked, here.origin) : here
  const next = localPath(`${from.pathname}${from.search}`) ?? undefined
  const location = ask({ next })
  if (isHtmx(request)) return new Response(null, { status: 401, headers: { 'hx-redirect': location } })
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

function isConnectionError(error: Error): boolean {
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && connectionCodes.has(code)) return true
  if (/timeout exceeded when trying to connect|Connection terminated/.test(error.message)) return true
  return error.cause instanceof Error && isConnectionError(error.cause)
}
