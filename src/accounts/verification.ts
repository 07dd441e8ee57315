import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { createEmailVerificationToken } from 'better-auth/api'
import { verifyJWT } from 'better-auth/crypto'

/** How long the link in the verification letter works. */
export const verificationHours = 24

/** A signed token that only proves this address of this account, in the form Better Auth's verify-email expects. */
export function verificationToken(
  authSecret: string,
  user: { id: string; email: string },
  seconds = verificationHours * 3_600,
): Promise<string> {
  return createEmailVerificationToken(authSecret, user.email, undefined, seconds, { userId: user.id })
}

const payload = Type.Object({ email: Type.String(), userId: Type.String() })

/** Whom a verification link speaks of; null when it is forged, damaged or older than its hours. */
export async function readVerificationToken(authSecret: string, token: string) {
  const claims: unknown = await verifyJWT(token, authSecret)
  return Value.Check(payload, claims) ? claims : null
}
