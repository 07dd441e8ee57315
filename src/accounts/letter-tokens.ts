import type { LetterTokens } from '../mail/letters'
import type { Auth } from './auth'
import { emailChangeToken } from './email-change-token'
import { verificationToken } from './verification'

/** How long the link in the reset letter works. */
export const resetSeconds = 3_600

/** The tokens that letters carry, made when a letter is written. */
export function openLetterTokens(auth: Auth, authSecret: string): LetterTokens {
  return {
    verification: (user) => verificationToken(authSecret, user),
    passwordReset: async (user) => {
      const token = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url')
      const { internalAdapter } = await auth.$context
      // The form in which Better Auth's reset-password looks for it; its identifier is stored hashed.
      await internalAdapter.createVerificationValue({
        identifier: resetIdentifier(token),
        value: user.id,
        expiresAt: new Date(Date.now() + resetSeconds * 1_000),
      })
      return token
    },
    emailChange: (change, side) => emailChangeToken(authSecret, change, side),
  }
}

export const resetIdentifier = (token: string) => `reset-password:${token}`
