import type { Staff } from '../support/staff'

/** Everything that may befall a call to kintone. Delays are shortened, so that a drill ends. */
const kintoneFaults: { name: string; ms?: number }[] = [
  { name: 'kintone-rate-limit' },
  { name: 'kintone-unavailable' },
  { name: 'kintone-lock' },
  { name: 'kintone-lock-timeout' },
  { name: 'kintone-record-lock' },
  { name: 'kintone-slow', ms: 300 },
  { name: 'kintone-timeout', ms: 1_500 },
  { name: 'kintone-reset' },
  { name: 'kintone-lost-answer' },
  { name: 'kintone-invalid-json' },
  { name: 'kintone-token-revoked' },
  { name: 'kintone-search-warning' },
]

/** Without an address that is refused for good, a bounce or a complaint: such a letter is lost by definition. */
const mailFaults = [
  { name: 'mail-throttled' },
  { name: 'mail-unavailable' },
  { name: 'mail-error' },
  { name: 'mail-slow', ms: 300 },
  { name: 'mail-reset' },
  { name: 'mail-lost-answer' },
]

const webhookFaults = [{ name: 'webhook-dropped' }, { name: 'webhook-doubled' }, { name: 'webhook-out-of-order' }]

/** Arms every kind for this share of the calls that meet none of the kinds before it. */
export async function armEverything(staff: Staff, share: number): Promise<number> {
  const faults = [...kintoneFaults, ...mailFaults, ...webhookFaults]
  for (const fault of faults) await staff.arm({ ...fault, share })
  return faults.length
}
