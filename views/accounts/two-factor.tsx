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
        など）の6桁のコードでログインします。パスワードが他人に知られたときも、ログインされにくくなります。
      </p>
      <WhoseAccount email={email} />
      <CurrentPasswordField errors={errors} />
      <button type="submit" class="btn primary block" data-busy="送信しています…">
        設定を始める
      </button>
    </form>
  )
}

/** Two forms, each with its own password: Enter must never do the other thing. `errors.codesPassword` is the first's. */
function SwitchedOn({ email, errors }: Shared) {
  return (
    <>
      <p>2段階認証は有効です。</p>
      <form class="card form" method="post" action={paths.recoveryCodes()} novalidate>
        <h2 class="h">リカバリーコードを作り直す</h2>
        <p>新しいコードを10個お見せします。以前のコードは使えなくなります。</p>
        <WhoseAccount email={email} />
        <CurrentPasswordField errors={errors} id="codesPassword" />
        <button type="submit" class="btn block" data-once data-busy="送信しています…">
          リカバリーコードを作り直す
        </button>
      </form>
      <form class="card form" method="post" action={paths.twoFactorRemoval()} novalidate>
        <h2 class="h">2段階認証を無効にする</h2>
        <p>次のログインから、パスワードまたはパスキーだけでログインします。</p>
        <WhoseAccount email={email} />
        <CurrentPasswordField errors={errors} />
        <button type="submit" class="btn block" data-once data-busy="送信しています…">
          2段階認証を無効にする
        </button>
      </form>
    </>
  )
}

type Setup = { qrCode: string; secret: string; uri: string; recoveryCodes: string[] }

/** The secret for the app as a picture and as text, and the recovery codes; the form carries them along. */
export function TwoFactorSetupPage(props: {
  viewer: Viewer
  errors: Errors
  /** Null where the form did not bring it back: the app has it already. */
  setup: Setup | null
}): string {
  const { setup } = props
  return (
    <AccountFrame viewer={props.viewer} title="2段階認証の設定" errors={props.errors}>
      <ErrorSummary errors={props.errors} />
      {setup ? (
        <>
          <SetupInApp setup={setup} />
          <RecoveryCodes codes={setup.recoveryCodes} heading="2. リカバリーコードを保管する" />
        </>
      ) : null}
      <form class="card form" method="post" action={paths.twoFactorActivation()} novalidate>
        <h2 class="h">{setup ? '3. コードを入力して有効にする' : 'コードを入力して有効にする'}</h2>
        {setup ? <CarriedSetup setup={setup} /> : null}
        <CodeField errors={props.errors} />
        <button type="submit" class="btn primary block" data-once data-busy="確認しています…">
          2段階認証を有効にする
        </button>
        <p class="links">
          <a href={paths.twoFactor()}>最初からやり直す</a>
        </p>
      </form>
    </AccountFrame>
  ) as string
}

function SetupInApp({ setup }: { setup: Setup }) {
  return (
    <section class="card stack" aria-labelledby="setup-app">
      <h2 class="h" id="setup-app">
        1. 認証アプリに登録する
      </h2>
      <p>認証アプリで次の図を読み取るか、キーを入力してください。</p>
      <p class="on-this-device">
        <a class="btn block" href={setup.uri}>
          この端末の認証アプリで開く
        </a>
      </p>
      <div class="qr" role="img" aria-label="認証アプリで読み取る図。読み取れない場合は下のキーを使ってください。">
        {setup.qrCode as 'safe'}
      </div>
      <p>
        キー：
        <code class="key" safe>
          {inFours(setup.secret)}
        </code>
      </p>
    </section>
  )
}

/** Easier to copy by eye; apps ignore the spaces. */
const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? ''

/** After a wrong code the same page comes again, with what is shown only once. */
function CarriedSetup({ setup }: { setup: Setup }) {
  return (
    <>
      <input type="hidden" name="uri" value={setup.uri} />
      {setup.recoveryCodes.map((code) => (
        <input type="hidden" name="recoveryCodes" value={code} />
      ))}
    </>
  )
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
      <ul class="codes" id="codes">
        {codes.map((code) => (
          <li>
            <code safe>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        {/* app.js shows it where the browser lets a page copy. */}
        <button type="button" class="btn" data-copy="#codes code" hidden>
          コピー<span class="vh">：リカバリーコード</span>
        </button>
      </p>
    </section>
  )
}

function CodeField({ errors }: { errors: Errors }) {
  return (
    <TextField
      label="認証アプリの6桁のコード"
      name="code"
      value=""
      errors={errors}
      isRequired
      inputmode="numeric"
      autocomplete="one-time-code"
      enterkeyhint="go"
      maxlength={20}
      size="short"
    />
  )
}

/** The second step of signing in. `errors.recoveryCode` is the second form's. */
export function SignInCodePage({ next, errors }: { next: string; errors: Errors }): string {
  return (
    <OpenFrame title="2段階認証" errors={errors}>
      <ErrorSummary errors={errors} />
      <form class="card form" method="post" action={paths.loginTwoFactor()} novalidate>
        <input type="hidden" name="next" value={next} />
        <CodeField errors={errors} />
        <button type="submit" class="btn primary block" data-busy="確認しています…">
          ログイン
        </button>
      </form>
      <details class="card disclosure" open={errors?.recoveryCode !== undefined}>
        <summary>認証アプリが使えない場合</summary>
        <RecoveryForm next={next} errors={errors} />
      </details>
      <p class="links">
        <a href={paths.login({ next })}>ログインをやり直す</a>
      </p>
    </OpenFrame>
  ) as string
}

function RecoveryForm({ next, errors }: { next: string; errors: Errors }) {
  return (
    <form class="form" method="post" action={paths.loginTwoFactor()} novalidate>
      <input type="hidden" name="next" value={next} />
      <TextField
        label="リカバリーコード"
        name="recoveryCode"
        value=""
        errors={errors}
        isRequired
        inputmode="text"
        autocomplete="off"
        isAsTyped
        enterkeyhint="go"
        maxlength={40}
        hint="2段階認証を設定したときに保管したコードの1つを入力してください。1つにつき1回だけ使えます。"
      />
      <button type="submit" class="btn block" data-once data-busy="確認しています…">
        リカバリーコードでログイン
      </button>
    </form>
  )
}
