import { paths } from '../../src/paths'
import { ErrorSummary, type Errors, TextField } from '../ui/form'
import type { Viewer } from '../ui/layout'
import { AccountFrame, OpenFrame } from './frame'
import { NewPasswordField, StaySignedIn, WhoseAccount } from './new-password'

export function ForgotPasswordPage({ email, errors }: { email: string; errors: Errors }): string {
  return (
    <OpenFrame title="パスワードの再設定" errors={errors}>
      <form class="card form" method="post" action={paths.forgotPassword()} novalidate>
        <ErrorSummary errors={errors} />
        <p>登録したメールアドレスを入力してください。新しいパスワードを設定するためのリンクをお送りします。</p>
        <TextField
          label="メールアドレス"
          name="email"
          type="email"
          inputmode="email"
          value={email}
          errors={errors}
          isRequired
          autocomplete="username"
          enterkeyhint="send"
          maxlength={254}
        />
        <button type="submit" class="btn primary block" data-busy="送信しています…">
          再設定のメールを受け取る
        </button>
      </form>
      <p class="links">
        <a href={paths.login()}>ログインに戻る</a>
      </p>
    </OpenFrame>
  ) as string
}

/** The same whether or not the address is known. */
export function ResetMailSentPage({ email }: { email: string }): string {
  return (
    <OpenFrame title="メールをご確認ください">
      <section class="card stack" aria-label="次にすること">
        <p>
          <b safe>{email}</b>
          が登録されていれば、パスワードを再設定するためのメールが届きます。リンクの有効期限は1時間です。
        </p>
        <p class="muted">
          届かない場合は、迷惑メールのフォルダと、入力したアドレスをご確認ください。続けて申し込まれたときは、10分に1通だけお送りします。
        </p>
        <p class="actions">
          <a class="btn" href={paths.forgotPassword()}>
            アドレスを入力し直す
          </a>
          <a class="btn" href={paths.login()}>
            ログインに戻る
          </a>
        </p>
      </section>
    </OpenFrame>
  ) as string
}

export function ResetPasswordPage(props: {
  token: string
  email: string
  staysSignedIn: boolean
  errors: Errors
  minimumLength: number
}): string {
  return (
    <OpenFrame title="新しいパスワードの設定" errors={props.errors}>
      <form class="card form" method="post" action={paths.resetPassword()} novalidate>
        <ErrorSummary errors={props.errors} />
        <p>
          <b safe>{props.email}</b> の新しいパスワードを設定します。ほかの端末とブラウザのログインは、すべて終了します。
        </p>
        <input type="hidden" name="token" value={props.token} />
        <WhoseAccount email={props.email} />
        <NewPasswordField label="新しいパスワード" errors={props.errors} minimumLength={props.minimumLength} />
        <StaySignedIn isChecked={props.staysSignedIn} errors={props.errors} />
        <button type="submit" class="btn primary block" data-busy="送信しています…">
          設定してログインする
        </button>
      </form>
    </OpenFrame>
  ) as string
}

export function ResetLinkInvalidPage(): string {
  return (
    <OpenFrame title="このリンクは使えません">
      <section class="card stack" aria-label="次にすること">
        <p>リンクの期限（1時間）が過ぎたか、すでに使われたか、アドレスが途中で切れています。</p>
        <p>
          <a class="btn primary" href={paths.forgotPassword()}>
            新しいリンクを受け取る
          </a>
        </p>
      </section>
    </OpenFrame>
  ) as string
}

export function ChangePasswordPage(props: {
  viewer: Viewer
  email: string
  errors: Errors
  minimumLength: number
}): string {
  return (
    <AccountFrame viewer={props.viewer} title="パスワードの変更" errors={props.errors}>
      <form class="card form" method="post" action={paths.changePassword()} novalidate>
        <ErrorSummary errors={props.errors} />
        <p>変更すると、ほかの端末とブラウザのログインは、すべて終了します。</p>
        <WhoseAccount email={props.email} />
        <CurrentPasswordField errors={props.errors} />
        <NewPasswordField label="新しいパスワード" errors={props.errors} minimumLength={props.minimumLength} />
        <button type="submit" class="btn primary block" data-busy="送信しています…">
          パスワードを変更する
        </button>
      </form>
      <p>
        いまのパスワードがわからない場合は、<a href={paths.forgotPassword()}>メールで再設定</a>できます。
      </p>
    </AccountFrame>
  ) as string
}

/** Asked for before anything that a stolen session must not be enough for. A page with two of them gives each an id. */
export function CurrentPasswordField({ errors, id }: { errors: Errors; id?: string }) {
  return (
    <TextField
      label="いまのパスワード"
      name="password"
      id={id}
      type="password"
      value=""
      errors={errors}
      isRequired
      autocomplete="current-password"
    />
  )
}
