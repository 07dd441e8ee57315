import { jobPosting } from '../../src/jobs/job-posting'
import type { ListedJob } from '../../src/jobs/list-jobs'
import { settlementExamples } from '../../src/jobs/settlement'
import type { ShownJob } from '../../src/jobs/show-job'
import { paths } from '../../src/paths'
import { rateRange } from '../format'
import { Page, type Viewer } from '../ui/layout'
import { JobCard, JobFacts, Rate } from './card'
import { Conditions, Recruiter, Settlement } from './conditions'
import { Bookmark, Hiding } from './marks'
import { MatchSection } from './match'
import { Work } from './work'

export type JobDetailProps = { viewer: Viewer; shown: ShownJob; today: string; origin: string }

export function JobDetailPage({ viewer, shown, today, origin }: JobDetailProps): string {
  const { job } = shown
  const url = `${origin}${paths.job(job.id)}`
  return (
    <Page
      title={job.title}
      viewer={viewer}
      tab="jobs"
      hasApplyBar
      description={job.overview.slice(0, 120)}
      isIndexed={viewer === null}
      canonicalUrl={url}
      structuredData={viewer === null && shown.isListed ? jobPosting(job, url) : undefined}
    >
      <div class="wrap detail-page">
        <article class="stack">
          <nav class="crumb" aria-label="パンくず">
            <a href={paths.jobs()}>← 案件一覧へ戻る</a>
          </nav>
          <header class="stack tight">
            <h1 safe>{job.title}</h1>
            <JobFacts job={job} today={today} />
            <DetailMarks viewer={viewer} shown={shown} />
          </header>
          {shown.staffComment !== null && <StaffComment comment={shown.staffComment} />}
          {shown.match ? <MatchSection match={shown.match} suggestions={shown.suggestions} /> : null}
          <Work job={job} />
          <Conditions job={job} />
          <Settlement job={job} examples={settlementExamples(job)} />
          <Recruiter job={job} />
          <SimilarJobs jobs={shown.similar} today={today} />
        </article>
        <aside class="aside" aria-label="応募">
          <ApplyCard viewer={viewer} shown={shown} />
        </aside>
      </div>
    </Page>
  ) as string
}

function DetailMarks({
  viewer,
  shown: { job, isListed, isBookmarked, isHidden },
}: Pick<JobDetailProps, 'viewer' | 'shown'>) {
  const canBookmark = isListed || isBookmarked === true
  const canHide = viewer !== null && (isListed || isHidden)
  if (!canBookmark && !canHide) return ''
  return (
    <div class="actions">
      {canBookmark ? <Bookmark job={job} isOn={isBookmarked} /> : null}
      {canHide ? <Hiding job={job} isOn={isHidden} /> : null}
    </div>
  )
}

/** Other jobs that ask for much the same. */
export function SimilarJobs({ jobs, today }: { jobs: ListedJob[]; today: string }) {
  if (jobs.length === 0) return ''
  return (
    <section class="stack" aria-labelledby="similar">
      <h2 class="h" id="similar">
        似ている案件
      </h2>
      <ol class="stack">
        {jobs.map((listed) => (
          <li>
            <JobCard listed={listed} today={today} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** In the place of a job whose selection is over. */
export function ClosedJobPage({
  viewer,
  similar,
  today,
}: {
  viewer: Viewer
  similar: ListedJob[]
  today: string
}): string {
  return (
    <Page title="募集は終了しました" viewer={viewer} tab="jobs">
      <div class="wrap one-column">
        <section class="card empty">
          <h1>この案件の募集は終了しました</h1>
          <p>{similar.length > 0 ? '似ている案件をご覧ください。' : 'ほかの案件をお探しください。'}</p>
          <a class="btn primary" href={paths.jobs()}>
            案件を探す
          </a>
        </section>
        <SimilarJobs jobs={similar} today={today} />
      </div>
    </Page>
  ) as string
}

function StaffComment({ comment }: { comment: string }) {
  return (
    <section class="card pick" aria-labelledby="pick">
      <h2 class="h" id="pick">
        担当者からのおすすめです
      </h2>
      {comment ? <p safe>{comment}</p> : null}
    </section>
  )
}

function ApplyCard({ viewer, shown }: { viewer: Viewer; shown: ShownJob }) {
  const { job, application } = shown
  return (
    <div class="card apply">
      <Rate range={rateRange(job)} />
      {application && application.status !== 'withdrawn' ? (
        <a class="btn primary block" href={paths.application(application.id)}>
          応募済み（状況を見る）
        </a>
      ) : !shown.isListed ? (
        <p>この案件の募集は終了しました。</p>
      ) : viewer ? (
        <a class="btn cta block" href={paths.newApplication(job.id)}>
          応募する
        </a>
      ) : (
        <a class="btn cta block" href={paths.signUp({ next: paths.job(job.id) })}>
          登録して応募する
        </a>
      )}
      {viewer ? (
        <p class="muted only-wide">応募の前に、送られる内容を確認できます。返信の目安は2営業日です。</p>
      ) : (
        <p class="muted only-wide">
          登録済みの方は<a href={paths.login({ next: paths.job(job.id) })}>ログイン</a>してください。
        </p>
      )}
    </div>
  )
}
