import type { StartLine } from '../../sandbox/start'
import { demoPassword, demoPeople } from './demo-accounts'

type Places = { portal: string; startLine: StartLine; letters: string; dataDir: string }

/** What the person at the terminal needs next. */
export function greeting({ portal, startLine, letters, dataDir }: Places): string {
  const people = demoPeople.map(({ familyName, givenName, email }) => `    ${familyName} ${givenName}  ${email}`)
  return [
    '',
    'PRO WORKSが起動しました。',
    `  ポータル          ${portal}`,
    `  担当者の画面      ${startLine.kintone.baseUrl}/ （kintoneのサンドボックス）`,
    `  メールボックス    ${startLine.mailbox}`,
    `  メールの見本      ${letters}`,
    '',
    `  デモアカウント（パスワードはどれも ${demoPassword} ）`,
    ...people,
    '',
    `  データ  ${dataDir}（次に起動したときも残ります）`,
    '  終了    Ctrl-C',
    '  最初からやり直す    bin/dev --reset',
    '',
    '',
  ].join('\n')
}
