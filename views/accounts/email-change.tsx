import { paths } from '../../src/paths'
import { ErrorSummary, type Errors, TextField } from '../ui/form'
import type { Viewer } from '../ui/layout'
import { AccountFrame, OpenFrame } from './frame'
import { WhoseAccount } from './new-password'
import { CurrentPasswordField } from './password'

export type PendingEmail = { newEmail: string; isOldConfirmed: boolean; isNewConfirmed: boolean } | null

export function ChangeEmailPage(props: {
  viewer: Viewer
  email: string
  newEmail: string
  pending: PendingEmail
  isJustRequested: boolean
  errors: Errors
}): string {
  const { pending } = props
  return (
    <AccountFrame
      viewer={props.viewer}
      title="メールアドレスの変更"
      errors={props.errors}
      done={props.isJustRequested ? '確認のメールを、いまのアドレスと新しいアドレスの両方にお送りしました。' : null}
    >
      {pending ? <Pending email={props.email} pending={pending} /> : null}
      <form class="card form" method="post" action={paths.changeEmail()} novalidate>
        <ErrorSummary errors={props.errors} />
        <p>
          いまのアドレスは <b safe>{props.email}</b> です。両方のアドレスに届くリンクで確認が済むと、変更が完了します。
        </p>
        <TextField
          label="新しいメールアドレス"
          name="newEmail"
          type="email"
          inputmode="email"
          value={props.newEmail}
          errors={props.errors}
          isRequired
          autocomplete="email"
          maxlength={254}
        />
        <WhoseAccount email={props.email} />
        <CurrentPasswordField errors={props.errors} />
        <button type="submit" class="btn primary block" data-once data-busy="送信しています…">
          確認のメールを送る
        </button>
      </form>
    </AccountFrame>
  ) as string
}

function Pending({ email, pending }: { email: string; pending: NonNullable<PendingEmail> }) {
  return (
    <section class="card stack gaps" aria-labelledby="pending-email">
      <h2 class="h" id="pending-email">
        確認を待っています
      </h2>
      <ul class="ledger">
        <li>
          <b safe>{email}</b> <span>{pending.isOldConfirmed ? '確認済み' : '確認待ち'}</span>
        </li>
        <li>
          <b safe>{pending.newEmail}</b> <span>{pending.isNewConfirmed ? '確認済み' : '確認待ち'}</span>
        </li>
      </ul>
      <form method="post" action={paths.cancelEmailChange()}>
        <button type="submit" class="btn" data-once data-busy="送信しています…">
          変更を取りやめる
        </button>
      </form>
    </section>
  )
}

/** Opening the link changes nothing; the button does. */
export function ConfirmEmailPage(props: { token: string; newEmail: string; side: 'old' | 'new' }): string {
  const isOld = props.side === 'old'
  return (
    <OpenFrame title="メールアドレスの変更の確認">
      <form class="card form" method="post" action={paths.confirmEmailChange()}>
        <p>
          {isOld ? '登録のメールアドレスを ' : 'PRO WORKS のメールアドレスを '}
          <b safe>{props.newEmail}</b> に変更します。
        </p>
        <input type="hidden" name="token" value={props.token} />
        <button type="submit" class="btn primary block" data-once data-busy="確認しています…">
          {isOld ? 'この変更を認める' : 'このアドレスを確認する'}
        </button>
      </form>
    </OpenFrame>
  ) as string
}

const outcomes = {
  'link-invalid': {
    title: 'このリンクは使えません',
    text: 'リンクの期限（24時間）が過ぎたか、変更がすでに終わったか取りやめられています。必要な場合は、登録情報のページからもう一度お申し込みください。',
  },
  'address-taken': {
    title: '変更できませんでした',
    text: '新しいメールアドレスは、すでに登録されています。別のアドレスでお申し込みください。',
  },
  old: {
    title: '確認しました',
    text: 'あとは、いまのメールアドレスに届いたリンクでの確認が必要です。',
  },
  new: {
    title: '確認しました',
    text: 'あとは、新しいメールアドレスに届いたリンクでの確認が必要です。',
  },
  changed: {
    title: 'メールアドレスを変更しました',
    text: '次のログインから、新しいメールアドレスをお使いください。',
  },
}

/** `outcome` names what still misses for a half-confirmed change. */
export function EmailChangeOutcomePage({ outcome }: { outcome: keyof typeof outcomes }): string {
  const { title, text } = outcomes[outcome]
  return (
    <OpenFrame title={title}>
      <section class="card stack" aria-label="次にすること">
        <p safe>{text}</p>
        <p>
          <a class="btn" href={paths.account()}>
            登録情報を見る
          </a>
        </p>
      </section>
    </OpenFrame>
  ) as string
}
