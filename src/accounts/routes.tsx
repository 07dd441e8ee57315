import { Elysia } from 'elysia'
import { SignInForm, SignInPage, type SignInProps } from '../../views/accounts/sign-in'
import { MailSentPage, SignUpForm, SignUpPage, type SignUpProps } from '../../views/accounts/sign-up'
import { NewLinkPage, VerifyPage } from '../../views/accounts/verify'
import { TooManyRequests } from '../http/errors'
import { checkForm, type FormErrors, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { localPath, paths } from '../paths'
import { accountPageRoutes } from './account-routes'
import { closureRoutes } from './closure-routes'
import { destination, destinationCookie } from './destination'
import { emailChangeRoutes } from './email-change-routes'
import { evenAnswer } from './even-answer'
import { type AuthAnswer, forward } from './forward'
import { currentTalent, type GuardTools } from './guard'
import { ownWords } from './own-words'
import { passkeyRoutes } from './passkey-routes'
import { passwordMinimumLength, passwordStrength } from './password'
import { passwordRoutes } from './password-routes'
import { type SignInOutcome, signIn } from './sign-in'
import { readSignUp, signUpSchema } from './sign-up-form'
import { termsVersion } from './terms'
import { twoFactorRoutes } from './two-factor-routes'
import { pendingAccount, verifyAccount } from './verify-account'

const emptySignUp = { familyName: '', givenName: '', email: '', phone: '', wantsMail: false, agrees: false }

export function accountRoutes(tools: GuardTools) {
  return new Elysia({ name: 'accounts' })
    .use(signUpRoutes(tools))
    .use(signInRoutes(tools))
    .use(verificationRoutes(tools))
    .use(passwordRoutes(tools))
    .use(twoFactorRoutes(tools))
    .use(passkeyRoutes(tools))
    .use(emailChangeRoutes(tools))
    .use(accountPageRoutes(tools))
    .use(closureRoutes(tools))
}

function signUpRoutes(tools: GuardTools) {
  const show = (request: Request, props: Omit<SignUpProps, 'passwordMinimumLength'>) => {
    const all = { ...props, passwordMinimumLength }
    const status = props.errors ? 422 : 200
    return html(wantsFragment(request) ? String(SignUpForm(all)) : SignUpPage(all), { status, isPrivate: true })
  }
  return new Elysia({ name: 'sign-up' })
    .get(paths.signUp(), async ({ request, query }) => {
      if (await currentTalent(tools, request)) return seeOther(request, paths.jobs())
      return show(request, { values: { ...emptySignUp, next: localPath(query.next) ?? '' }, errors: null })
    })
    .post(
      paths.signUp(),
      async ({ request }) => {
        const startedAt = performance.now()
        const { next, ...values } = readSignUp(await readForm(request))
        const errors = await signUpErrors(values)
        if (errors) return show(request, { values: { ...values, next }, errors })
        const { familyName, givenName, email, password, phone, wantsMail } = values
        const name = `${familyName} ${givenName}`
        const body = { name, email, password, familyName, givenName, phone, wantsMail, termsVersion }
        const answer = await forward(tools.auth, request, { path: '/sign-up/email', body })
        refuseTooMany(answer)
        if (answer.code === 'INVALID_EMAIL') {
          const errors = { email: 'このメールアドレスは登録に使えません。別のアドレスを入力してください' }
          return show(request, { values: { ...values, next }, errors })
        }
        if (answer.status !== 200) throw new Error(`Sign-up answered ${answer.status} ${answer.code}`)
        await evenAnswer(startedAt)
        return mailSent(tools, { email, isResent: false, next })
      },
      { parse: 'none' },
    )
}

async function signUpErrors(values: Omit<ReturnType<typeof readSignUp>, 'next'>): Promise<FormErrors | null> {
  const { errors } = checkForm(signUpSchema, values)
  const { problem } = await passwordStrength(values.password, ownWords(values))
  if (problem === null) return errors
  return { ...errors, password: problem }
}

function mailSent(tools: GuardTools, sent: { email: string; isResent: boolean; next: string }): Response {
  const headers = { 'hx-retarget': 'body', 'hx-reswap': 'innerHTML' }
  const response = html(MailSentPage(sent), { isPrivate: true, headers })
  if (sent.next !== '') response.headers.append('set-cookie', destinationCookie(tools.config, sent.next))
  return response
}

const notices: Record<string, string> = {
  closed: 'このアカウントは現在ご利用いただけません。詳しくは担当者へお問い合わせください。',
  passkey: 'パスキーでログインできませんでした。もう一度お試しになるか、パスワードでログインしてください。',
  'signed-out': 'ログアウトしました。',
}

function signInRoutes(tools: GuardTools) {
  const show = (request: Request, props: SignInProps) => {
    const status = props.errors ? 422 : 200
    return html(wantsFragment(request) ? String(SignInForm(props)) : SignInPage(props), { status, isPrivate: true })
  }
  return new Elysia({ name: 'sign-in' })
    .get(paths.login(), async ({ request, query }) => {
      const next = localPath(query.next) ?? ''
      if (await currentTalent(tools, request)) return seeOther(request, next || paths.jobs())
      const notice = notices[query.notice ?? ''] ?? (next === '' ? null : 'ログインすると、続きをご覧いただけます。')
      const values = { email: '', staysSignedIn: false, next }
      return show(request, { values, errors: null, notice, offers: null })
    })
    .post(
      paths.login(),
      async ({ request }) => {
        const startedAt = performance.now()
        const form = await readForm(request)
        const next = localPath(form.text('next')) ?? ''
        const values = { email: form.text('email'), staysSignedIn: form.has('staysSignedIn'), next }
        const password = form.raw('password')
        const missing = missingCredentials(values.email, password)
        if (missing) return show(request, { values, errors: missing, notice: null, offers: null })
        const result = await signIn(tools, request, { ...values, password })
        switch (result.outcome) {
          case 'signed-in':
            return seeOther(request, next || paths.jobs(), result.cookies)
          case 'second-factor':
            return seeOther(request, paths.loginTwoFactor({ next }), result.cookies)
          case 'wait':
            return show(request, { values, notice: null, ...refusal(result) })
          default:
            await evenAnswer(startedAt)
            return show(request, { values, notice: null, ...refusal(result) })
        }
      },
      { parse: 'none' },
    )
    .post(
      paths.logout(),
      async ({ request }) => {
        const answer = await forward(tools.auth, request, { path: '/sign-out' })
        if (answer.status !== 200) throw new Error(`Sign-out answered ${answer.status}`)
        return seeOther(request, `${paths.login()}?notice=signed-out`, answer.cookies)
      },
      { parse: 'none' },
    )
}

type Refused = Exclude<SignInOutcome, { cookies: string[] }>

/** What the form says, and the way out it offers. */
function refusal(result: Refused): { errors: FormErrors; offers: SignInProps['offers'] } {
  switch (result.outcome) {
    case 'credentials-wrong':
      return { errors: { email: 'メールアドレスまたはパスワードが正しくありません' }, offers: null }
    case 'unverified':
      return {
        errors: { email: 'メールアドレスの確認がまだ済んでいません。確認メールのリンクを開いてください' },
        offers: 'new-link',
      }
    case 'closed':
      return { errors: { email: notices.closed ?? '' }, offers: null }
    case 'wait': {
      const minutes = Math.ceil(result.seconds / 60)
      const email = `ログインが続けて試されたため、約${minutes}分お待ちください。メールでパスワードを再設定すると、すぐにログインできます`
      return { errors: { email }, offers: 'reset' }
    }
  }
}

function verificationRoutes(tools: GuardTools) {
  return new Elysia({ name: 'verification' })
    .get(paths.verifyEmail(), async ({ request, query }) => {
      const { token } = query
      if (token === undefined || token === '') return html(NewLinkPage({ isFailure: false }), { isPrivate: true })
      const pending = await pendingAccount(tools, token)
      if (pending.outcome === 'already-verified') return seeOther(request, paths.login({ next: paths.jobs() }))
      if (pending.outcome === 'link-invalid') return html(NewLinkPage({ isFailure: true }), { isPrivate: true })
      const values = { token, email: pending.user.email, staysSignedIn: false }
      return html(VerifyPage({ ...values, errors: null, offersReplacement: false }), { isPrivate: true })
    })
    .post(
      paths.verifyEmail(),
      async ({ request }) => {
        const form = await readForm(request)
        const wish = {
          token: form.text('token'),
          password: form.raw('password'),
          replacesPassword: form.has('replacesPassword'),
          staysSignedIn: form.has('staysSignedIn'),
        }
        const result = await verifyAccount(tools, request, wish)
        switch (result.outcome) {
          case 'signed-in':
            return seeOther(request, destination(tools.config, request) ?? paths.jobs(), result.cookies)
          case 'already-verified':
            return seeOther(request, paths.login({ next: paths.jobs() }))
          case 'link-invalid':
            return html(NewLinkPage({ isFailure: true }), { status: 422, isPrivate: true })
          case 'wait':
            throw new TooManyRequests(result.seconds)
          case 'password-refused': {
            const { token, staysSignedIn } = wish
            const errors = { password: result.problem }
            const page = VerifyPage({ token, staysSignedIn, email: result.email, errors, offersReplacement: true })
            return html(page, { status: 422, isPrivate: true })
          }
        }
      },
      { parse: 'none' },
    )
    .post(
      paths.resendVerification(),
      async ({ request }) => {
        const startedAt = performance.now()
        const form = await readForm(request)
        const email = form.text('email').slice(0, 254)
        const answer = await forward(tools.auth, request, { path: '/send-verification-email', body: { email } })
        refuseTooMany(answer)
        await evenAnswer(startedAt)
        // The same page whether or not the address is known.
        return mailSent(tools, { email, isResent: true, next: localPath(form.text('next')) ?? '' })
      },
      { parse: 'none' },
    )
}

function missingCredentials(email: string, password: string): FormErrors | null {
  const errors: FormErrors = {}
  if (!email.includes('@')) errors.email = 'メールアドレスを入力してください'
  if (password === '') errors.password = 'パスワードを入力してください'
  return Object.keys(errors).length > 0 ? errors : null
}

function refuseTooMany({ status, retryAfterSeconds }: AuthAnswer): void {
  if (status === 429) throw new TooManyRequests(retryAfterSeconds ?? 10)
}
