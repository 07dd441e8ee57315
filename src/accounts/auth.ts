import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import type { Config } from '../config'
import type { Database } from '../db/client'
import * as schema from '../db/schema'
import { findUser } from '../db/users'
import { clientAddressHeader } from '../http/client-address'
import type { RateLimits } from '../http/rate-limit'
import { log } from '../log'
import { queueLetter } from '../mail/queue-letter'
import { createTalent } from '../profile/create-talent'
import type { Queue } from '../queue/queue'
import { addressHash, recordConsents } from './consent'
import { hostPrefix } from './own-cookie'
import { hashPassword, passwordMaximumLength, passwordMinimumLength, verifyPassword } from './password'
import { onPasswordChange } from './password-change'
import { verificationHours } from './verification'

const daysRemembered = 30
const serviceName = 'PRO WORKS'

export type Auth = ReturnType<typeof openAuth>
export type AuthTools = { config: Config; database: Database; queue: Queue; limits: RateLimits }

/**
 * Better Auth with our tables, queue and letters. Forms never call `auth.api` for credentials but forward a request to
 * `auth.handler` (see forward.ts): only there its origin check and rate limit apply.
 */
export function openAuth({ config, database, queue, limits }: AuthTools) {
  const letters = { database, queue }
  return betterAuth({
    appName: serviceName,
    baseURL: config.appUrl,
    secret: config.authSecret,
    trustedOrigins: [config.appUrl],
    // Inside a transaction this must be the transaction's handle, and Better Auth passes none on.
    database: drizzleAdapter(database.db, { provider: 'pg', schema: tables, transaction: true }),
    // What is no answer of Better Auth's is thrown and logged as our own errors are; it would print it with everything
    // the failed query carried.
    onAPIError: { throw: true },
    logger: {
      log: (level, message) => {
        const said = message.startsWith('Failed query') ? 'Failed query' : message
        log[level === 'info' ? 'debug' : level]('auth', { message: said })
      },
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: passwordMinimumLength,
      maxPasswordLength: passwordMaximumLength,
      revokeSessionsOnPasswordReset: true,
      onExistingUserSignUp: async ({ user }) => {
        const kind = user.emailVerified ? 'already-registered' : 'verify-address'
        await queueLetter(letters, { kind, userId: user.id, occasion: tenMinutes(new Date()) })
      },
      // The token made here is never sent: the letter makes its own when it is written (see letter-tokens.ts).
      sendResetPassword: ({ user }) =>
        queueLetter(letters, { kind: 'reset-password', userId: user.id, occasion: tenMinutes(new Date()) }),
      password: { hash: hashPassword, verify: verifyPassword },
    },
    emailVerification: {
      // The letter of a new account is queued by the hook below, inside the transaction that makes the account.
      sendOnSignUp: false,
      // The link proves the mailbox; who may sign in is for the password to say (see verify-account.ts).
      autoSignInAfterVerification: false,
      expiresIn: verificationHours * 3_600,
      sendVerificationEmail: ({ user }) =>
        queueLetter(letters, { kind: 'verify-address', userId: user.id, occasion: tenMinutes(new Date()) }),
      afterEmailVerification: (user) => createTalent(letters, user.id),
    },
    user: {
      additionalFields: {
        familyName: { type: 'string', required: true },
        givenName: { type: 'string', required: true },
        phone: { type: 'string', required: false, defaultValue: '' },
        wantsMail: { type: 'boolean', required: false, defaultValue: false },
        termsVersion: { type: 'string', required: true },
      },
    },
    databaseHooks: {
      account: {
        update: {
          before: async ({ password }) => {
            if (password) await onPasswordChange(letters)
          },
        },
        create: {
          // "before" is the one hook that runs inside the sign-up's transaction: the letter and the consents exist
          // exactly when the account does.
          before: async ({ userId }, context) => {
            const tx = database.ambient()
            await queueLetter({ ...letters, tx }, { kind: 'verify-address', userId, occasion: 'sign-up' })
            const user = await findUser(tx, userId)
            if (user === null) return
            const { termsVersion: version } = user
            const consents = [
              { kind: 'terms' as const, isGranted: true, version },
              { kind: 'privacy' as const, isGranted: true, version },
              { kind: 'mail' as const, isGranted: user.wantsMail, version },
              // The form says that AI is used and can be switched off.
              { kind: 'ai' as const, isGranted: true, version },
            ]
            const hash = addressHash(config, context?.request?.headers)
            await recordConsents(tx, { userId, addressHash: hash, consents })
          },
        },
      },
    },
    session: {
      expiresIn: daysRemembered * 86_400,
      updateAge: 86_400,
      // Whatever is sensitive asks for the password itself, however fresh the session is.
      freshAge: 0,
    },
    // What was sent by mail or is under way in a browser cannot be read out of the database.
    verification: { storeIdentifier: 'hashed' },
    rateLimit: {
      enabled: true,
      customStorage: {
        consume: async (key, rule) => {
          const seconds = await limits.take(`auth:${key}`, { uses: rule.max, seconds: rule.window })
          return { allowed: seconds === 0, retryAfter: seconds }
        },
      },
      customRules: {
        // Counted by our own verbs and routes, by account, browser and network: many people share one address.
        '/sign-up/email': false,
        '/sign-in/email': false,
        '/sign-out': false,
        '/change-password': false,
        '/request-password-reset': false,
        '/send-verification-email': false,
        '/two-factor/*': false,
      },
    },
    plugins: [
      // Its lock would shut out the owner while somebody else guesses; attempts are counted in second-factor.ts.
      twoFactor({ issuer: serviceName, accountLockout: { enabled: false } }),
      passkey({
        rpName: serviceName,
        rpID: new URL(config.appUrl).hostname,
        origin: config.appUrl,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: ({ verification }) => requireVerifiedPerson(verification.registrationInfo) },
        authentication: {
          afterVerification: ({ verification }) => requireVerifiedPerson(verification.authenticationInfo),
        },
      }),
    ],
    advanced: {
      // `__Host-` is stricter than the `__Secure-` that useSecureCookies would put in front.
      cookiePrefix: `${hostPrefix(config)}proworks`,
      useSecureCookies: false,
      defaultCookieAttributes: { secure: config.appUrl.startsWith('https:') },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
  })
}

const tables = {
  user: schema.users,
  session: schema.sessions,
  account: schema.accounts,
  verification: schema.verifications,
  passkey: schema.passkeys,
  twoFactor: schema.twoFactors,
}

/** A passkey stands for both factors here, so the device must have checked who holds it. The plugin does not insist. */
function requireVerifiedPerson(info: { userVerified: boolean } | undefined): void {
  if (info?.userVerified !== true) throw new APIError('UNAUTHORIZED', { code: 'USER_VERIFICATION_REQUIRED' })
}

/** Names the current ten minutes: a letter that anybody may ask for is sent at most once in each. */
function tenMinutes(now: Date): string {
  return String(Math.floor(now.getTime() / 600_000))
}
