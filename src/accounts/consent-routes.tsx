import { Elysia } from 'elysia'
import { ConsentsPage, RenewConsentPage } from '../../views/accounts/consents'
import { consentsOf } from '../db/consents'
import { readForm } from '../http/form'
import { seeOther } from '../http/html'
import { localPath, paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { accountPage } from './answers'
import { addressHash } from './consent'
import { renewConsent, saveChoices } from './give-consent'
import { type GuardTools, requireAccount } from './guard'
import { termsVersion } from './terms'

/** What somebody agreed to, and how they change their mind. */
export function consentRoutes(tools: GuardTools) {
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
      return accountPage(page)
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
      return accountPage(page)
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
