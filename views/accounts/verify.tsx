import { paths } from '../../src/paths'
import { CheckBox, ErrorSummary, type Errors, TextField } from '../ui/form'
import { Page } from '../ui/layout'
import { StaySignedIn, WhoseAccount } from './new-password'

export type VerifyProps = {
  token: string
  email: string
  staysSignedIn: boolean
  errors: Errors
  /** After a wrong password: whoever owns the mailbox may choose a new one. */
  offersReplacement: boolean
}

/**
 * Opening the link changes nothing: mail scanners open links too. The button does, and only with the password, because
 * somebody else may have registered this address.
 */
export function VerifyPage({ token, email, staysSignedIn, errors, offersReplacement }: VerifyProps): string {
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
          {offersReplacement ? (
            <CheckBox
              name="replacesPassword"
              label="登録したときのパスワードがわからない（いま入力するパスワードに変える。15文字以上）"
              isChecked={false}
              errors={errors}
            />
          ) : null}
          <StaySignedIn isChecked={staysSignedIn} errors={errors} />
          <button type="submit" class="btn primary block" data-busy="確認しています…">
            確認を完了する
          </button>
        </form>
      </div>
    </Page>
  ) as string
}

/** Asks for a new letter: after a link that did not work, or because the first letter is lost. */
export function NewLinkPage({ isFailure }: { isFailure: boolean }): string {
  const title = isFailure ? 'リンクを確認できませんでした' : '確認メールを受け取り直す'
  return (
    <Page title={title} viewer={null}>
      <div class="wrap narrow">
        <h1>{title}</h1>
        <section class="card stack" aria-label="次にすること">
          {isFailure && <p>リンクの期限（24時間）が過ぎたか、アドレスが途中で切れています。</p>}
          <p>
            登録したメールアドレスを入力すると、新しいリンクをお送りします。続けて申し込まれたときは、10分に1通だけお送りします。
          </p>
          <form class="form" method="post" action={paths.resendVerification()}>
            <div class="field">
              <label for="email">メールアドレス</label>
              <input id="email" name="email" type="email" autocomplete="email" required data-size="wide" />
            </div>
            <button type="submit" class="btn primary" data-busy="送信しています…">
              新しいリンクを受け取る
            </button>
          </form>
          <p>
            確認がお済みの方は<a href={paths.login()}>ログイン</a>してください。
          </p>
        </section>
      </div>
    </Page>
  ) as string
}
