import { findTalent, type TalentRow } from '../db/talents'
import type { UserRow } from '../db/users'
import { ConsentRequired, SignInRequired } from '../http/errors'
import { createTalent } from '../profile/create-talent'
import type { Auth, AuthTools } from './auth'
import type { SessionReader } from './sessions'
import { termsVersion } from './terms'

/** What one candidate may change: every change is a call to kintone, whose 10,000 a day belong to the whole company. */
const changes = { uses: 30, seconds: 60 }
/** A mark on a job stays here and is one tap, list by list. */
const marks = { uses: 120, seconds: 60 }

export type GuardTools = AuthTools & { auth: Auth; sessions: SessionReader }
/** A person who is signed in: the session, the account, and the talent it stands for. */
export type Account = { sessionId: string; user: UserRow; talent: TalentRow }

/** The account that is signed in, or null. */
export async function currentAccount(tools: GuardTools, request: Request): Promise<Account | null> {
  const signedIn = await tools.sessions(request)
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

/** The account was verified and the instance died before the talent was made. */
async function talentMadeNow(tools: GuardTools, userId: string): Promise<TalentRow | null> {
  await createTalent(tools, userId)
  return findTalent(tools.database.db, userId)
}
