import { Elysia } from 'elysia'
import { AccountPage } from '../../views/accounts/account'
import { findEmailChange } from '../db/email-changes'
import { passkeysOf } from '../db/passkeys'
import { sessionsOf } from '../db/sessions'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { accountPage } from './answers'
import { consentRoutes } from './consent-routes'
import { type GuardTools, requireAccount } from './guard'
import { sessionRoutes } from './session-routes'

const done: Record<string, string> = {
  reset: 'パスワードを設定しました。見覚えのないパスキーや端末がないか、ご確認ください。',
  password: 'パスワードを変更しました。ほかの端末のログインは終了しました。',
}

export function accountPageRoutes(tools: GuardTools) {
  const { db } = tools.database
  return new Elysia({ name: 'account' })
    .get(paths.account(), async ({ request, query }) => {
      const { user, talent } = await requireAccount(tools, request)
      const [change, passkeys, sessions] = await Promise.all([
        findEmailChange(db, user.id),
        passkeysOf(db, user.id),
        sessionsOf(db, user.id),
      ])
      const page = AccountPage({
        viewer: viewerOf(talent),
        email: user.email,
        pendingEmail: change?.newEmail ?? null,
        hasTwoFactor: user.twoFactorEnabled,
        passkeyCount: passkeys.length,
        sessionCount: sessions.length,
        wantsMail: talent.talent.wantsMail,
        allowsAi: talent.talent.allowsAi,
        done: done[query.done ?? ''] ?? null,
      })
      return accountPage(page)
    })
    .use(sessionRoutes(tools))
    .use(consentRoutes(tools))
}
