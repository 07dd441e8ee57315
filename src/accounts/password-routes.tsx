import { Elysia } from 'elysia'
import { PasswordStrength } from '../../views/accounts/new-password'
import {
  ChangePasswordPage,
  ForgotPasswordPage,
  ResetLinkInvalidPage,
  ResetMailSentPage,
  ResetPasswordPage,
} from '../../views/accounts/password'
import { clientNetwork } from '../http/client-address'
import { TooManyRequests } from '../http/errors'
import { readForm } from '../http/form'
import { seeOther } from '../http/html'
import { narrow } from '../http/normalise'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { accountPage, emailMalformed, passwordWrong } from './answers'
import { changePassword } from './change-password'
import { evenAnswer } from './even-answer'
import { forward } from './forward'
import { type Account, type GuardTools, requireAccount } from './guard'
import { lettersPerNetwork } from './letters-per-network'
import { passwordMinimumLength as minimumLength, passwordStrength } from './password'
import { resetLinkOwner, resetPassword } from './reset-password'
import type { SignInOutcome } from './sign-in'
import { isEmail } from './sign-up-form'

/** Each estimate takes some milliseconds of the one thread. */
const estimatesPerNetwork = { uses: 60, seconds: 60 }

export function passwordRoutes(tools: GuardTools) {
  return new Elysia({ name: 'passwords' })
    .get(paths.wellKnownChangePassword(), ({ request }) => seeOther(request, paths.changePassword()))
    .post(
      paths.passwordStrength(),
      async ({ request }) => {
        await tools.limits.require(`strength:${clientNetwork(request)}`, estimatesPerNetwork)
        const form = await readForm(request)
        const password = (form.raw('newPassword') || form.raw('password')).slice(0, 300)
        const words = ['email', 'familyName', 'givenName', 'username'].map((name) => form.text(name).slice(0, 300))
        const strength = password === '' ? { problem: null, praise: '' } : await passwordStrength(password, words)
        return accountPage(String(PasswordStrength(strength)))
      },
      { parse: 'none' },
    )
    .use(forgottenRoutes(tools))
    .use(changeRoutes(tools))
}

function forgottenRoutes(tools: GuardTools) {
  return new Elysia({ name: 'password-forgotten' })
    .get(paths.forgotPassword(), () => accountPage(ForgotPasswordPage({ email: '', errors: null })))
    .post(
      paths.forgotPassword(),
      async ({ request }) => {
        const startedAt = performance.now()
        const email = narrow((await readForm(request)).text('email').slice(0, 300))
        if (!isEmail(email)) {
          const errors = { email: emailMalformed }
          return accountPage(ForgotPasswordPage({ email, errors }), errors)
        }
        await tools.limits.require(`letters:${clientNetwork(request)}`, lettersPerNetwork)
        await forward(tools.auth, request, { path: '/request-password-reset', body: { email } })
        await evenAnswer(startedAt)
        return accountPage(ResetMailSentPage({ email }))
      },
      { parse: 'none' },
    )
    .get(paths.resetPassword(), async ({ query }) => {
      const { token = '' } = query
      const owner = await resetLinkOwner(tools, token)
      if (owner === null) return accountPage(ResetLinkInvalidPage())
      const { email } = owner
      return accountPage(ResetPasswordPage({ token, email, staysSignedIn: false, errors: null, minimumLength }))
    })
    .post(
      paths.resetPassword(),
      async ({ request }) => {
        const form = await readForm(request)
        const token = form.text('token')
        const staysSignedIn = form.has('staysSignedIn')
        const result = await resetPassword(tools, request, { token, password: form.raw('newPassword'), staysSignedIn })
        switch (result.outcome) {
          case 'link-invalid':
            return accountPage(ResetLinkInvalidPage(), {})
          case 'wait':
            throw new TooManyRequests(result.seconds)
          case 'password-refused': {
            const { email, problem } = result
            const errors = { newPassword: problem }
            return accountPage(ResetPasswordPage({ token, email, staysSignedIn, errors, minimumLength }), errors)
          }
          case 'reset':
            return afterReset(request, result.signIn)
        }
      },
      { parse: 'none' },
    )
}

/** The password is new in any case; what the sign-in still needs, its own page asks for. */
function afterReset(request: Request, signIn: SignInOutcome): Response {
  switch (signIn.outcome) {
    case 'signed-in':
      return seeOther(request, `${paths.account()}?done=reset`, signIn.cookies)
    case 'second-factor':
      return seeOther(request, paths.loginTwoFactor(), signIn.cookies)
    default:
      return seeOther(request, paths.login({ notice: 'reset' }))
  }
}

function changeRoutes(tools: GuardTools) {
  const show = ({ talent, user }: Account, errors: Record<string, string> | null) =>
    accountPage(ChangePasswordPage({ viewer: viewerOf(talent), email: user.email, errors, minimumLength }), errors)
  return new Elysia({ name: 'password-change' })
    .get(paths.changePassword(), async ({ request }) => show(await requireAccount(tools, request), null))
    .post(
      paths.changePassword(),
      async ({ request }) => {
        const account = await requireAccount(tools, request)
        const form = await readForm(request)
        const wish = { current: form.raw('password'), chosen: form.raw('newPassword') }
        const result = await changePassword(tools, request, account, wish)
        switch (result.outcome) {
          case 'changed':
            return seeOther(request, `${paths.account()}?done=password`, result.cookies)
          case 'current-wrong':
            return show(account, { password: passwordWrong })
          case 'password-refused':
            return show(account, { newPassword: result.problem })
          case 'wait':
            throw new TooManyRequests(result.seconds)
        }
      },
      { parse: 'none' },
    )
}
