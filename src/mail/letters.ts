import { findApplication } from '../db/applications'
import type { Db } from '../db/client'
import type { LetterRow } from '../db/letters'
import type { UserRow } from '../db/users'
import { alreadyRegistered } from './already-registered'
import { applicationReceived } from './application-received'
import type { Letter } from './letter'
import { verifyAddress } from './verify-address'
import { welcome } from './welcome'

export type LetterKind = 'verify-address' | 'already-registered' | 'welcome' | 'application-received'

export type LetterContext = {
  db: Db
  appUrl: string
  user: UserRow
  row: LetterRow
  /** Makes a fresh, signed token for the link, when the letter is written: none is kept in the queue. */
  verificationToken: () => Promise<string>
}

/** Null when what the letter was about is gone or settled by now. */
export const writers: Record<LetterKind, (context: LetterContext) => Promise<Letter | null>> = {
  'verify-address': async ({ appUrl, user, verificationToken }) =>
    user.emailVerified ? null : verifyAddress({ appUrl, token: await verificationToken() }),
  'already-registered': async ({ appUrl, user }) => alreadyRegistered({ appUrl, familyName: user.familyName }),
  welcome: async ({ appUrl, user }) => welcome({ appUrl, familyName: user.familyName }),
  'application-received': async ({ db, appUrl, user, row }) => {
    const application = await findApplication(db, row.aboutId, user.id)
    if (application === null) return null
    return applicationReceived({
      appUrl,
      familyName: user.familyName,
      applicationId: application.id,
      jobTitle: application.jobTitle,
    })
  },
}

export function isLetterKind(kind: string): kind is LetterKind {
  return Object.hasOwn(writers, kind)
}
