import { departureFrom } from '../../src/applications/application'
import { paths } from '../../src/paths'
import { Page, type Viewer } from '../ui/layout'
import { departureLink } from './departure'
import { ApplicationStatusRegion, type StatusProps } from './status'

export type ApplicationDetailProps = StatusProps & { viewer: Viewer; isJustApplied: boolean }

export function ApplicationDetailPage({ viewer, isJustApplied, ...status }: ApplicationDetailProps): string {
  const { application } = status
  const departure = departureFrom(application.status)
  return (
    <Page title={isJustApplied ? '応募を受け付けました' : '応募の詳細'} viewer={viewer} tab="applications">
      <div class="wrap one-column">
        <nav class="crumb" aria-label="パンくず">
          <a href={paths.applications()}>← 応募状況へ戻る</a>
        </nav>
        {isJustApplied && (
          <div class="done-note" role="status">
            <h1>応募を受け付けました</h1>
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
        )}
        {isJustApplied ? <h2 safe>{application.jobTitle}</h2> : <h1 safe>{application.jobTitle}</h1>}
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
