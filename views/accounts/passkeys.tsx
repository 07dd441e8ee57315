import { paths } from '../../src/paths'
import { longInstant } from '../format'
import { ErrorSummary, type Errors, TextField } from '../ui/form'
import type { Viewer } from '../ui/layout'
import { AccountFrame } from './frame'
import { WhoseAccount } from './new-password'
import { CurrentPasswordField } from './password'

export type ShownPasskey = { id: string; name: string; createdAt: Date }

export function PasskeysPage(props: {
  viewer: Viewer
  email: string
  passkeys: ShownPasskey[]
  errors: Errors
  done: string | null
}): string {
  return (
    <AccountFrame viewer={props.viewer} title="パスキー" errors={props.errors} done={props.done}>
      <ErrorSummary errors={props.errors} />
      <p>パスキーを登録すると、パスワードの代わりに、端末の指紋・顔・画面ロックでログインできます。</p>
      {props.passkeys.length > 0 ? (
        <ul class="stack">
          {props.passkeys.map((passkey) => (
            <li class="card stack tight">
              <p>
                <b safe>{passkey.name}</b>{' '}
                <span class="muted" safe>
                  {`登録 ${longInstant(passkey.createdAt)}`}
                </span>
              </p>
              <Removal passkey={passkey} email={props.email} errors={props.errors} />
            </li>
          ))}
        </ul>
      ) : null}
      <AddForm email={props.email} errors={props.errors} />
      <noscript>
        <p class="notice">パスキーの追加には、ブラウザの JavaScript を有効にしてください。</p>
      </noscript>
      <p class="notice" data-without-passkeys hidden>
        このブラウザは、パスキーの追加に対応していません。
      </p>
    </AccountFrame>
  ) as string
}

/** `errors['password-<id>']` is the message of one passkey's form. */
function Removal({ passkey, email, errors }: { passkey: ShownPasskey; email: string; errors: Errors }) {
  const passwordId = `password-${passkey.id}`
  return (
    <details class="disclosure" open={errors?.[passwordId] !== undefined}>
      <summary>
        削除する<span class="vh" safe>{`：${passkey.name}`}</span>
      </summary>
      <form class="form" method="post" action={paths.removePasskey()} novalidate>
        <input type="hidden" name="id" value={passkey.id} />
        <WhoseAccount email={email} />
        <CurrentPasswordField errors={errors} id={passwordId} />
        <button type="submit" class="btn danger" data-once data-busy="送信しています…">
          このパスキーを削除する
        </button>
      </form>
    </details>
  )
}

/** Shown by app.js where the browser knows passkeys. */
function AddForm({ email, errors }: { email: string; errors: Errors }) {
  return (
    <form
      class="card form"
      method="post"
      action={paths.passkeys()}
      data-passkey="create"
      data-options={paths.passkeyOptions()}
      novalidate
      hidden
    >
      <h2 class="h">この端末のパスキーを追加する</h2>
      <TextField
        label="名前"
        name="name"
        value=""
        errors={errors}
        maxlength={50}
        hint="あとで見分けるための名前です（例：自分のスマートフォン）。"
      />
      <WhoseAccount email={email} />
      <CurrentPasswordField errors={errors} />
      <input type="hidden" name="response" value="" />
      <button type="submit" class="btn primary block" data-busy="確認しています…">
        パスキーを追加する
      </button>
    </form>
  )
}

/** Shown by app.js where the browser knows passkeys. */
export function PasskeySignIn({ next }: { next: string }) {
  return (
    <form
      method="post"
      action={paths.loginPasskey()}
      data-passkey="get"
      data-options={paths.loginPasskeyOptions()}
      hidden
    >
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="response" value="" />
      <button type="submit" class="btn block" data-busy="確認しています…">
        パスキーでログイン
      </button>
    </form>
  )
}
