import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

const changes = {
  'two-factor-on': '2段階認証を有効にしました。次のログインから、認証アプリのコードが必要です。',
  'two-factor-off': '2段階認証を無効にしました。',
  'recovery-codes': '2段階認証のリカバリーコードを作り直しました。以前のコードは使えません。',
  'passkey-added': 'パスキーを追加しました。',
  'passkey-removed': 'パスキーを削除しました。',
}
export type SignInChange = keyof typeof changes

export const isSignInChange = (name: string): name is SignInChange => Object.hasOwn(changes, name)

export function signInChanged(about: { appUrl: string; familyName: string; change: SignInChange }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】ログイン方法が変わりました',
    familyName: about.familyName,
    paragraphs: [
      changes[about.change],
      'お心当たりがない場合は、パスワードを再設定し、登録情報のページで見覚えのないパスキーとログイン中の端末を削除してください。',
    ],
    action: { label: '登録情報を確認する', url: `${about.appUrl}${paths.account()}` },
    notes: [`パスワードの再設定はこちらです。\n${about.appUrl}${paths.forgotPassword()}`],
  })
}
