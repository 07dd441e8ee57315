import { LRUCache } from 'lru-cache'
import type { Config } from '../config'
import type { Database } from '../db/client'
import { openSignedInReader, type SignedIn } from '../db/sessions'
import { currentScope } from '../http/scope'
import type { Auth } from './auth'
import { readCookie } from './own-cookie'

/** Who is signed in by the cookie of a request, or null. */
export type SessionReader = (request: Request) => Promise<SignedIn | null>

/** How long a cookie's signature is remembered; then Better Auth is asked again, and renews the session when it is due. */
const rememberedMs = 300_000
const cookiesRemembered = 10_000

/**
 * The signed cookie only says which session to look up; whether it still lives is asked of the database every time, so
 * that an ended session is worth nothing anywhere.
 */
export function openSessions(tools: { config: Config; auth: Auth; database: Database }): SessionReader {
  const { config, auth, database } = tools
  const findSignedIn = openSignedInReader(database.db)
  const tokens = new LRUCache<string, string>({ max: cookiesRemembered, ttl: rememberedMs })
  const askBetterAuth = async (request: Request) => {
    const { headers, response } = await auth.api.getSession({ headers: request.headers, returnHeaders: true })
    currentScope()?.cookies.push(...headers.getSetCookie())
    return response?.session.token ?? null
  }
  return async (request) => {
    const cookie = readCookie(config, request, 'session_token')
    if (cookie === null) return null
    const remembered = tokens.get(cookie)
    const token = remembered ?? (await askBetterAuth(request))
    if (token === null) return null
    // Better Auth reads the header itself: what it vouches for must be the very cookie that will be looked up by.
    if (remembered === undefined && cookie.startsWith(`${token}.`)) tokens.set(cookie, token)
    const signedIn = await findSignedIn(token)
    if (signedIn !== null) return signedIn
    // The cookie outlived its session: Better Auth takes it back.
    tokens.delete(cookie)
    if (remembered !== undefined) await askBetterAuth(request)
    return null
  }
}
