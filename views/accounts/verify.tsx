import { paths } from '../../src/paths'
import { ErrorSummary, type Errors, TextField } from '../ui/form'
import { Page } from '../ui/layout'
import { StaySignedIn, WhoseAccount } from './new-password'

export type VerifyProps = {
  token: string
  email: string
  staysSignedIn: boolean
  errors: Errors
}

/**
 * Opening the link changes nothing: mail scanners open links too. The button does, and only with the password, because
 * somebody else may have registered this address.
 */
export function VerifyPage({ token, email, staysSignedIn, errors }: VerifyProps): string {
  return (
    <Page title={errors ? 'エラー：メールアドレスの確認' : 'メールアドレスの確認'} viewer={null}>
      <div class="wrap narrow">
        <h1>メールアドレスの確認</h1>
        <form class="card form" method="post" action={paths.verifyEmail()} novalidate>
          <ErrorSummary errors={errors} />
          <p>
            <b safe>{email}</b> の登録を完了します。登録したときのパスワードを入力してください。
          </p>
          <input type="hidden" name="token" value={token} />
          <WhoseAccount email={email} />
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
          <StaySignedIn isChecked={staysSignedIn} errors={errors} />
          <button type="submit" class="btn primary block" data-busy="確認しています…">
            確認を完了する
          </button>
        </form>
        <form class="card form" method="post" action={paths.cancelRegistration()}>
          <h2 class="h">パスワードがわからない場合</h2>
          <p>
            ご自身で登録した覚えがない場合や、パスワードを忘れた場合は、この登録を取り消して、新しく登録し直せます。
          </p>
          <input type="hidden" name="token" value={token} />
          <button type="submit" class="btn" data-busy="送信しています…">
            この登録を取り消す
          </button>
        </form>
      </div>
    </Page>
  ) as string
}

/** The address is free; who owns the mailbox registers with words of their own. */
export function RegistrationCancelledPage(): string {
  return (
    <Page title="登録を取り消しました" viewer={null}>
      <div class="wrap narrow">
        <h1>登録を取り消しました</h1>
        <section class="card stack" aria-label="次にすること">
          <p>入力された内容はすべて削除しました。同じメールアドレスで、新しく登録できます。</p>
          <p>
            <a class="btn primary" href={paths.signUp()}>
              新規登録へ進む
            </a>
          </p>
        </section>
      </div>
    </Page>
  ) as string
}

/** Asks for a new letter: after a link that did not work, or because the first letter is lost. */
export function NewLinkPage({
  isFailure,
  email,
  errors,
}: {
  isFailure: boolean
  email: string
  errors: Errors
}): string {
  const title = isFailure ? 'リンクを確認できませんでした' : '確認メールを受け取り直す'
  return (
    <Page title={errors ? `エラー：${title}` : title} viewer={null}>
      <div class="wrap narrow">
        <h1>{title}</h1>
        <form class="card form" method="post" action={paths.resendVerification()} novalidate>
          <ErrorSummary errors={errors} />
          {isFailure ? <p>リンクの期限（24時間）が過ぎたか、アドレスが途中で切れています。</p> : null}
          <p>
            登録したメールアドレスを入力すると、新しいリンクをお送りします。続けて申し込まれたときは、10分に1通だけお送りします。
          </p>
          <TextField
            label="メールアドレス"
            name="email"
            type="email"
            inputmode="email"
            value={email}
            errors={errors}
            isRequired
            autocomplete="email"
            enterkeyhint="send"
            maxlength={254}
          />
          <button type="submit" class="btn primary" data-busy="送信しています…">
            新しいリンクを受け取る
          </button>
          <p>
            確認がお済みの方は<a href={paths.login()}>ログイン</a>してください。
          </p>
        </form>
      </div>
    </Page>
  ) as string
}
