import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

export function welcome(about: { appUrl: string; familyName: string }): Letter {
  return composeLetter({
    subject: '【PRO WORKS】ご登録が完了しました',
    familyName: about.familyName,
    paragraphs: [
      'ご登録が完了しました。PRO WORKS をご利用いただき、ありがとうございます。',
      'スキルと希望条件を入力すると、案件とのマッチ度とその理由をご覧いただけます。',
    ],
    action: { label: 'スキルを入力する', url: `${about.appUrl}${paths.career()}` },
    notes: [`案件の一覧はこちらです。\n${about.appUrl}${paths.jobs()}`],
  })
}
