import type { ApplicationRow } from '../../src/db/applications'
import { paths } from '../../src/paths'
import { instantDay } from '../format'
import { Page, type Viewer } from '../ui/layout'
import { interviewWords, StatusBadge } from './status'
import { nextStep } from './words'

export function ApplicationListPage({
  viewer,
  applications,
  now,
}: {
  viewer: Viewer
  applications: ApplicationRow[]
  now: Date
}): string {
  return (
    <Page title="応募状況" viewer={viewer} tab="applications">
      <div class="wrap one-column">
        <h1>応募状況</h1>
        {applications.length === 0 ? (
          <section class="card empty">
            <h2>まだ応募はありません</h2>
            <p>案件の詳細から、1分ほどで応募できます。</p>
            <a class="btn primary" href={paths.jobs()}>
              案件を探す
            </a>
          </section>
        ) : (
          <ol class="stack">
            {applications.map((application) => (
              <li>
                <ApplicationCard application={application} now={now} />
              </li>
            ))}
          </ol>
        )}
      </div>
    </Page>
  ) as string
}

function ApplicationCard({ application, now }: { application: ApplicationRow; now: Date }) {
  return (
    <article class="card application">
      <p class="badges">
        <StatusBadge application={application} />
        <span class="muted" safe>{`${instantDay(application.appliedAt)}に応募`}</span>
      </p>
      <h2 class="title">
        <a href={paths.application(application.id)} safe>
          {application.jobTitle}
        </a>
      </h2>
      {application.status === 'interview-set' ? (
        <p>
          面談：<b safe>{interviewWords(application.interviewAt, now)}</b>
        </p>
      ) : null}
      <p class="muted" safe>
        {nextStep(application)}
      </p>
    </article>
  )
}
