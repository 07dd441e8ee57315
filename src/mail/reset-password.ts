import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

export function resetPassword(about: { appUrl: string; familyName: string; token: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】パスワードの再設定',
    familyName: about.familyName,
    paragraphs: [
      'パスワードの再設定のお申し込みを受け付けました。',
      '次のリンクを開いて、新しいパスワードを設定してください。設定すると、そのままログインできます。',
    ],
    action: { label: 'パスワードを再設定する', url: `${about.appUrl}${paths.resetPassword({ token: about.token })}` },
    notes: [
      'リンクの有効期限は1時間で、1回だけ使えます。',
      'お心当たりがない場合は、このメールを破棄してください。パスワードは変わっていません。',
    ],
  })
}
