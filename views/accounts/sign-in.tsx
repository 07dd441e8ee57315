import { paths } from '../../src/paths'
import { ErrorSummary, type Errors, posts, TextField } from '../ui/form'
import { Page } from '../ui/layout'
import { StaySignedIn } from './new-password'
import { PasskeySignIn } from './passkeys'

export type SignInProps = {
  values: { email: string; staysSignedIn: boolean; next: string }
  errors: Errors
  /** A sentence above the form, e.g. after the session ended. */
  notice: string | null
  /** A way out: a new verification letter, or the reset letter. */
  offers: 'new-link' | 'reset' | null
}

export function SignInPage(props: SignInProps): string {
  return (
    <Page title={props.errors ? 'エラー：ログイン' : 'ログイン'} viewer={null} tab="login">
      <div class="wrap narrow">
        <h1>ログイン</h1>
        {props.notice ? (
          <p class="notice" role="status" safe>
            {props.notice}
          </p>
        ) : null}
        <SignInForm {...props} />
        <PasskeySignIn next={props.values.next} />
        <p>
          はじめての方は<a href={paths.signUp({ next: props.values.next })}>新規登録</a>へお進みください。
        </p>
      </div>
    </Page>
  ) as string
}

export function SignInForm({ values, errors, offers }: SignInProps) {
  return (
    <form id="sign-in" class="card form" {...posts(paths.login())} hx-disable="find button[type=submit]">
      <ErrorSummary errors={errors} />
      {offers === 'new-link' ? (
        <p>
          <a class="btn" href={paths.verifyEmail()}>
            確認メールを受け取り直す
          </a>
        </p>
      ) : null}
      {offers === 'reset' ? (
        <p>
          <a class="btn" href={paths.forgotPassword()}>
            メールでパスワードを再設定する
          </a>
        </p>
      ) : null}
      <input type="hidden" name="next" value={values.next} />
      <TextField
        label="メールアドレス"
        name="email"
        type="email"
        inputmode="email"
        value={values.email}
        errors={errors}
        isRequired
        autocomplete="username webauthn"
        enterkeyhint="next"
        maxlength={254}
      />
      <TextField
        label="パスワード"
        name="password"
        type="password"
        value=""
        errors={errors}
        isRequired
        autocomplete="current-password"
        enterkeyhint="go"
      />
      <StaySignedIn isChecked={values.staysSignedIn} errors={errors} />
      <button type="submit" class="btn primary block" data-busy="確認しています…">
        ログイン
      </button>
      <p class="links">
        <a href={paths.forgotPassword()}>パスワードを忘れた場合</a>
      </p>
    </form>
  )
}
