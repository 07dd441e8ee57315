import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

export function alreadyRegistered(about: { appUrl: string; familyName: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】すでにご登録いただいています',
    familyName: about.familyName,
    paragraphs: [
      'このメールアドレスで、PRO WORKS の新規登録のお手続きがありました。',
      'このメールアドレスはすでに登録されています。次のリンクからログインしてご利用ください。',
    ],
    action: { label: 'ログインする', url: `${about.appUrl}${paths.login()}` },
    notes: ['お心当たりがない場合は、このメールを破棄してください。登録内容は変わっていません。'],
  })
}
