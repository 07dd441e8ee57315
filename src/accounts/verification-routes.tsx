import { Elysia } from 'elysia'
import { NewLinkPage, RegistrationCancelledPage, VerifyPage } from '../../views/accounts/verify'
import { clientNetwork } from '../http/client-address'
import { TooManyRequests } from '../http/errors'
import { readForm } from '../http/form'
import { seeOther } from '../http/html'
import { narrow } from '../http/normalise'
import { localPath, paths } from '../paths'
import { accountPage, emailMalformed } from './answers'
import { destination, destinationCookie } from './destination'
import { evenAnswer } from './even-answer'
import { forward } from './forward'
import type { GuardTools } from './guard'
import { lettersPerNetwork } from './letters-per-network'
import { isEmail } from './sign-up-form'
import { mailSent } from './sign-up-routes'
import { cancelRegistration, pendingAccount, verifyAccount } from './verify-account'

export function verificationRoutes(tools: GuardTools) {
  const toSignIn = (request: Request) =>
    seeOther(request, paths.login({ next: destination(tools.config, request) ?? '', notice: 'verified' }))
  return new Elysia({ name: 'verification' })
    .get(paths.verifyEmail(), async ({ request, query }) => {
      const { token } = query
      const noErrors = { email: '', errors: null }
      if (token === undefined || token === '') return accountPage(NewLinkPage({ isFailure: false, ...noErrors }))
      const pending = await pendingAccount(tools, token)
      if (pending.outcome === 'already-verified') return toSignIn(request)
      if (pending.outcome === 'link-invalid') return accountPage(NewLinkPage({ isFailure: true, ...noErrors }))
      return accountPage(VerifyPage({ token, email: pending.user.email, staysSignedIn: false, errors: null }))
    })
    .post(
      paths.verifyEmail(),
      async ({ request }) => {
        const form = await readForm(request)
        const [token, staysSignedIn] = [form.text('token'), form.has('staysSignedIn')]
        const result = await verifyAccount(tools, request, { token, password: form.raw('password'), staysSignedIn })
        switch (result.outcome) {
          case 'signed-in': {
            const cookies = [...result.cookies, destinationCookie(tools.config, '')]
            return seeOther(request, destination(tools.config, request) ?? paths.jobs(), cookies)
          }
          case 'already-verified':
            return toSignIn(request)
          case 'link-invalid':
            return accountPage(NewLinkPage({ isFailure: true, email: '', errors: null }), {})
          case 'wait':
            throw new TooManyRequests(result.seconds)
          case 'password-wrong': {
            const errors = { password: '登録したときのパスワードと違います。もう一度入力してください' }
            return accountPage(VerifyPage({ token, staysSignedIn, email: result.email, errors }), errors)
          }
        }
      },
      { parse: 'none' },
    )
    .post(
      paths.cancelRegistration(),
      async ({ request }) => {
        const result = await cancelRegistration(tools, (await readForm(request)).text('token'))
        switch (result.outcome) {
          case 'cancelled':
            return accountPage(RegistrationCancelledPage())
          case 'already-verified':
            return toSignIn(request)
          case 'link-invalid':
            return accountPage(NewLinkPage({ isFailure: true, email: '', errors: null }), {})
        }
      },
      { parse: 'none' },
    )
    .post(
      paths.resendVerification(),
      async ({ request }) => {
        const startedAt = performance.now()
        const form = await readForm(request)
        const email = narrow(form.text('email').slice(0, 300))
        if (!isEmail(email)) {
          const errors = { email: emailMalformed }
          return accountPage(NewLinkPage({ isFailure: false, email, errors }), errors)
        }
        await tools.limits.require(`letters:${clientNetwork(request)}`, lettersPerNetwork)
        await forward(tools.auth, request, { path: '/send-verification-email', body: { email } })
        await evenAnswer(startedAt)
        return mailSent(tools, { email, isResent: true, next: localPath(form.text('next')) ?? '' })
      },
      { parse: 'none' },
    )
}
