import { createEmailVerificationToken } from 'better-auth/api'

/** How long the link in the verification letter works. */
export const verificationHours = 24

/** A signed token that only proves this address of this account, in the form Better Auth's verify-email expects. */
export function verificationToken(authSecret: string, user: { id: string; email: string }): Promise<string> {
  return createEmailVerificationToken(authSecret, user.email, undefined, verificationHours * 3_600, { userId: user.id })
}
