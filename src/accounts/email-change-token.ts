import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { signJWT, verifyJWT } from 'better-auth/crypto'

/** How long both links of a change of address work. */
export const emailChangeHours = 24

const payload = Type.Object({
  purpose: Type.Literal('email-change'),
  userId: Type.String(),
  changeId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  side: Type.Union([Type.Literal('old'), Type.Literal('new')]),
})

/** A signed token that proves one of the two mailboxes of one change of address. */
export function emailChangeToken(
  authSecret: string,
  change: { userId: string; id: string },
  side: 'old' | 'new',
): Promise<string> {
  const claims = { purpose: 'email-change', userId: change.userId, changeId: change.id, side }
  return signJWT(claims, authSecret, emailChangeHours * 3_600)
}

/** Null when it is forged, damaged, meant for something else, or older than its hours. */
export async function readEmailChangeToken(authSecret: string, token: string) {
  const claims: unknown = await verifyJWT(token, authSecret)
  return Value.Check(payload, claims) ? claims : null
}
