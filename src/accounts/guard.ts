import { findTalent, type TalentRow } from '../db/talents'
import { SignInRequired } from '../http/errors'
import { currentScope } from '../http/scope'
import { createTalent } from '../profile/create-talent'
import type { Auth, AuthTools } from './auth'

/** What one candidate may change: every change is a call to kintone, whose 10,000 a day belong to the whole company. */
const changes = { uses: 30, seconds: 60 }

export type GuardTools = AuthTools & { auth: Auth }

/** The talent who is signed in, or null. Unless it must be fresh, the session's signed cookie is trusted for five minutes. */
export async function currentTalent(
  tools: GuardTools,
  request: Request,
  options = { isFresh: false },
): Promise<TalentRow | null> {
  if (!request.headers.has('cookie')) return null
  const { headers, response } = await tools.auth.api.getSession({
    headers: request.headers,
    query: { disableCookieCache: options.isFresh },
    returnHeaders: true,
  })
  currentScope()?.cookies.push(...headers.getSetCookie())
  if (response === null || !response.user.emailVerified) return null
  const { db } = tools.database
  const talent = await findTalent(db, response.user.id)
  if (talent !== null) return talent.talent.isClosed ? null : talent
  // The account was verified and the instance died before the talent was made: make it now.
  await createTalent(tools, response.user.id)
  return findTalent(db, response.user.id)
}

/**
 * The signed-in talent, as the database has it: for pages that show what is theirs, and for whatever changes something.
 * Throws SignInRequired, and TooManyRequests for a candidate who changes more than a person can.
 */
export async function requireTalent(tools: GuardTools, request: Request): Promise<TalentRow> {
  const talent = await currentTalent(tools, request, { isFresh: true })
  if (talent === null) throw new SignInRequired()
  if (request.method !== 'GET' && request.method !== 'HEAD') await tools.limits.require(`change:${talent.id}`, changes)
  return talent
}
