import { Elysia } from 'elysia'
import { AccountClosedPage, CloseAccountPage, ConfirmClosurePage } from '../../views/accounts/closure'
import { isOpen } from '../applications/application'
import { applicationsOf } from '../db/applications'
import { type Form, type FormErrors, readForm } from '../http/form'
import { seeOther } from '../http/html'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { accountPage } from './answers'
import { closeAccount, closureReasons } from './close-account'
import { type Account, type GuardTools, requireAccount } from './guard'
import { forgetCookies } from './own-cookie'
import { requirePassword } from './require-password'

const longestComment = 1_000

/** Leaving, in two steps: why, then the password. */
export function closureRoutes(tools: GuardTools) {
  const showFirst = async (account: Account, wish: Wish, errors: FormErrors | null) => {
    const applications = await applicationsOf(tools.database.db, account.user.id)
    const openApplications = applications.filter(({ status }) => isOpen(status)).length
    const props = { ...propsOf(account, wish, errors), reasons: closureReasons, openApplications }
    return accountPage(CloseAccountPage(props), errors)
  }
  const showSecond = (account: Account, wish: Wish, errors: FormErrors | null) =>
    accountPage(ConfirmClosurePage(propsOf(account, wish, errors)), errors)

  return new Elysia({ name: 'account-closure' })
    .get(paths.closeAccount(), async ({ request }) =>
      showFirst(await requireAccount(tools, request), { reason: '', comment: '' }, null),
    )
    .post(
      paths.closeAccount(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const { wish, errors } = readWish(await readForm(request))
        return errors ? showFirst(account, wish, errors) : showSecond(account, wish, null)
      },
      { parse: 'none' },
    )
    .post(
      paths.confirmClosure(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const form = await readForm(request)
        const { wish, errors } = readWish(form)
        if (errors) return showFirst(account, wish, errors)
        const refusal = await requirePassword(tools, account, form)
        if (refusal) return showSecond(account, wish, refusal)
        await closeAccount(tools, account, { ...wish, now: new Date() })
        return seeOther(request, paths.accountClosed(), forgetCookies(tools.config, request))
      },
      { parse: 'none' },
    )
    .get(paths.accountClosed(), () => accountPage(AccountClosedPage()))
}

type Wish = { reason: string; comment: string }

function readWish(form: Form): { wish: Wish; errors: FormErrors | null } {
  const wish = { reason: form.text('reason'), comment: form.text('comment') }
  const errors: FormErrors = {}
  if (!closureReasons.some((reason) => reason === wish.reason)) errors.reason = '退会の理由を選択してください'
  if (wish.comment.length > longestComment) errors.comment = `ご意見は${longestComment}文字以内で入力してください`
  return { wish, errors: Object.keys(errors).length > 0 ? errors : null }
}

function propsOf({ user, talent }: Account, wish: Wish, errors: FormErrors | null) {
  return { viewer: viewerOf(talent), email: user.email, ...wish, errors }
}
