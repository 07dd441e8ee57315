import { Elysia } from 'elysia'
import { AccountPage } from '../../views/accounts/account'
import { ConsentsPage, RenewConsentPage } from '../../views/accounts/consents'
import { SessionsPage } from '../../views/accounts/sessions'
import { consentsOf } from '../db/consents'
import { findEmailChange } from '../db/email-changes'
import { passkeysOf } from '../db/passkeys'
import { endOtherSessions, endSession, sessionsOf } from '../db/sessions'
import { NotFound } from '../http/errors'
import { readForm } from '../http/form'
import { html, seeOther } from '../http/html'
import { localPath, paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { addressHash } from './consent'
import { deviceName } from './device-name'
import { renewConsent, saveChoices } from './give-consent'
import { type GuardTools, requireAccount } from './guard'
import { termsVersion } from './terms'

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
      return html(page, { isPrivate: true })
    })
    .use(sessionRoutes(tools))
    .use(consentRoutes(tools))
}

function sessionRoutes(tools: GuardTools) {
  const { db } = tools.database
  return new Elysia({ name: 'sessions' })
    .get(paths.sessions(), async ({ request, query }) => {
      const { user, talent, sessionId } = await requireAccount(tools, request)
      const sessions = (await sessionsOf(db, user.id)).map((session) => ({
        id: session.id,
        device: deviceName(session.userAgent ?? ''),
        startedAt: session.createdAt,
        usedAt: session.updatedAt,
        isThisOne: session.id === sessionId,
      }))
      const notice = query.done === 'ended' ? 'ログインを終了しました。' : null
      return html(SessionsPage({ viewer: viewerOf(talent), sessions, done: notice }), { isPrivate: true })
    })
    .post(
      paths.endSession(),
      async ({ request }) => {
        const { user, sessionId } = await requireAccount(tools, request)
        const form = await readForm(request)
        if (form.has('others')) await endOtherSessions(db, { userId: user.id, keptId: sessionId })
        else if (!(await endSession(db, { userId: user.id, id: form.text('id') }))) throw new NotFound()
        return seeOther(request, `${paths.sessions()}?done=ended`)
      },
      { parse: 'none' },
    )
}

function consentRoutes(tools: GuardTools) {
  const { db } = tools.database
  return new Elysia({ name: 'consents' })
    .get(paths.consents(), async ({ request, query }) => {
      const { user, talent } = await requireAccount(tools, request)
      const consents = (await consentsOf(db, user.id)).map(({ kind, isGranted, version, occurredAt, addressHash }) => ({
        kind,
        isGranted,
        version,
        occurredAt,
        place: addressHash.slice(0, 6),
      }))
      const { wantsMail, allowsAi } = talent.talent
      const notice = query.done === 'saved' ? '設定を保存しました。' : null
      const page = ConsentsPage({ viewer: viewerOf(talent), wantsMail, allowsAi, consents, done: notice })
      return html(page, { isPrivate: true })
    })
    .post(
      paths.consents(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const form = await readForm(request)
        const hash = addressHash(tools.config, request.headers)
        const choices = { wantsMail: form.has('wantsMail'), allowsAi: form.has('allowsAi'), addressHash: hash }
        await saveChoices(tools, account, choices)
        return seeOther(request, `${paths.consents()}?done=saved`)
      },
      { parse: 'none' },
    )
    .get(paths.renewConsent(), async ({ request, query }) => {
      const { user, talent } = await requireAccount(tools, request)
      const next = localPath(query.next) ?? ''
      if (user.termsVersion === termsVersion) return seeOther(request, next || paths.jobs())
      const page = RenewConsentPage({ viewer: viewerOf(talent), version: termsVersion, next })
      return html(page, { isPrivate: true })
    })
    .post(
      paths.renewConsent(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const next = localPath((await readForm(request)).text('next')) ?? ''
        await renewConsent(tools, account, addressHash(tools.config, request.headers))
        return seeOther(request, next || paths.jobs())
      },
      { parse: 'none' },
    )
}
