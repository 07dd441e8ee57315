import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import type { Config } from '../config'
import type { Database } from '../db/client'
import * as schema from '../db/schema'
import { clientAddressHeader } from '../http/client-address'
import type { RateLimits } from '../http/rate-limit'
import { log } from '../log'
import { queueLetter } from '../mail/queue-letter'
import { createTalent } from '../profile/create-talent'
import type { Queue } from '../queue/queue'
import { hashPassword, passwordMaximumLength, passwordMinimumLength, verifyPassword } from './password'
import { verificationHours } from './verification'

const daysRemembered = 30

export type Auth = ReturnType<typeof openAuth>
export type AuthTools = { config: Config; database: Database; queue: Queue; limits: RateLimits }

/**
 * Better Auth with our tables, queue and letters. Forms never call `auth.api` for credentials but forward a request to
 * `auth.handler` (see forward.ts): only there its origin check and rate limit apply.
 */
export function openAuth({ config, database, queue, limits }: AuthTools) {
  const letters = { database, queue }
  return betterAuth({
    baseURL: config.appUrl,
    secret: config.authSecret,
    trustedOrigins: [config.appUrl],
    // Inside a transaction this must be the transaction's handle, and Better Auth passes none on.
    database: drizzleAdapter(database.db, { provider: 'pg', schema: tables, transaction: true }),
    logger: { log: (level, message) => log[level === 'info' ? 'debug' : level]('auth', { message }) },
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
        create: {
          // "before" is the one hook that runs inside the sign-up's transaction: the letter exists exactly when the account does.
          before: async ({ userId }) =>
            queueLetter(
              { ...letters, tx: database.ambient() },
              { kind: 'verify-address', userId, occasion: 'sign-up' },
            ),
        },
      },
    },
    session: {
      expiresIn: daysRemembered * 86_400,
      updateAge: 86_400,
      cookieCache: { enabled: true, maxAge: 300, strategy: 'jwt' },
    },
    rateLimit: {
      enabled: true,
      customStorage: {
        consume: async (key, rule) => {
          const seconds = await limits.take(`auth:${key}`, { uses: rule.max, seconds: rule.window })
          return { allowed: seconds === 0, retryAfter: seconds }
        },
      },
      customRules: { '/sign-up/email': { window: 3_600, max: 20 }, '/sign-out': false },
    },
    advanced: {
      cookiePrefix: 'proworks',
      useSecureCookies: config.appUrl.startsWith('https:'),
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

/** Names the current ten minutes: a letter that anybody may ask for is sent at most once in each. */
function tenMinutes(now: Date): string {
  return String(Math.floor(now.getTime() / 600_000))
}
