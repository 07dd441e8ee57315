import { paths } from '../../src/paths'
import { CheckBox, ErrorSummary, type Errors, posts, TextField, takesFocus } from '../ui/form'
import { Page } from '../ui/layout'
import { NewPasswordField } from './new-password'

export type SignUpValues = {
  familyName: string
  givenName: string
  email: string
  phone: string
  wantsMail: boolean
  agrees: boolean
  next: string
}

export type SignUpProps = { values: SignUpValues; errors: Errors; passwordMinimumLength: number }

export function SignUpPage(props: SignUpProps): string {
  return (
    <Page title={props.errors ? 'エラー：新規登録' : '新規登録'} viewer={null} tab="signup" isIndexed>
      <div class="wrap narrow">
        <h1>新規登録</h1>
        <p>
          登録は無料です。登録済みの方は<a href={paths.login({ next: props.values.next })}>ログイン</a>してください。
        </p>
        <SignUpForm {...props} />
      </div>
    </Page>
  ) as string
}

export function SignUpForm({ values, errors, passwordMinimumLength }: SignUpProps) {
  return (
    <form id="sign-up" class="card form" {...posts(paths.signUp())} hx-disable="find button[type=submit]">
      <ErrorSummary errors={errors} />
      <input type="hidden" name="next" value={values.next} />
      <div class="pair">
        <TextField
          label="姓"
          name="familyName"
          value={values.familyName}
          errors={errors}
          isRequired
          autocomplete="family-name"
          maxlength={50}
        />
        <TextField
          label="名"
          name="givenName"
          value={values.givenName}
          errors={errors}
          isRequired
          autocomplete="given-name"
          maxlength={50}
        />
      </div>
      <TextField
        label="メールアドレス"
        name="email"
        type="email"
        inputmode="email"
        value={values.email}
        errors={errors}
        isRequired
        autocomplete="email"
        maxlength={254}
        hint="確認のメールをお送りします。"
      />
      <NewPasswordField name="password" label="パスワード" errors={errors} minimumLength={passwordMinimumLength} />
      <TextField
        label="電話番号"
        name="phone"
        type="tel"
        inputmode="tel"
        value={values.phone}
        errors={errors}
        autocomplete="tel"
        maxlength={30}
        hint="応募後の連絡に使います。あとから入力できます。"
      />
      <CheckBox
        name="wantsMail"
        label="新着案件・サービス情報をメールで受け取る"
        isChecked={values.wantsMail}
        errors={errors}
      />
      <CheckBox name="agrees" label="" isChecked={values.agrees} errors={errors}>
        <a href={paths.terms()} target="_blank" rel="noopener">
          利用規約
        </a>
        と
        <a href={paths.privacy()} target="_blank" rel="noopener">
          プライバシーポリシー
        </a>
        に同意する <span class="mark must">必須</span>
      </CheckBox>
      <p class="muted">
        お名前と連絡先は、案件のご紹介と応募の手続きのために担当者が利用します。マッチ度の評価にはAIを利用します（お名前や連絡先は送りません。登録後にいつでも停止できます）。
      </p>
      <button type="submit" class="btn primary block" data-busy="送信しています…">
        登録して確認メールを受け取る
      </button>
    </form>
  )
}

export function MailSentPage({ email, isResent, next }: { email: string; isResent: boolean; next: string }): string {
  return (
    <Page title="確認メールを送りました" viewer={null} tab="signup">
      <div class="wrap narrow">
        {/* It comes into the place of the form, far below the fold of a phone. */}
        <h1 tabindex="-1" {...takesFocus}>
          {isResent ? 'メールをご確認ください' : '確認メールを送りました'}
        </h1>
        <section class="card stack" aria-label="次にすること">
          <p>
            <b safe>{email}</b>
            {isResent ? 'の登録が確認待ちの場合は、' : 'に、'}
            確認のためのメールをお送りしました。メールのリンクを開き、パスワードを入力すると登録が完了します。リンクの有効期限は24時間です。
          </p>
          <p class="muted">
            届かない場合は、迷惑メールのフォルダもご確認ください。続けて申し込まれたときは、10分に1通だけお送りします。
          </p>
          <form method="post" action={paths.resendVerification()} class="actions">
            <input type="hidden" name="email" value={email} />
            <input type="hidden" name="next" value={next} />
            <button type="submit" class="btn" data-busy="送信しています…">
              確認メールをもう一度送る
            </button>
            <a class="btn" href={paths.signUp({ next })}>
              アドレスを直す
            </a>
          </form>
        </section>
      </div>
    </Page>
  ) as string
}
