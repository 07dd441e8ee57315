import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { endOtherSessions } from '../db/sessions'
import { findTalent } from '../db/talents'
import { finishTwoFactorSwitch } from '../db/two-factors'
import { findUserByEmail, passwordHashOf } from '../db/users'
import { clientNetwork } from '../http/client-address'
import type { Limit } from '../http/rate-limit'
import { type AuthAnswer, forward } from './forward'
import type { GuardTools } from './guard'
import { knownDevice, knownDeviceCookie } from './known-device'

export type Credentials = { email: string; password: string; staysSignedIn: boolean }

export type SignInOutcome =
  | { outcome: 'signed-in'; cookies: string[] }
  | { outcome: 'second-factor'; cookies: string[] }
  | { outcome: 'credentials-wrong' | 'unverified' }
  | { outcome: 'closed' }
  /** Too much was tried: on this account, or from this network. */
  | { outcome: 'wait'; seconds: number }

/** Guesses at one account from browsers it does not know, wherever they come from. */
const perAccount: Limit = { uses: 10, seconds: 900 }
/** Mobile carriers put many people behind one address; those who signed in there before are not counted. */
const perNetwork: Limit = { uses: 60, seconds: 3_600 }
/** A browser the account knows: nobody else can use this up. */
const perDevice: Limit = { uses: 10, seconds: 900 }
/** First steps that were right and asked for a code, each good for five tries. */
const challenges: Limit = { uses: 8, seconds: 3_600 }

/**
 * Signs in with a password. Attempts are counted by account and by network, whether or not the account exists; too many
 * of them slow down, they lock nothing: a browser the account knows has a count of its own, and the reset letter
 * signs in without any (see reset-password.ts).
 */
export async function signIn(
  tools: GuardTools,
  request: Request,
  { email, password, staysSignedIn }: Credentials,
): Promise<SignInOutcome> {
  const { limits } = tools
  const device = await deviceOf(tools, request, email)
  if (device === null) {
    const seconds = await limits.take(`sign-in:network:${clientNetwork(request)}`, perNetwork)
    if (seconds > 0) return { outcome: 'wait', seconds }
  }
  const who = device === null ? `account:${email.toLowerCase()}` : `device:${device}`
  const seconds = await limits.take(`sign-in:${who}`, device === null ? perAccount : perDevice)
  if (seconds > 0) return { outcome: 'wait', seconds }
  const result = await signInUncounted(tools, request, { email, password, staysSignedIn })
  if (result.outcome === 'signed-in') await limits.clear(`sign-in:${who}`)
  if (result.outcome !== 'second-factor') return result
  // Each challenge allows a few codes; whoever knows the password must not get challenges without end.
  const again = await limits.take(`second-factor:${who}`, challenges)
  return again > 0 ? { outcome: 'wait', seconds: again } : result
}

async function deviceOf(tools: GuardTools, request: Request, email: string): Promise<string | null> {
  const { db } = tools.database
  const user = await findUserByEmail(db, email)
  const passwordHash = user && (await passwordHashOf(db, user.id))
  return user && passwordHash ? knownDevice(tools.config, request, { id: user.id, passwordHash }) : null
}

/** For whoever has just proved the mailbox: strangers' attempts do not hold them back. */
export async function signInUncounted(
  tools: GuardTools,
  request: Request,
  { email, password, staysSignedIn }: Credentials,
): Promise<SignInOutcome> {
  const user = await findUserByEmail(tools.database.db, email)
  if (user?.twoFactorEnabled) await finishTwoFactorSwitch(tools.database.db, user.id)
  const body = { email, password, rememberMe: staysSignedIn }
  const answer = await forward(tools.auth, request, { path: '/sign-in/email', body })
  if (answer.status === 429) return { outcome: 'wait', seconds: answer.retryAfterSeconds ?? 10 }
  if (answer.code === 'EMAIL_NOT_VERIFIED') return { outcome: 'unverified' }
  if (answer.status !== 200) return { outcome: 'credentials-wrong' }
  if (Value.Check(secondFactorAsked, answer.body)) return { outcome: 'second-factor', cookies: answer.cookies }
  return admit(tools, request, answer)
}

const secondFactorAsked = Type.Object({ twoFactorRedirect: Type.Literal(true) })
const signedIn = Type.Object({ user: Type.Object({ id: Type.String() }) })

/**
 * The last step of every way in: whom staff have closed stays out, and the browser becomes one the account knows.
 * `answer` is Better Auth's, with the new session's cookies.
 */
export async function admit(
  tools: GuardTools,
  request: Request,
  answer: Pick<AuthAnswer, 'body' | 'cookies' | 'status'>,
): Promise<Extract<SignInOutcome, { outcome: 'signed-in' | 'closed' }>> {
  if (!Value.Check(signedIn, answer.body)) throw new Error(`A sign-in answered ${answer.status} without a user`)
  const { id } = answer.body.user
  const [talent, passwordHash] = await Promise.all([
    findTalent(tools.database.db, id),
    passwordHashOf(tools.database.db, id),
  ])
  if (talent?.talent.isClosed) {
    await endOtherSessions(tools.database.db, { userId: id, keptId: null })
    return { outcome: 'closed' }
  }
  const known = passwordHash === null ? [] : [knownDeviceCookie(tools.config, request, { id, passwordHash })]
  return { outcome: 'signed-in', cookies: [...answer.cookies, ...known] }
}
