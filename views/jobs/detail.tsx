import type { Job } from '../../src/jobs/job'
import { jobPosting } from '../../src/jobs/job-posting'
import type { ListedJob } from '../../src/jobs/list-jobs'
import type { ShownJob } from '../../src/jobs/show-job'
import { paths } from '../../src/paths'
import { Page, type Viewer } from '../ui/layout'
import { ApplyCard } from './apply-card'
import { JobCard, JobFacts } from './card'
import { Conditions, Recruiter } from './conditions'
import { FeedbackForm } from './feedback'
import { Bookmark, Hiding } from './marks'
import { MatchSection } from './match'
import { Settlement } from './settlement'
import { StaleNote } from './stale-note'
import { Work } from './work'

export type JobDetailProps = {
  viewer: Viewer
  shown: ShownJob
  today: string
  /** How old the copy is when it is older than it should be. */
  staleMs: number | null
  origin: string
  /** The way back to the list. */
  listPath: string
  /** The candidate's word on the match arrived a moment ago. */
  hasSentFeedback: boolean
}

export function JobDetailPage(props: JobDetailProps): string {
  const { viewer, shown, today, staleMs, origin, listPath } = props
  const { job } = shown
  const url = `${origin}${paths.job(job.id)}`
  return (
    <Page
      title={job.title}
      viewer={viewer}
      tab="jobs"
      hasApplyBar
      description={summaryOf(job)}
      isIndexed={viewer === null}
      canonicalUrl={url}
      structuredData={viewer === null && shown.isListed ? (jobPosting(job, url) ?? undefined) : undefined}
    >
      <div class="wrap detail-page">
        <article class="stack">
          <nav class="crumb" aria-label="パンくず">
            <a href={listPath} data-back>
              ← 案件一覧へ戻る
            </a>
          </nav>
          <header class="stack tight">
            <h1 safe>{job.title}</h1>
            <JobFacts job={job} today={today} />
            <DetailMarks viewer={viewer} shown={shown} />
            <StaleNote staleMs={staleMs} />
          </header>
          {shown.staffComment !== null && <StaffComment comment={shown.staffComment} />}
          {shown.match ? (
            <MatchSection match={shown.match} evaluation={shown.evaluation} suggestions={shown.suggestions}>
              <FeedbackForm
                job={job}
                given={givenBefore(shown.feedback)}
                errors={null}
                isSaved={props.hasSentFeedback}
              />
            </MatchSection>
          ) : null}
          <Work job={job} />
          <Conditions job={job} today={today} />
          <Settlement job={job} />
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

const givenBefore = (feedback: ShownJob['feedback']) => ({
  helpful: feedback === null ? '' : feedback.isHelpful ? '1' : '0',
  reason: feedback?.reason ?? '',
})

const longestSummary = 120

/** One line for search engines and shared links. */
function summaryOf({ overview }: Job): string {
  const characters = [...overview.replace(/\s+/g, ' ').trim()]
  return characters.length > longestSummary
    ? `${characters.slice(0, longestSummary - 1).join('')}…`
    : characters.join('')
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
