import { accountClosed } from '../../src/mail/account-closed'
import { alreadyRegistered } from '../../src/mail/already-registered'
import { applicationReceived } from '../../src/mail/application-received'
import { applicationWithdrawn } from '../../src/mail/application-withdrawn'
import { emailChanged, emailChangeNew, emailChangeOld, emailChangeTaken } from '../../src/mail/email-change'
import type { Letter } from '../../src/mail/letter'
import type { LetterKind } from '../../src/mail/letters'
import { passwordChanged } from '../../src/mail/password-changed'
import { resetPassword } from '../../src/mail/reset-password'
import { signInChanged } from '../../src/mail/sign-in-changed'
import { verifyAddress } from '../../src/mail/verify-address'
import { welcome } from '../../src/mail/welcome'

const appUrl = 'https://app.example.jp'
const familyName = '田中'
/** As long as a real one: links are the longest lines of a letter. */
const token = `eyJhbGciOiJIUzI1NiJ9.${'sample'.repeat(32)}.${'signature'.repeat(5)}`

/** One letter of every kind, composed by the functions the portal sends with. */
export const samples: Record<LetterKind | 'email-change-taken', () => Letter> = {
  'verify-address': () => verifyAddress({ appUrl, token }),
  'already-registered': () => alreadyRegistered({ appUrl, familyName }),
  welcome: () => welcome({ appUrl, familyName }),
  'application-received': () =>
    applicationReceived({
      appUrl,
      familyName,
      applicationId: '0b7c5a0e-6a3f-4f0e-9a43-1f2f3c4d5e6f',
      jobTitle: '損害保険会社向け 契約管理システムの刷新（Go・AWS） & 運用設計 <フルリモート>',
    }),
  'application-withdrawn': () =>
    applicationWithdrawn({
      appUrl,
      familyName,
      applicationId: '0b7c5a0e-6a3f-4f0e-9a43-1f2f3c4d5e6f',
      jobTitle: '証券会社向け 取引画面の開発（React）',
      departure: 'withdrawn',
    }),
  'reset-password': () => resetPassword({ appUrl, familyName, token }),
  'password-changed': () => passwordChanged({ appUrl, familyName }),
  'email-change-old': () => emailChangeOld({ appUrl, familyName, newEmail: 'new.address@example.com', token }),
  'email-change-new': () => emailChangeNew({ appUrl, token }),
  'email-change-taken': () => emailChangeTaken({ appUrl, familyName }),
  'email-changed': () => emailChanged({ appUrl, familyName }),
  'sign-in-changed': () => signInChanged({ appUrl, familyName, change: 'two-factor-on' }),
  'account-closed': () => accountClosed({ appUrl }),
}
