import { paths } from '../../src/paths'
import { Page } from '../ui/layout'

/** Opening the link changes nothing: mail scanners open links too. The button does. */
export function VerifyPage({ token }: { token: string }): string {
  return (
    <Page title="メールアドレスの確認" viewer={null}>
      <div class="wrap narrow">
        <h1>メールアドレスの確認</h1>
        <form class="card form" method="post" action={paths.verifyEmail()}>
          <p>下のボタンを押すと登録が完了し、案件の一覧に進みます。</p>
          <input type="hidden" name="token" value={token} />
          <button type="submit" class="btn primary block">
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
          <p>登録したメールアドレスを入力すると、新しいリンクをお送りします。メールは10分に1通まで送れます。</p>
          <form class="form" method="post" action={paths.resendVerification()}>
            <div class="field">
              <label for="email">メールアドレス</label>
              <input id="email" name="email" type="email" autocomplete="email" required data-size="wide" />
            </div>
            <button type="submit" class="btn primary">
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
