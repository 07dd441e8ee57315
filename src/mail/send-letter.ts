import type { Config } from '../config'
import type { Database } from '../db/client'
import { findLetter, markLetterPointless, markLetterRefused, markLetterSent } from '../db/letters'
import { findUser } from '../db/users'
import { log } from '../log'
import { MailError, type MailService } from '../services/ses/client'
import { hasOwnRecipient, isLetterKind, type LetterTokens, writers } from './letters'

export type PostOffice = { config: Config; database: Database; mail: MailService; tokens: LetterTokens }

/**
 * The worker's side of every letter: writes it now, sends it, notes that. Repeating a sent letter does nothing;
 * only a crash between SES's answer and the note can send it twice (SES has no idempotency key).
 * Throws MailError while SES is away, so that the queue tries again.
 */
export async function sendLetter({ config, database, mail, tokens }: PostOffice, letterKey: string): Promise<void> {
  const { db } = database
  const row = await findLetter(db, letterKey)
  if (row === null || row.sentAt !== null || row.refusal !== null) return
  const user = await findUser(db, row.userId)
  const address = row.recipient ?? (hasOwnRecipient(row.kind) ? undefined : user?.email)
  if (address === undefined || !isLetterKind(row.kind)) {
    log.warn('mail.pointless', { letter: row.kind, user: row.userId })
    return markLetterPointless(db, letterKey)
  }
  const letter = await writers[row.kind]({ db, appUrl: config.appUrl, user, row, tokens })
  if (letter === null) return markLetterPointless(db, letterKey)
  try {
    await mail.send(address, { id: letterId(letterKey), ...letter })
    await markLetterSent(db, letterKey)
    log.info('mail.sent', { letter: row.kind, user: row.userId })
  } catch (error) {
    if (!(error instanceof MailError) || !error.isFinal) throw error
    await markLetterRefused(db, letterKey, error.code)
    log.error('mail.refused', { letter: row.kind, user: row.userId, code: error.code })
  }
}

/** The same for every attempt at a letter, and telling nothing of whom or what it is about. */
export const letterId = (letterKey: string): string =>
  new Bun.CryptoHasher('sha256').update(letterKey).digest('hex').slice(0, 32)
