import { Elysia } from 'elysia'
import { SignInForm, SignInPage, type SignInProps } from '../../views/accounts/sign-in'
import { endSession } from '../db/sessions'
import { type FormErrors, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { localPath, paths } from '../paths'
import { evenAnswer } from './even-answer'
import { forward } from './forward'
import { currentAccount, currentTalent, type GuardTools } from './guard'
import { type SignInOutcome, signIn } from './sign-in'

const closed = 'このアカウントは現在ご利用いただけません。詳しくは担当者へお問い合わせください。'
const notices: Record<string, string> = {
  closed,
  passkey: 'パスキーでログインできませんでした。もう一度お試しになるか、パスワードでログインしてください。',
  'start-over': 'コードの入力の期限が過ぎたか、続けて間違えられました。もう一度ログインしてください。',
  'signed-out': 'ログアウトしました。',
  verified: 'メールアドレスの確認は済んでいます。ログインしてください。',
  reset: 'パスワードを設定しました。新しいパスワードでログインしてください。',
}
const longestAnswer = 300

export function signInRoutes(tools: GuardTools) {
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
        const email = form.text('email').slice(0, longestAnswer)
        const values = { email, staysSignedIn: form.has('staysSignedIn'), next }
        const password = form.raw('password').slice(0, longestAnswer)
        const missing = missingCredentials(email, password)
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
        // Better Auth takes its cookies back, and does not say when it could not end the session.
        const account = await currentAccount(tools, request)
        if (account) await endSession(tools.database.db, { id: account.sessionId, userId: account.user.id })
        const { cookies } = await forward(tools.auth, request, { path: '/sign-out' })
        return seeOther(request, paths.login({ notice: 'signed-out' }), cookies)
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
      return { errors: { email: closed }, offers: null }
    case 'wait': {
      const minutes = Math.ceil(result.seconds / 60)
      const email = `ログインが続けて試されたため、約${minutes}分お待ちください。メールでパスワードを再設定すると、すぐにログインできます`
      return { errors: { email }, offers: 'reset' }
    }
  }
}

function missingCredentials(email: string, password: string): FormErrors | null {
  const errors: FormErrors = {}
  if (!email.includes('@')) errors.email = 'メールアドレスを入力してください'
  if (password === '') errors.password = 'パスワードを入力してください'
  return Object.keys(errors).length > 0 ? errors : null
}
