import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

export function verifyAddress(about: { appUrl: string; token: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】メールアドレスの確認をお願いします',
    familyName: null,
    paragraphs: [
      'PRO WORKS にご登録いただき、ありがとうございます。',
      '次のリンクを開いて、登録したときのパスワードを入力すると登録が完了し、案件をご覧いただけます。',
    ],
    action: { label: 'メールアドレスを確認する', url: `${about.appUrl}${paths.verifyEmail({ token: about.token })}` },
    notes: [
      'リンクの有効期限は24時間です。',
      'お心当たりがない場合は、このメールを破棄してください。登録は完了しません。',
    ],
  })
}
