import { clientAddressHeader } from '../http/client-address'
import type { Auth } from './auth'

export type AuthAnswer = {
  status: number
  code: string | null
  /** Better Auth's JSON, to be checked by whoever reads it. */
  body: unknown
  cookies: string[]
  retryAfterSeconds: number | null
}

/** Passes a checked form on to Better Auth's own handler, with the browser's headers, and reads its JSON answer. */
export async function forward(
  auth: Auth,
  request: Request,
  call: { method?: 'GET' | 'POST'; path: string; body?: object; withoutSession?: boolean },
): Promise<AuthAnswer> {
  const url = new URL(`/api/auth${call.path}`, auth.options.baseURL)
  const headers = new Headers()
  for (const name of [
    'cookie',
    'origin',
    'referer',
    'user-agent',
    'sec-fetch-site',
    'sec-fetch-mode',
    clientAddressHeader,
  ]) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (call.withoutSession) withoutSession(headers)
  headers.set('accept', 'application/json')
  const method = call.method ?? 'POST'
  if (method === 'POST') headers.set('content-type', 'application/json')
  const response = await auth.handler(
    new Request(url, { method, headers, body: method === 'POST' ? JSON.stringify(call.body ?? {}) : null }),
  )
  const answer: unknown = await response.json().catch(() => null)
  // No form of ours is at fault then, and none may say so.
  if (response.status >= 500) throw new Error(`Better Auth answered ${response.status} to ${call.path}`)
  return {
    status: response.status,
    code: codeOf(answer),
    body: answer,
    cookies: response.headers.getSetCookie(),
    retryAfterSeconds: Number(response.headers.get('x-retry-after')) || null,
  }
}

/** Whether the browser sent this cookie of Better Auth's, whatever prefix its name has. */
export function hasCookie(request: Request, name: string): boolean {
  return [...new Bun.CookieMap(request.headers.get('cookie') ?? '').keys()].some((key) => key.endsWith(`.${name}`))
}

/** The second step of a sign-in is about the one under way, not about a session the browser may have besides. */
function withoutSession(headers: Headers): void {
  const pairs = (headers.get('cookie') ?? '').split(/;\s*/)
  headers.set('cookie', pairs.filter((pair) => !/\.session_(token|data)[^=]*=/.test(pair)).join('; '))
}

function codeOf(answer: unknown): string | null {
  if (answer === null || typeof answer !== 'object' || !('code' in answer)) return null
  return typeof answer.code === 'string' ? answer.code : null
}
