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
  call: { method?: 'GET' | 'POST'; path: string; body?: object },
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
  headers.set('accept', 'application/json')
  const method = call.method ?? 'POST'
  if (method === 'POST') headers.set('content-type', 'application/json')
  const response = await auth.handler(
    new Request(url, { method, headers, body: method === 'POST' ? JSON.stringify(call.body ?? {}) : null }),
  )
  const answer: unknown = await response.json().catch(() => null)
  return {
    status: response.status,
    code: codeOf(answer),
    body: answer,
    cookies: response.headers.getSetCookie(),
    retryAfterSeconds: Number(response.headers.get('x-retry-after')) || null,
  }
}

function codeOf(answer: unknown): string | null {
  if (answer === null || typeof answer !== 'object' || !('code' in answer)) return null
  return typeof answer.code === 'string' ? answer.code : null
}
