import { paths } from '../../src/paths'
import { longInstant } from '../format'
import { CheckBox } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'
import { AccountFrame } from './frame'

export type ShownConsent = {
  kind: 'terms' | 'privacy' | 'mail' | 'ai'
  isGranted: boolean
  version: string
  occurredAt: Date
  /** The first characters of the keyed hash; '' when it was not noted. */
  place: string
}

const kinds = {
  terms: '利用規約',
  privacy: 'プライバシーポリシー',
  mail: '新着案件・サービス情報のメール',
  ai: 'AIによるマッチ度の評価',
}

export function ConsentsPage(props: {
  viewer: Viewer
  wantsMail: boolean
  allowsAi: boolean
  consents: ShownConsent[]
  done: string | null
}): string {
  return (
    <AccountFrame viewer={props.viewer} title="メール・AIの設定と同意の記録" done={props.done}>
      <form class="card form" method="post" action={paths.consents()}>
        <CheckBox
          name="wantsMail"
          label="新着案件・サービス情報をメールで受け取る"
          isChecked={props.wantsMail}
          errors={null}
        />
        <CheckBox name="allowsAi" label="マッチ度の評価にAIを利用する" isChecked={props.allowsAi} errors={null} />
        <p class="muted">
          AIを利用しない場合、マッチ度はルールだけで計算します。お名前や連絡先は、どちらの場合もAIに送りません。応募、選考、パスワードなどのお手続きのメールは、設定にかかわらずお送りします。
        </p>
        <button type="submit" class="btn primary" data-busy="保存しています…">
          設定を保存する
        </button>
      </form>
      <section class="card stack" aria-labelledby="ledger">
        <h2 class="h" id="ledger">
          同意の記録
        </h2>
        <ul class="ledger">
          {props.consents.map((consent) => (
            <li>
              <b safe>{kinds[consent.kind]}</b>
              <span safe>{`${consent.isGranted ? '同意' : '同意しない'}（${consent.version}版）`}</span>
              <span class="muted" safe>
                {`${longInstant(consent.occurredAt)}${consent.place === '' ? '' : `・接続元の記号 ${consent.place}`}`}
              </span>
            </li>
          ))}
        </ul>
        <p class="muted">接続元の記号は、アドレスそのものではなく、同じ接続元かどうかだけがわかる値です。</p>
      </section>
    </AccountFrame>
  ) as string
}

/** After new terms: nothing else of the portal changes until they are agreed to, and leaving is possible. */
export function RenewConsentPage({ viewer, version, next }: { viewer: Viewer; version: string; next: string }): string {
  return (
    <Page title="規約の改定" viewer={viewer}>
      <div class="wrap narrow">
        <h1>規約を改定しました</h1>
        <form class="card form" method="post" action={paths.renewConsent()}>
          <p>
            利用規約とプライバシーポリシーを改定しました（<span safe>{version}</span>
            版）。内容をご確認のうえ、同意いただくと、続けてご利用いただけます。
          </p>
          <p class="actions">
            <a class="btn" href={paths.terms()}>
              利用規約を読む
            </a>
            <a class="btn" href={paths.privacy()}>
              プライバシーポリシーを読む
            </a>
          </p>
          <input type="hidden" name="next" value={next} />
          <button type="submit" class="btn primary block" data-busy="保存しています…">
            同意して続ける
          </button>
        </form>
        <p>
          同意されない場合も、<a href={paths.account()}>登録情報</a>からデータのダウンロードと退会ができます。
        </p>
      </div>
    </Page>
  ) as string
}
