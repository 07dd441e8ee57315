import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

const notes = [
  'リンクの有効期限は24時間です。いまのアドレスと新しいアドレスの両方で確認が済むと、変更が完了します。',
  'お心当たりがない場合は、このメールを破棄してください。アドレスは変わりません。',
]

/** To the address the account has: whoever took over a session must not take the address as well. */
export function emailChangeOld(about: { appUrl: string; familyName: string; newEmail: string; token: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】メールアドレスの変更を確認してください（いまのアドレス）',
    familyName: about.familyName,
    paragraphs: [
      `メールアドレスを次のアドレスへ変更するお申し込みを受け付けました。\n\n${about.newEmail}`,
      '変更してよければ、次のリンクを開いて確認してください。新しいアドレスにも確認のメールをお送りしています。',
    ],
    action: { label: '変更を確認する', url: `${about.appUrl}${paths.confirmEmailChange({ token: about.token })}` },
    notes: [
      ...notes,
      `ご自身の操作でない場合は、パスワードを再設定してください。\n${about.appUrl}${paths.forgotPassword()}`,
    ],
  })
}

/** To the new address, which nobody has proved yet: without a name. */
export function emailChangeNew(about: { appUrl: string; token: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】メールアドレスの変更を確認してください（新しいアドレス）',
    familyName: null,
    paragraphs: [
      'このアドレスを PRO WORKS のメールアドレスにするお申し込みを受け付けました。',
      '次のリンクを開いて確認してください。',
    ],
    action: {
      label: 'このアドレスを確認する',
      url: `${about.appUrl}${paths.confirmEmailChange({ token: about.token })}`,
    },
    notes,
  })
}

/** To a new address that belongs to another account; whoever asked is told nothing. */
export function emailChangeTaken(about: { appUrl: string; familyName: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】このメールアドレスはすでに登録されています',
    familyName: about.familyName,
    paragraphs: [
      '別のアカウントのメールアドレスを、このアドレスへ変更するお申し込みがありました。',
      'このアドレスはすでに登録されているため、変更できません。次のリンクからログインしてご利用ください。',
    ],
    action: { label: 'ログインする', url: `${about.appUrl}${paths.login()}` },
    notes: ['お心当たりがない場合は、このメールを破棄してください。登録内容は変わっていません。'],
  })
}

/** To the old address, after the change. */
export function emailChanged(about: { appUrl: string; familyName: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】メールアドレスを変更しました',
    familyName: about.familyName,
    paragraphs: [
      'ご登録のメールアドレスを変更しました。今後のお知らせは新しいアドレスにお送りします。',
      'お心当たりがない場合は、担当者へご連絡ください。',
    ],
    action: { label: '登録情報を確認する', url: `${about.appUrl}${paths.account()}` },
  })
}
