import { Elysia } from 'elysia'
import { ChangeEmailPage, ConfirmEmailPage, EmailChangeOutcomePage } from '../../views/accounts/email-change'
import { findEmailChange } from '../db/email-changes'
import { TooManyRequests } from '../http/errors'
import { type FormErrors, readForm } from '../http/form'
import { seeOther } from '../http/html'
import { narrow } from '../http/normalise'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { accountPage, emailMalformed } from './answers'
import { cancelEmailChange, confirmEmailChange, readEmailLink, requestEmailChange } from './change-email'
import { type Account, type GuardTools, requireAccount } from './guard'
import { requirePassword } from './require-password'
import { isEmail } from './sign-up-form'

export function emailChangeRoutes(tools: GuardTools) {
  type Shown = { newEmail: string; errors: FormErrors | null; isJustRequested: boolean }
  const show = async ({ user, talent }: Account, shown: Shown) => {
    const change = await findEmailChange(tools.database.db, user.id)
    const pending = change && {
      newEmail: change.newEmail,
      isOldConfirmed: change.oldConfirmedAt !== null,
      isNewConfirmed: change.newConfirmedAt !== null,
    }
    return accountPage(
      ChangeEmailPage({ viewer: viewerOf(talent), email: user.email, pending, ...shown }),
      shown.errors,
    )
  }
  return new Elysia({ name: 'email-change' })
    .get(paths.changeEmail(), async ({ request, query }) =>
      show(await requireAccount(tools, request), {
        newEmail: '',
        errors: null,
        isJustRequested: query.done === 'requested',
      }),
    )
    .post(
      paths.changeEmail(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const form = await readForm(request)
        const newEmail = narrow(form.text('newEmail').slice(0, 300))
        const refuse = (errors: FormErrors) => show(account, { newEmail, errors, isJustRequested: false })
        if (!isEmail(newEmail)) return refuse({ newEmail: emailMalformed })
        const refusal = await requirePassword(tools, account, form)
        if (refusal) return refuse(refusal)
        const result = await requestEmailChange(tools, account, { newEmail, now: new Date() })
        switch (result.outcome) {
          case 'requested':
            return seeOther(request, `${paths.changeEmail()}?done=requested`)
          case 'same-address':
            return refuse({ newEmail: 'いまのメールアドレスと同じです' })
          case 'wait':
            throw new TooManyRequests(result.seconds)
        }
      },
      { parse: 'none' },
    )
    .post(
      paths.cancelEmailChange(),
      async ({ request }) => {
        await cancelEmailChange(tools, await requireAccount(tools, request))
        return seeOther(request, paths.changeEmail())
      },
      { parse: 'none' },
    )
    .use(confirmationRoutes(tools))
}

/** Reached from the letters, signed in or not: the token says whose mailbox has spoken. */
function confirmationRoutes(tools: GuardTools) {
  const tell = (outcome: Parameters<typeof EmailChangeOutcomePage>[0]['outcome'], status: number) =>
    accountPage(EmailChangeOutcomePage({ outcome }), status === 422 ? {} : null)
  return new Elysia({ name: 'email-change-confirmation' })
    .get(paths.confirmEmailChange(), async ({ query }) => {
      const { token = '' } = query
      const link = await readEmailLink(tools, token)
      if (link === null) return tell('link-invalid', 200)
      if (link.isConfirmed) return tell(link.side === 'old' ? 'new' : 'old', 200)
      return accountPage(ConfirmEmailPage({ token, newEmail: link.newEmail, side: link.side }))
    })
    .post(
      paths.confirmEmailChange(),
      async ({ request }) => {
        const result = await confirmEmailChange(tools, (await readForm(request)).text('token'))
        if (result.outcome === 'half-confirmed') return tell(result.missing, 200)
        return tell(result.outcome, result.outcome === 'changed' ? 200 : 422)
      },
      { parse: 'none' },
    )
}
