import type { Departure } from '../applications/application'
import { paths } from '../paths'
import { composeLetter, type Letter } from './letter'

const wording: Record<Departure, { subject: string; first: string; last: string }> = {
  withdrawn: {
    subject: '【PRO WORKS】応募の取消しを受け付けました',
    first: '次の案件への応募の取消しを受け付けました。',
    last: '募集中の間は、もう一度応募していただけます。',
  },
  'turned-down': {
    subject: '【PRO WORKS】辞退のご連絡を受け付けました',
    first: '次の案件の選考を辞退するご連絡を受け付けました。担当者から先方へお伝えします。',
    last: 'ほかの案件でもお力になれることを願っています。',
  },
}

export function applicationWithdrawn(about: {
  appUrl: string
  familyName: string
  applicationId: string
  jobTitle: string
  departure: Departure
}): Letter {
  const { subject, first, last } = wording[about.departure]
  return composeLetter({
    subject,
    familyName: about.familyName,
    paragraphs: [`${first}\n\n「${about.jobTitle}」`, last],
    action: { label: '応募状況を見る', url: `${about.appUrl}${paths.application(about.applicationId)}` },
  })
}
