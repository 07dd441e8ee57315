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
              <form method="post" action={paths.removePasskey()}>
                <input type="hidden" name="id" value={passkey.id} />
                <button type="submit" class="btn">
                  削除する<span class="visually-hidden" safe>{`：${passkey.name}`}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      ) : null}
      <form
        class="card form"
        method="post"
        action={paths.passkeys()}
        data-passkey="create"
        data-options={paths.passkeyOptions()}
        novalidate
      >
        <h2 class="h">この端末のパスキーを追加する</h2>
        <noscript>
          <p class="notice">パスキーの追加には、ブラウザの JavaScript を有効にしてください。</p>
        </noscript>
        <TextField
          label="名前"
          name="name"
          value=""
          errors={props.errors}
          maxlength={50}
          hint="あとで見分けるための名前です（例：自分のスマートフォン）。"
        />
        <WhoseAccount email={props.email} />
        <CurrentPasswordField errors={props.errors} />
        <input type="hidden" name="response" value="" />
        <button type="submit" class="btn primary block">
          パスキーを追加する
        </button>
      </form>
    </AccountFrame>
  ) as string
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
      <button type="submit" class="btn block">
        パスキーでログイン
      </button>
    </form>
  )
}
