import { agreedTerms } from '../accounts/terms'
import { insertTalent } from '../db/talents'
import { findUser, type UserRow } from '../db/users'
import { type LetterTools, queueLetter } from '../mail/queue-letter'
import { writableTalentFields } from '../services/kintone/talent-writer'
import { emptyTalent } from './talent'

/**
 * Makes the talent of a verified account, exactly once however often it is called: the row, its way into kintone,
 * its evaluation and the welcome letter in one transaction.
 */
export async function createTalent(tools: LetterTools, userId: string): Promise<void> {
  const user = await findUser(tools.database.db, userId)
  if (user === null || !user.emailVerified) return
  await tools.database.transaction(async (tx) => {
    const isNew = await insertTalent(tx, talentOf(user), writableTalentFields)
    if (!isNew) return
    await tools.queue.send(tx, 'talent-write', { talentId: userId }, { key: userId })
    await tools.queue.send(tx, 'evaluate', { talentId: userId }, { key: userId })
    await queueLetter({ ...tools, tx }, { kind: 'welcome', userId, occasion: 'once' })
  })
}

function talentOf(user: UserRow) {
  return {
    ...emptyTalent(user.id),
    familyName: user.familyName,
    givenName: user.givenName,
    email: user.email,
    phone: user.phone,
    wantsMail: user.wantsMail,
    termsConsent: agreedTerms(user.termsVersion),
  }
}
