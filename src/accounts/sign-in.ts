import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { endOtherSessions } from '../db/sessions'
import { findTalent } from '../db/talents'
import { findUserByEmail } from '../db/users'
import { clientAddressHeader } from '../http/client-address'
import type { Limit } from '../http/rate-limit'
import { type AuthAnswer, forward } from './forward'
import type { GuardTools } from './guard'
import { knownDevice, knownDeviceCookie } from './known-device'

export type Credentials = { email: string; password: string; staysSignedIn: boolean }

export type SignInOutcome =
  | { outcome: 'signed-in'; cookies: string[] }
  | { outcome: 'second-factor'; cookies: string[] }
  | { outcome: 'credentials-wrong' | 'unverified' | 'closed' }
  /** `by` says what was tried too often: this account, or anything from this address. */
  | { outcome: 'wait'; by: 'account' | 'address'; seconds: number }

/** Guesses at one account from browsers it does not know, wherever they come from. */
const perAccount: Limit = { uses: 10, seconds: 900 }
/** Mobile carriers put many people behind one address; those who signed in there before are not counted. */
const perAddress: Limit = { uses: 60, seconds: 3_600 }
/** A browser the account knows: nobody else can use this up. */
const perDevice: Limit = { uses: 10, seconds: 900 }

/**
 * Signs in with a password. Attempts are counted by account and by address, whether or not the account exists; too many
 * of them slow down, they lock nothing: a browser the account knows has a count of its own, and the reset letter
 * signs in without any (see reset-password.ts).
 */
export async function signIn(
  tools: GuardTools,
  request: Request,
  { email, password, staysSignedIn }: Credentials,
): Promise<SignInOutcome> {
  const account = await findUserByEmail(tools.database.db, email)
  const device = account && knownDevice(tools.config, request, account.id)
  const keys = device
    ? { account: `sign-in:device:${device}`, address: null }
    : { account: `sign-in:account:${email.toLowerCase()}`, address: `sign-in:address:${network(request)}` }
  if (keys.address !== null) {
    const seconds = await tools.limits.take(keys.address, perAddress)
    if (seconds > 0) return { outcome: 'wait', by: 'address', seconds }
  }
  const seconds = await tools.limits.take(keys.account, device ? perDevice : perAccount)
  if (seconds > 0) return { outcome: 'wait', by: 'account', seconds }
  const result = await signInUncounted(tools, request, { email, password, staysSignedIn })
  if (result.outcome === 'signed-in' || result.outcome === 'second-factor') await tools.limits.clear(keys.account)
  return result
}

/** For whoever has just proved the mailbox: strangers' attempts do not hold them back. */
export async function signInUncounted(
  tools: GuardTools,
  request: Request,
  { email, password, staysSignedIn }: Credentials,
): Promise<SignInOutcome> {
  const body = { email, password, rememberMe: staysSignedIn }
  const answer = await forward(tools.auth, request, { path: '/sign-in/email', body })
  if (answer.status === 429) return { outcome: 'wait', by: 'address', seconds: answer.retryAfterSeconds ?? 10 }
  if (answer.code === 'EMAIL_NOT_VERIFIED') return { outcome: 'unverified' }
  if (answer.status !== 200) return { outcome: 'credentials-wrong' }
  if (Value.Check(secondFactorAsked, answer.body)) return { outcome: 'second-factor', cookies: answer.cookies }
  return admit(tools, answer)
}

const secondFactorAsked = Type.Object({ twoFactorRedirect: Type.Literal(true) })
const signedIn = Type.Object({ user: Type.Object({ id: Type.String() }) })

/**
 * The last step of every way in: whom staff have closed stays out, and the browser becomes one the account knows.
 * `answer` is Better Auth's, with the new session's cookies.
 */
export async function admit(tools: GuardTools, answer: AuthAnswer): Promise<SignInOutcome> {
  if (!Value.Check(signedIn, answer.body)) throw new Error(`A sign-in answered ${answer.status} without a user`)
  const { id } = answer.body.user
  const talent = await findTalent(tools.database.db, id)
  if (talent?.talent.isClosed) {
    await endOtherSessions(tools.database.db, { userId: id, keptId: null })
    return { outcome: 'closed' }
  }
  return { outcome: 'signed-in', cookies: [...answer.cookies, knownDeviceCookie(tools.config, id)] }
}

/** The client's address; of an IPv6 one the /64 that one customer has. */
export function network(request: Request): string {
  const address = request.headers.get(clientAddressHeader) ?? 'unknown'
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0') : []
  return [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
