import { Elysia } from 'elysia'
import { SignInForm, SignInPage, type SignInProps } from '../../views/accounts/sign-in'
import { MailSentPage, SignUpForm, SignUpPage, type SignUpProps } from '../../views/accounts/sign-up'
import { NewLinkPage, VerifyPage } from '../../views/accounts/verify'
import { TooManyRequests } from '../http/errors'
import { checkForm, type FormErrors, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { localPath, paths } from '../paths'
import { type AuthAnswer, forward } from './forward'
import { currentTalent, type GuardTools } from './guard'
import { passwordMaximumLength, passwordMinimumLength } from './password'
import { readSignUp, signUpSchema } from './sign-up-form'
import { termsVersion } from './terms'
import { pendingAccount, verifyAccount } from './verify-account'

const verifyMessages = {
  'password-wrong': '登録したときのパスワードと違います。入力し直すか、下の欄で新しいパスワードに変えてください',
  'password-too-short': `パスワードを${passwordMinimumLength}文字以上${passwordMaximumLength}文字以内で入力してください`,
}
const emptySignUp = { familyName: '', givenName: '', email: '', phone: '', wantsMail: false, agrees: false }

export function accountRoutes(tools: GuardTools) {
  const { auth } = tools
  return new Elysia({ name: 'accounts' })
    .get(paths.signUp(), async ({ request, query }) => {
      if (await currentTalent(tools, request)) return seeOther(request, paths.jobs())
      return showSignUp(request, {
        values: { ...emptySignUp, next: localPath(query.next) ?? '' },
        errors: null,
        passwordMinimumLength,
      })
    })
    .post(
      paths.signUp(),
      async ({ request }) => {
        const { next, ...values } = readSignUp(await readForm(request))
        const { errors } = checkForm(signUpSchema, values)
        if (errors) return showSignUp(request, { values: { ...values, next }, errors, passwordMinimumLength })
        const { familyName, givenName, email, password, phone, wantsMail } = values
        const body = {
          name: `${familyName} ${givenName}`,
          email,
          password,
          familyName,
          givenName,
          phone,
          wantsMail,
          termsVersion,
        }
        const answer = await forward(auth, request, { path: '/sign-up/email', body })
        refuseTooMany(answer)
        if (answer.code === 'INVALID_EMAIL') {
          const errors = { email: 'このメールアドレスは登録に使えません。別のアドレスを入力してください' }
          return showSignUp(request, { values: { ...values, next }, errors, passwordMinimumLength })
        }
        if (answer.status !== 200) throw new Error(`Sign-up answered ${answer.status} ${answer.code}`)
        return html(MailSentPage({ email, isResent: false }), {
          isPrivate: true,
          headers: { 'hx-retarget': 'body', 'hx-reswap': 'innerHTML' },
        })
      },
      { parse: 'none' },
    )
    .get(paths.login(), async ({ request, query }) => {
      const next = localPath(query.next) ?? ''
      if (await currentTalent(tools, request)) return seeOther(request, next || paths.jobs())
      const notice = next === '' ? null : 'ログインすると、続きをご覧いただけます。'
      return showSignIn(request, {
        values: { email: '', staysSignedIn: false, next },
        errors: null,
        notice,
        offersNewLink: false,
      })
    })
    .post(
      paths.login(),
      async ({ request }) => {
        const form = await readForm(request)
        const values = {
          email: form.text('email'),
          staysSignedIn: form.has('staysSignedIn'),
          next: localPath(form.text('next')) ?? '',
        }
        const password = form.raw('password')
        const missing = missingCredentials(values.email, password)
        if (missing) return showSignIn(request, { values, errors: missing, notice: null, offersNewLink: false })
        const body = { email: values.email, password, rememberMe: values.staysSignedIn }
        const answer = await forward(auth, request, { path: '/sign-in/email', body })
        refuseTooMany(answer)
        if (answer.status === 200) return seeOther(request, values.next || paths.jobs(), answer.cookies)
        const offersNewLink = answer.code === 'EMAIL_NOT_VERIFIED'
        return showSignIn(request, { values, errors: { email: signInMessage(answer) }, notice: null, offersNewLink })
      },
      { parse: 'none' },
    )
    .post(
      paths.logout(),
      async ({ request }) => {
        const answer = await forward(auth, request, { path: '/sign-out' })
        if (answer.status !== 200) throw new Error(`Sign-out answered ${answer.status}`)
        return seeOther(request, paths.front(), answer.cookies)
      },
      { parse: 'none' },
    )
    .use(verificationRoutes(tools))
}

function verificationRoutes(tools: GuardTools) {
  const { auth } = tools
  return new Elysia({ name: 'verification' })
    .get(paths.verifyEmail(), async ({ request, query }) => {
      const { token } = query
      if (token === undefined || token === '') return html(NewLinkPage({ isFailure: false }), { isPrivate: true })
      const pending = await pendingAccount(tools, token)
      if (pending.outcome === 'already-verified') return seeOther(request, paths.login({ next: paths.jobs() }))
      if (pending.outcome === 'link-invalid') return html(NewLinkPage({ isFailure: true }), { isPrivate: true })
      const values = { token, email: pending.email, staysSignedIn: false }
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
            return seeOther(request, paths.jobs(), result.cookies)
          case 'already-verified':
            return seeOther(request, paths.login({ next: paths.jobs() }))
          case 'link-invalid':
            return html(NewLinkPage({ isFailure: true }), { status: 422, isPrivate: true })
          case 'too-many-requests':
            throw new TooManyRequests(result.answer.retryAfterSeconds ?? 10)
          case 'password-wrong':
          case 'password-too-short': {
            const errors = { password: verifyMessages[result.outcome] }
            const { token, staysSignedIn } = wish
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
        const email = (await readForm(request)).text('email').slice(0, 254)
        const answer = await forward(auth, request, { path: '/send-verification-email', body: { email } })
        refuseTooMany(answer)
        // The same page whether or not the address is known.
        return html(MailSentPage({ email, isResent: true }), { isPrivate: true })
      },
      { parse: 'none' },
    )
}

function showSignUp(request: Request, props: SignUpProps): Response {
  const status = props.errors ? 422 : 200
  return html(wantsFragment(request) ? String(SignUpForm(props)) : SignUpPage(props), { status, isPrivate: true })
}

function showSignIn(request: Request, props: SignInProps): Response {
  const status = props.errors ? 422 : 200
  return html(wantsFragment(request) ? String(SignInForm(props)) : SignInPage(props), { status, isPrivate: true })
}

function missingCredentials(email: string, password: string): FormErrors | null {
  const errors: FormErrors = {}
  if (!email.includes('@')) errors.email = 'メールアドレスを入力してください'
  if (password === '') errors.password = 'パスワードを入力してください'
  return Object.keys(errors).length > 0 ? errors : null
}

function signInMessage({ code }: AuthAnswer): string {
  return code === 'EMAIL_NOT_VERIFIED'
    ? 'メールアドレスの確認がまだ済んでいません。確認メールのリンクを開いてください'
    : 'メールアドレスまたはパスワードが正しくありません'
}

function refuseTooMany({ status, retryAfterSeconds }: AuthAnswer): void {
  if (status === 429) throw new TooManyRequests(retryAfterSeconds ?? 10)
}
