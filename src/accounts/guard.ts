import { findTalent, type TalentRow } from '../db/talents'
import { SignInRequired } from '../http/errors'
import { currentScope } from '../http/scope'
import { createTalent } from '../profile/create-talent'
import type { Auth, AuthTools } from './auth'

export type GuardTools = AuthTools & { auth: Auth }

/**
 * The talent who is signed in, or null. Reads may trust the session's signed cookie for five minutes; whatever changes
 * something asks the database.
 */
export async function currentTalent(tools: GuardTools, request: Request): Promise<TalentRow | null> {
  if (!request.headers.has('cookie')) return null
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  const { headers, response } = await tools.auth.api.getSession({
    headers: request.headers,
    query: { disableCookieCache: !isReading },
    returnHeaders: true,
  })
  currentScope()?.cookies.push(...headers.getSetCookie())
  if (response === null || !response.user.emailVerified) return null
  const { db } = tools.database
  const talent = await findTalent(db, response.user.id)
  if (talent !== null) return talent
  // The account was verified and the instance died before the talent was made: make it now.
  await createTalent(tools, response.user.id)
  return findTalent(db, response.user.id)
}

/** The signed-in talent. Throws SignInRequired. */
export async function requireTalent(tools: GuardTools, request: Request): Promise<TalentRow> {
  const talent = await currentTalent(tools, request)
  if (talent === null) throw new SignInRequired()
  return talent
}
