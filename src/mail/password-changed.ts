import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

export function passwordChanged(about: { appUrl: string; familyName: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】パスワードを変更しました',
    familyName: about.familyName,
    paragraphs: [
      'パスワードを変更しました。ほかの端末とブラウザのログインは、すべて終了しています。',
      'お心当たりがない場合は、次のリンクからすぐにパスワードを再設定し、登録情報のページで見覚えのないパスキーを削除してください。',
    ],
    action: { label: 'パスワードを再設定する', url: `${about.appUrl}${paths.forgotPassword()}` },
  })
}
