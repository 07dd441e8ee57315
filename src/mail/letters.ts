import { isDeparture } from '../applications/application'
import { findApplication } from '../db/applications'
import type { Db } from '../db/client'
import { findEmailChange } from '../db/email-changes'
import type { LetterRow } from '../db/letters'
import { findUserByEmail, type UserRow } from '../db/users'
import { accountClosed } from './account-closed'
import { alreadyRegistered } from './already-registered'
import { applicationReceived } from './application-received'
import { applicationWithdrawn } from './application-withdrawn'
import { emailChanged, emailChangeNew, emailChangeOld, emailChangeTaken } from './email-change'
import type { Letter } from './letter'
import { passwordChanged } from './password-changed'
import { resetPassword } from './reset-password'
import { isSignInChange, signInChanged } from './sign-in-changed'
import { verifyAddress } from './verify-address'
import { welcome } from './welcome'

export type LetterKind =
  | 'verify-address'
  | 'already-registered'
  | 'welcome'
  | 'application-received'
  | 'application-withdrawn'
  | 'reset-password'
  | 'password-changed'
  | 'email-change-old'
  | 'email-change-new'
  | 'email-changed'
  | 'sign-in-changed'
  | 'account-closed'

/** Makes fresh tokens for links, when the letter is written: none is kept in the queue. */
export type LetterTokens = {
  verification: (user: UserRow) => Promise<string>
  passwordReset: (user: UserRow) => Promise<string>
  emailChange: (change: { userId: string; id: string }, side: 'old' | 'new') => Promise<string>
}

/**
 * Letters to an address that is not, or not any more, the account's. Nobody may guess another once it was cleared: a
 * link that is to prove the new mailbox must not reach the old one.
 */
export const hasOwnRecipient = (kind: string): boolean => kindsWithRecipient.some((one) => one === kind)

const kindsWithRecipient = ['account-closed', 'email-change-new', 'email-changed'] satisfies LetterKind[]

type LetterContext = { db: Db; appUrl: string; row: LetterRow; tokens: LetterTokens }
type Write = (context: LetterContext & { user: UserRow | null }) => Promise<Letter | null>

/** Null when what the letter was about is gone or settled by now. */
export const writers: Record<LetterKind, Write> = {
  'verify-address': toAccount(async ({ appUrl, user, tokens }) =>
    user.emailVerified ? null : verifyAddress({ appUrl, token: await tokens.verification(user) }),
  ),
  'already-registered': toAccount(async ({ appUrl, user }) =>
    alreadyRegistered({ appUrl, familyName: user.familyName }),
  ),
  welcome: toAccount(async ({ appUrl, user }) => welcome({ appUrl, familyName: user.familyName })),
  'application-received': toAccount(async ({ db, appUrl, user, row }) => {
    const application = await findApplication(db, row.aboutId, user.id)
    if (application === null) return null
    return applicationReceived({
      appUrl,
      familyName: user.familyName,
      applicationId: application.id,
      jobTitle: application.jobTitle,
    })
  }),
  'application-withdrawn': toAccount(async ({ db, appUrl, user, row }) => {
    const application = await findApplication(db, row.aboutId, user.id)
    // Sent again, or decided by staff, before this letter was written: it would say what is no longer so.
    if (application === null || !isDeparture(application.status)) return null
    return applicationWithdrawn({
      appUrl,
      familyName: user.familyName,
      applicationId: application.id,
      jobTitle: application.jobTitle,
      departure: application.status,
    })
  }),
  // Whoever never verified the address has nothing to reset yet: the link of the registration lets them choose anew.
  'reset-password': toAccount(async ({ appUrl, user, tokens }) =>
    user.emailVerified
      ? resetPassword({ appUrl, familyName: user.familyName, token: await tokens.passwordReset(user) })
      : verifyAddress({ appUrl, token: await tokens.verification(user) }),
  ),
  'password-changed': toAccount(async ({ appUrl, user }) => passwordChanged({ appUrl, familyName: user.familyName })),
  'email-change-old': toAccount(async ({ db, appUrl, user, row, tokens }) => {
    const change = await findEmailChange(db, user.id)
    if (change?.id !== row.aboutId) return null
    const token = await tokens.emailChange(change, 'old')
    return emailChangeOld({ appUrl, familyName: user.familyName, newEmail: change.newEmail, token })
  }),
  'email-change-new': toAccount(async ({ db, appUrl, user, row, tokens }) => {
    const change = await findEmailChange(db, user.id)
    if (change?.id !== row.aboutId) return null
    const owner = await findUserByEmail(db, change.newEmail)
    // Whoever never proved the address owns nothing here, and may have chosen any name.
    if (owner?.emailVerified) return emailChangeTaken({ appUrl, familyName: owner.familyName })
    return emailChangeNew({ appUrl, token: await tokens.emailChange(change, 'new') })
  }),
  'email-changed': toAccount(async ({ appUrl, user }) => emailChanged({ appUrl, familyName: user.familyName })),
  'sign-in-changed': toAccount(async ({ appUrl, user, row }) =>
    isSignInChange(row.aboutId) ? signInChanged({ appUrl, familyName: user.familyName, change: row.aboutId }) : null,
  ),
  'account-closed': async ({ appUrl }) => accountClosed({ appUrl }),
}

/** Null when the account is gone. */
function toAccount(write: (context: LetterContext & { user: UserRow }) => Promise<Letter | null>): Write {
  return async (context) => (context.user === null ? null : write({ ...context, user: context.user }))
}

export function isLetterKind(kind: string): kind is LetterKind {
  return Object.hasOwn(writers, kind)
}
