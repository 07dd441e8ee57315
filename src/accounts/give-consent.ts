import { lockTalent } from '../db/talents'
import { findUser, saveAgreedTerms } from '../db/users'
import { changeTalent } from '../profile/save-profile'
import { type Consent, recordConsents } from './consent'
import type { Account, GuardTools } from './guard'
import { agreedTerms, termsVersion } from './terms'

/** Agrees to the current terms: account, ledger and kintone's 利用規約同意 together. */
export async function renewConsent(tools: GuardTools, { user }: Account, addressHash: string): Promise<void> {
  await tools.database.transaction(async (tx) => {
    await lockTalent(tx, user.id)
    if ((await findUser(tx, user.id))?.termsVersion === termsVersion) return
    await changeTalent(tx, tools.queue, { id: user.id, change: { termsConsent: agreedTerms(termsVersion) } })
    await saveAgreedTerms(tx, user.id, termsVersion)
    const agreed = { isGranted: true, version: termsVersion }
    const consents: Consent[] = [
      { kind: 'terms', ...agreed },
      { kind: 'privacy', ...agreed },
    ]
    await recordConsents(tx, { userId: user.id, addressHash, consents })
  })
}

/** Changes what may be turned on and off at will; only what differs is noted. */
export async function saveChoices(
  tools: GuardTools,
  { user }: Account,
  choices: { wantsMail: boolean; allowsAi: boolean; addressHash: string },
): Promise<void> {
  const { wantsMail, allowsAi, addressHash } = choices
  await tools.database.transaction(async (tx) => {
    const row = await lockTalent(tx, user.id)
    if (row === null) return
    const { outcome } = await changeTalent(tx, tools.queue, { id: user.id, change: { wantsMail, allowsAi } })
    if (outcome !== 'saved') return
    const consents: Consent[] = []
    if (row.talent.wantsMail !== wantsMail) consents.push({ kind: 'mail', isGranted: wantsMail, version: termsVersion })
    if (row.talent.allowsAi !== allowsAi) consents.push({ kind: 'ai', isGranted: allowsAi, version: termsVersion })
    await recordConsents(tx, { userId: user.id, addressHash, consents })
  })
}
