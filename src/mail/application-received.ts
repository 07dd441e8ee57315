import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

export function applicationReceived(about: {
  appUrl: string
  familyName: string
  applicationId: string
  jobTitle: string
}): Letter {
  return composeLetter({
    subject: '【PRO WORKS】ご応募を受け付けました',
    familyName: about.familyName,
    paragraphs: [
      `次の案件へのご応募を受け付けました。\n\n「${about.jobTitle}」`,
      '担当者が内容を確認し、2営業日を目安にご連絡します。進み具合は応募状況のページでご覧いただけます。',
    ],
    action: { label: '応募状況を見る', url: `${about.appUrl}${paths.application(about.applicationId)}` },
  })
}
