import { paths } from '../../src/paths'
import type { Viewer } from '../ui/layout'
import { Page } from '../ui/layout'

export type AccountProps = {
  viewer: Viewer
  email: string
  pendingEmail: string | null
  hasTwoFactor: boolean
  passkeyCount: number
  sessionCount: number
  wantsMail: boolean
  allowsAi: boolean
  done: string | null
}

/** Everything about the account on one page, each with the way to change it. */
export function AccountPage(props: AccountProps): string {
  const onOff = (isOn: boolean) => (isOn ? '有効' : '無効')
  return (
    <Page title="登録情報" viewer={props.viewer} tab="mypage">
      <div class="wrap narrow">
        <nav class="crumb" aria-label="パンくず">
          <a href={paths.mypage()}>← マイページへ戻る</a>
        </nav>
        <h1>登録情報</h1>
        {props.done ? (
          <p class="done-note" role="status" safe>
            {props.done}
          </p>
        ) : null}
        <section class="card stack" aria-labelledby="sign-in-settings">
          <h2 class="h" id="sign-in-settings">
            ログイン
          </h2>
          <ul class="settings">
            <Row
              path={paths.changeEmail()}
              title="メールアドレス"
              state={props.pendingEmail ? `${props.email}（変更の確認待ち）` : props.email}
            />
            <Row path={paths.changePassword()} title="パスワード" state="変更する" />
            <Row
              path={paths.passkeys()}
              title="パスキー"
              state={props.passkeyCount > 0 ? `${props.passkeyCount}件` : '未登録'}
            />
            <Row path={paths.twoFactor()} title="2段階認証" state={onOff(props.hasTwoFactor)} />
            <Row path={paths.sessions()} title="ログイン中の端末" state={`${props.sessionCount}件`} />
          </ul>
        </section>
        <section class="card stack" aria-labelledby="data-settings">
          <h2 class="h" id="data-settings">
            同意とデータ
          </h2>
          <ul class="settings">
            <Row
              path={paths.consents()}
              title="メール・AIの設定と同意の記録"
              state={`お知らせメール${props.wantsMail ? 'あり' : 'なし'}・AI${props.allowsAi ? '利用する' : '利用しない'}`}
            />
            <Row path={paths.dataExport()} title="データのダウンロード" state="JSON形式" />
            <Row path={paths.closeAccount()} title="退会" state="手続きへ" />
          </ul>
        </section>
        <form method="post" action={paths.logout()}>
          <button type="submit" class="btn" data-busy="ログアウトしています…">
            ログアウト
          </button>
        </form>
      </div>
    </Page>
  ) as string
}

function Row({ path, title, state }: { path: string; title: string; state: string }) {
  return (
    <li>
      <a href={path}>
        <b safe>{title}</b>
        <span class="muted" safe>
          {state}
        </span>
      </a>
    </li>
  )
}
