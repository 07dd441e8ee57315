import { type ApplicationStatus, departureFrom, isDeparture, isOpen } from '../../src/applications/application'
import { paths } from '../../src/paths'
import { takesFocus } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'
import { departureLink } from './departure'
import { ApplicationStatusRegion, type StatusProps } from './status'

/** What the candidate has just done here: applied, left, or asked to leave what staff had decided already. */
export type JustDone = 'applied' | 'left' | 'decided' | null
export type ApplicationDetailProps = StatusProps & { viewer: Viewer; justDone: JustDone }

export function ApplicationDetailPage({ viewer, justDone, ...status }: ApplicationDetailProps): string {
  const { application } = status
  const done = doneWords(justDone, application.status)
  const isTooLate = justDone === 'decided' && !isOpen(application.status) && !isDeparture(application.status)
  const departure = departureFrom(application.status)
  return (
    <Page title={done ?? (isTooLate ? 'エラー：応募の詳細' : '応募の詳細')} viewer={viewer} tab="applications">
      <div class="wrap one-column">
        <nav class="crumb" aria-label="パンくず">
          <a href={paths.applications()}>← 応募状況へ戻る</a>
        </nav>
        {done ? (
          <div class="done-note" role="status">
            <h1 safe>{done}</h1>
            <p>確認のメールをお送りします。</p>
            <p class="actions">
              <a class="btn" href={paths.applications()}>
                応募状況を見る
              </a>
              <a class="btn" href={paths.jobs()}>
                ほかの案件を探す
              </a>
            </p>
          </div>
        ) : null}
        {isTooLate && (
          <div class="alert" id="error-summary" role="alert" tabindex="-1" {...takesFocus}>
            <p>お手続きの前に担当者の決定があったため、取消し・辞退はできませんでした。</p>
            <p>ご都合が変わったときは、担当者へご連絡ください。</p>
          </div>
        )}
        {done ? <h2 safe>{application.jobTitle}</h2> : <h1 safe>{application.jobTitle}</h1>}
        <ApplicationStatusRegion {...status} />
        {application.message ? (
          <section class="card prose" aria-labelledby="message">
            <h2 class="h" id="message">
              送ったメッセージ
            </h2>
            <p class="as-written" safe>
              {application.message}
            </p>
          </section>
        ) : null}
        <p class="links">
          <a href={paths.job(application.jobId)}>案件の内容を見る</a>
          {departure === null ? null : (
            <a href={paths.applicationDeparture(application.id)} safe>
              {departureLink[departure]}
            </a>
          )}
        </p>
      </div>
    </Page>
  ) as string
}

/** Null once the application has gone on: the page may be read again, or come back from the history. */
function doneWords(justDone: JustDone, status: ApplicationStatus): string | null {
  if (justDone === 'applied' && status === 'applied') return '応募を受け付けました'
  if (justDone === 'left' && status === 'withdrawn') return '応募の取消しを受け付けました'
  if (justDone === 'left' && status === 'turned-down') return '辞退のご連絡を受け付けました'
  return null
}
