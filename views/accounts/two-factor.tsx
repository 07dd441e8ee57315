import { paths } from '../../src/paths'
import { ErrorSummary, type Errors, TextField } from '../ui/form'
import type { Viewer } from '../ui/layout'
import { AccountFrame, OpenFrame } from './frame'
import { WhoseAccount } from './new-password'
import { CurrentPasswordField } from './password'

type Shared = { viewer: Viewer; email: string; errors: Errors }

export function TwoFactorPage(props: Shared & { isOn: boolean; done: string | null }): string {
  return (
    <AccountFrame viewer={props.viewer} title="2段階認証" errors={props.errors} done={props.done}>
      <ErrorSummary errors={props.errors} />
      {props.isOn ? <SwitchedOn {...props} /> : <SwitchedOff {...props} />}
    </AccountFrame>
  ) as string
}

function SwitchedOff({ email, errors }: Shared) {
  return (
    <form class="card form" method="post" action={paths.twoFactorSetup()} novalidate>
      <p>
        パスワードに加えて、認証アプリ（Google Authenticator、Microsoft Authenticator、1Password
        など）の6桁のコードでログインします。パスワードが他人に知られても、ログインされません。
      </p>
      <WhoseAccount email={email} />
      <CurrentPasswordField errors={errors} />
      <button type="submit" class="btn primary block">
        設定を始める
      </button>
    </form>
  )
}

function SwitchedOn({ email, errors }: Shared) {
  return (
    <form class="card form" method="post" action={paths.twoFactorRemoval()} novalidate>
      <p>2段階認証は有効です。</p>
      <WhoseAccount email={email} />
      <CurrentPasswordField errors={errors} />
      <p class="actions">
        <button type="submit" class="btn" formaction={paths.recoveryCodes()}>
          リカバリーコードを作り直す
        </button>
        <button type="submit" class="btn">
          2段階認証を無効にする
        </button>
      </p>
    </form>
  )
}

/** Shown once: the secret for the app as a picture and as text, and the recovery codes. */
export function TwoFactorSetupPage(props: {
  viewer: Viewer
  errors: Errors
  /** Null after a wrong code: the app has it already. */
  setup: { qrCode: string; secret: string; uri: string; recoveryCodes: string[] } | null
}): string {
  const { setup } = props
  return (
    <AccountFrame viewer={props.viewer} title="2段階認証の設定" errors={props.errors}>
      {setup ? (
        <>
          <section class="card stack" aria-labelledby="setup-app">
            <h2 class="h" id="setup-app">
              1. 認証アプリに登録する
            </h2>
            <p>認証アプリで次の図を読み取るか、キーを入力してください。</p>
            <div
              class="qr"
              role="img"
              aria-label="認証アプリで読み取る図。読み取れない場合は下のキーを使ってください。"
            >
              {setup.qrCode as 'safe'}
            </div>
            <p>
              キー：
              <code class="key" safe>
                {setup.secret}
              </code>
            </p>
            <p>
              <a href={setup.uri}>この端末の認証アプリで開く</a>
            </p>
          </section>
          <RecoveryCodes codes={setup.recoveryCodes} heading="2. リカバリーコードを保管する" />
        </>
      ) : null}
      <form class="card form" method="post" action={paths.twoFactorActivation()} novalidate>
        <ErrorSummary errors={props.errors} />
        <h2 class="h">{setup ? '3. コードを入力して有効にする' : 'コードを入力して有効にする'}</h2>
        <CodeField errors={props.errors} label="認証アプリの6桁のコード" />
        <button type="submit" class="btn primary block">
          2段階認証を有効にする
        </button>
        {setup ? null : (
          <p>
            <a href={paths.twoFactor()}>最初からやり直す</a>
          </p>
        )}
      </form>
    </AccountFrame>
  ) as string
}

export function RecoveryCodesPage({ viewer, codes }: { viewer: Viewer; codes: string[] }): string {
  return (
    <AccountFrame viewer={viewer} title="リカバリーコード" done="作り直しました。以前のコードは使えません。">
      <RecoveryCodes codes={codes} heading="新しいリカバリーコード" />
      <p>
        <a class="btn primary" href={paths.twoFactor()}>
          保管しました
        </a>
      </p>
    </AccountFrame>
  ) as string
}

function RecoveryCodes({ codes, heading }: { codes: string[]; heading: string }) {
  return (
    <section class="card stack" aria-labelledby="recovery-codes">
      <h2 class="h" id="recovery-codes" safe>
        {heading}
      </h2>
      <p>
        認証アプリが使えないときに、1つにつき1回だけ使えます。印刷するか、パスワード管理アプリに保管してください。この画面でだけ表示します。
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li>
            <code safe>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function CodeField({ errors, label }: { errors: Errors; label: string }) {
  return (
    <TextField
      label={label}
      name="code"
      value=""
      errors={errors}
      isRequired
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength={20}
      size="short"
    />
  )
}

/** The second step of signing in. */
export function SignInCodePage({ next, errors }: { next: string; errors: Errors }): string {
  return (
    <OpenFrame title="2段階認証" errors={errors}>
      <form class="card form" method="post" action={paths.loginTwoFactor()} novalidate>
        <ErrorSummary errors={errors} />
        <input type="hidden" name="next" value={next} />
        <CodeField errors={errors} label="認証アプリの6桁のコード" />
        <p class="hint">認証アプリが使えないときは、保管しているリカバリーコードを入力してください。</p>
        <button type="submit" class="btn primary block">
          ログイン
        </button>
      </form>
      <p>
        <a href={paths.login({ next })}>ログインをやり直す</a>
      </p>
    </OpenFrame>
  ) as string
}
