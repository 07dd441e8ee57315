import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

/** The receipt: what was deleted, what is kept and why. */
export function accountClosed(about: { appUrl: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】退会の手続きが完了しました',
    familyName: null,
    paragraphs: [
      '退会の手続きが完了しました。これまでご利用いただき、ありがとうございました。',
      '削除したもの：アカウントとパスワード、ログインの記録、プロフィール、職務経歴と添付ファイル、希望条件、マッチ度と評価、気になる案件・興味なしにした案件・保存した条件・閲覧履歴、同意の記録、お送りしたメールの記録、応募のときのメッセージ。選考中の応募は取り消しました。',
      '残したもの：お名前と連絡先を除いた応募の記録（どの案件にいつ応募があったか。取引先との手続きの記録のため）、お問い合わせの内容と回答（やりとりの記録のため）、退会の日時と理由（サービスの改善のため）。',
    ],
    action: { label: 'PRO WORKS のページへ', url: `${about.appUrl}${paths.front()}` },
    notes: ['同じメールアドレスで、いつでも新しく登録できます。'],
  })
}
