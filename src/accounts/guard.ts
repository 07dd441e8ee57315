import { findSignedIn } from '../db/sessions'
import { findTalent, type TalentRow } from '../db/talents'
import type { UserRow } from '../db/users'
import { ConsentRequired, SignInRequired } from '../http/errors'
import { currentScope } from '../http/scope'
import { createTalent } from '../profile/create-talent'
import type { Auth, AuthTools } from './auth'
import { termsVersion } from './terms'

/** What one candidate may change: every change is a call to kintone, whose 10,000 a day belong to the whole company. */
const changes = { uses: 30, seconds: 60 }
/** A mark on a job stays here and is one tap, list by list. */
const marks = { uses: 120, seconds: 60 }

export type GuardTools = AuthTools & { auth: Auth }
/** A person who is signed in: the session, the account, and the talent it stands for. */
export type Account = { sessionId: string; user: UserRow; talent: TalentRow }

/**
 * The account that is signed in, or null. The signed cookie only says which session to look up; whether it still lives
 * is asked of the database every time, so that an ended session is worth nothing anywhere.
 */
export async function currentAccount(tools: GuardTools, request: Request): Promise<Account | null> {
  if (!request.headers.has('cookie')) return null
  const { db } = tools.database
  const token = await sessionToken(tools, request, { disableCookieCache: false })
  if (token === null) return null
  const signedIn = await findSignedIn(db, token)
  // The cookie outlived its session: Better Auth takes it back.
  if (signedIn === null) await sessionToken(tools, request, { disableCookieCache: true })
  if (signedIn === null || !signedIn.user.emailVerified) return null
  const talent = signedIn.talent ?? (await talentMadeNow(tools, signedIn.user.id))
  return talent === null || talent.talent.isClosed ? null : { ...signedIn, talent }
}

/** The talent who is signed in, or null. */
export async function currentTalent(tools: GuardTools, request: Request): Promise<TalentRow | null> {
  return (await currentAccount(tools, request))?.talent ?? null
}

/**
 * The account that is signed in, for what concerns the account itself: also open to whoever has not agreed to new terms.
 * Throws SignInRequired, and TooManyRequests for somebody who changes more than a person can.
 */
export async function requireAccount(tools: GuardTools, request: Request, of?: 'mark'): Promise<Account> {
  const account = await currentAccount(tools, request)
  if (account === null) throw new SignInRequired()
  const isChange = request.method !== 'GET' && request.method !== 'HEAD'
  if (isChange) await tools.limits.require(`${of ?? 'change'}:${account.user.id}`, of ? marks : changes)
  return account
}

/** The signed-in talent, for what is theirs. Throws as requireAccount does, and ConsentRequired after new terms. */
export async function requireTalent(tools: GuardTools, request: Request, of?: 'mark'): Promise<TalentRow> {
  const { user, talent } = await requireAccount(tools, request, of)
  if (user.termsVersion !== termsVersion) throw new ConsentRequired()
  return talent
}

async function sessionToken(tools: GuardTools, request: Request, query: { disableCookieCache: boolean }) {
  const { headers, response } = await tools.auth.api.getSession({
    headers: request.headers,
    query,
    returnHeaders: true,
  })
  currentScope()?.cookies.push(...headers.getSetCookie())
  return response?.session.token ?? null
}

/** The account was verified and the instance died before the talent was made. */
async function talentMadeNow(tools: GuardTools, userId: string): Promise<TalentRow | null> {
  await createTalent(tools, userId)
  return findTalent(tools.database.db, userId)
}
