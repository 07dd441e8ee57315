import { createHmac } from 'node:crypto'
import type { Config } from '../config'
import type { Db } from '../db/client'
import { type ConsentRow, insertConsents } from '../db/consents'
import { clientAddressHeader } from '../http/client-address'

/** What somebody agreed to or withdrew. */
export type Consent = { kind: ConsentRow['kind']; isGranted: boolean; version: string }

/** Adds to the ledger, in the transaction that makes the consent take effect. */
export async function recordConsents(
  tx: Db,
  given: { userId: string; addressHash: string; consents: Consent[] },
): Promise<void> {
  const { userId, addressHash, consents } = given
  await insertConsents(
    tx,
    consents.map((consent) => ({ userId, addressHash, ...consent })),
  )
}

/** Where a consent came from, without keeping the address itself. */
export function addressHash(config: Pick<Config, 'authSecret'>, headers: Headers | undefined): string {
  const address = headers?.get(clientAddressHeader) ?? 'unknown'
  return createHmac('sha256', config.authSecret).update(`consent-address:${address}`).digest('hex').slice(0, 32)
}
