import { paths } from '../../src/paths'
import { ErrorSummary, type Errors, SelectField, TextArea } from '../ui/form'
import type { Viewer } from '../ui/layout'
import { AccountFrame, OpenFrame } from './frame'
import { WhoseAccount } from './new-password'
import { CurrentPasswordField } from './password'

type ClosureProps = {
  viewer: Viewer
  email: string
  reason: string
  comment: string
  errors: Errors
}

/** The first step: why. */
export function CloseAccountPage(
  props: ClosureProps & { reasons: readonly string[]; openApplications: number },
): string {
  return (
    <AccountFrame viewer={props.viewer} title="退会" errors={props.errors}>
      <form class="card form" method="post" action={paths.closeAccount()} novalidate>
        <ErrorSummary errors={props.errors} />
        <p>
          退会すると、アカウントと登録内容を削除します。
          {props.openApplications > 0 ? (
            <b safe>{`選考中の応募${props.openApplications}件は取り消されます。`}</b>
          ) : null}
        </p>
        <p>
          メールを止めたいだけの場合は<a href={paths.consents()}>メール・AIの設定</a>、データの控えが必要な場合は
          <a href={paths.dataExport()}>データのダウンロード</a>
          をご利用ください。
        </p>
        <SelectField
          label="退会の理由"
          name="reason"
          value={props.reason}
          errors={props.errors}
          isRequired
          options={props.reasons.map((reason) => ({ value: reason, label: reason }))}
        />
        <TextArea
          label="ご意見"
          name="comment"
          value={props.comment}
          errors={props.errors}
          maxlength={1_000}
          hint="お名前や連絡先は書かないでください。"
        />
        <button type="submit" class="btn primary block" data-busy="送信しています…">
          確認へ進む
        </button>
      </form>
    </AccountFrame>
  ) as string
}

/** The second step: what goes, what stays, and the password. */
export function ConfirmClosurePage(props: ClosureProps): string {
  return (
    <AccountFrame viewer={props.viewer} title="退会の確認" errors={props.errors}>
      <form class="card form" method="post" action={paths.confirmClosure()} novalidate>
        <ErrorSummary errors={props.errors} />
        <p class="bar">
          <span>
            退会の理由：<b safe>{props.reason}</b>
          </span>
          <span class="links">
            <a href={paths.closeAccount()}>戻って直す</a>
          </span>
        </p>
        <section class="prose" aria-labelledby="what-goes">
          <h2 class="h" id="what-goes">
            削除するもの
          </h2>
          <ul>
            <li>アカウント</li>
            <li>プロフィール、職務経歴と添付ファイル、希望条件</li>
            <li>マッチ度と評価</li>
            <li>気になる案件、興味なしにした案件、保存した条件、閲覧履歴</li>
            <li>応募のときのメッセージ（選考中の応募は取り消します）</li>
            <li>同意とメールの記録</li>
          </ul>
        </section>
        <section class="prose" aria-labelledby="what-stays">
          <h2 class="h" id="what-stays">
            残すもの
          </h2>
          <ul>
            <li>お名前と連絡先を除いた応募の記録（取引先との手続きの記録のため）</li>
            <li>お問い合わせの内容と回答（やりとりの記録のため）</li>
            <li>退会の日時と理由（サービスの改善のため）</li>
          </ul>
        </section>
        <p>
          退会は取り消せません。完了すると、<b safe>{props.email}</b>{' '}
          に控えのメールをお送りします。同じアドレスで、いつでも新しく登録できます。
        </p>
        <input type="hidden" name="reason" value={props.reason} />
        <input type="hidden" name="comment" value={props.comment} />
        <WhoseAccount email={props.email} />
        <CurrentPasswordField errors={props.errors} />
        <p class="actions">
          <button type="submit" class="btn danger" data-once data-busy="送信しています…">
            退会する
          </button>
          <a class="btn" href={paths.account()}>
            退会せずに戻る
          </a>
        </p>
      </form>
    </AccountFrame>
  ) as string
}

export function AccountClosedPage(): string {
  return (
    <OpenFrame title="退会を受け付けました">
      <section class="card stack" aria-label="このあと">
        <p>
          アカウントと、ポータルの登録内容を削除しました。業務システムからの削除が終わると、控えのメールをお送りします（通常は数分、混み合っているときは1日ほどかかります）。
        </p>
        <p>これまでご利用いただき、ありがとうございました。</p>
      </section>
    </OpenFrame>
  ) as string
}
