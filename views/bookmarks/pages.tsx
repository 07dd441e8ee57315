import type { MarkedJob, MarkedPage } from '../../src/bookmarks/marked-jobs'
import { paths } from '../../src/paths'
import { instantDay } from '../format'
import { JobCard } from '../jobs/card'
import type { Viewer } from '../ui/layout'
import { BookmarksFrame, NothingKept } from './frame'

export type MarkNotice = 'full' | 'cleared'
type PageProps = { viewer: Viewer; page: MarkedPage; today: string; notice: MarkNotice | null }

export function BookmarksPage({ viewer, page, today, notice, most }: PageProps & { most: number }): string {
  return (
    <BookmarksFrame viewer={viewer} title="気になる案件" current={paths.bookmarks()}>
      {notice === 'full' ? <Full text={`気になる案件は${most}件までです。見直した案件の★を外してください。`} /> : null}
      {page.total === 0 ? (
        <NothingKept title="気になる案件はまだありません" text="案件の★を押すと、ここに並びます。" />
      ) : (
        <MarkedJobs page={page} today={today} pathOf={paths.bookmarks} />
      )}
    </BookmarksFrame>
  ) as string
}

export function ViewedJobsPage({ viewer, page, today, notice }: PageProps): string {
  const done = notice === 'cleared' ? '閲覧履歴を消しました。' : null
  return (
    <BookmarksFrame viewer={viewer} title="最近見た案件" current={paths.jobViews()} done={done}>
      {page.total === 0 ? (
        <NothingKept title="最近見た案件はありません" text="案件の詳細を開くと、ここに並びます。" />
      ) : (
        <>
          <MarkedJobs page={page} today={today} pathOf={paths.jobViews} />
          <form method="post" action={paths.jobViewsDeletion()}>
            <button type="submit" class="btn">
              閲覧履歴を消す
            </button>
          </form>
        </>
      )}
    </BookmarksFrame>
  ) as string
}

export function HiddenJobsPage({ viewer, page, notice, most }: PageProps & { most: number }): string {
  return (
    <BookmarksFrame viewer={viewer} title="興味なしにした案件" current={paths.hiddenJobs()}>
      {notice === 'full' ? (
        <Full text={`興味なしは${most}件までです。下の一覧から、いくつか元に戻してください。`} />
      ) : null}
      {page.total === 0 ? (
        <NothingKept
          title="興味なしにした案件はありません"
          text="案件の「興味なし」を押すと、一覧から隠れ、ここから元に戻せます。"
        />
      ) : (
        <>
          <p class="muted">これらの案件は一覧に表示されません。</p>
          <ul class="stack tight">
            {page.jobs.map((marked) => (
              <li class="card bar">
                <JobName marked={marked} />
                <form method="post" action={paths.jobHidden(marked.job.id)}>
                  <button
                    type="submit"
                    class="btn small"
                    name="on"
                    value="0"
                    aria-label={`元に戻す：${marked.job.title}`}
                  >
                    元に戻す
                  </button>
                </form>
              </li>
            ))}
          </ul>
          <Pages page={page} pathOf={paths.hiddenJobs} />
        </>
      )}
    </BookmarksFrame>
  ) as string
}

function Full({ text }: { text: string }) {
  return (
    <p class="alert" role="alert" safe>
      {text}
    </p>
  )
}

/** A job whose selection is over has no page any more, only its name. */
function JobName({ marked: { job, isListed } }: { marked: MarkedJob }) {
  if (isListed)
    return (
      <a href={paths.job(job.id)} safe>
        {job.title}
      </a>
    )
  return (
    <p>
      <span safe>{job.title}</span> <ClosedBadge />
    </p>
  )
}

const ClosedBadge = () => (
  <span class="badge" data-kind="declined">
    募集終了
  </span>
)

type PathOf = (query: { page?: string }) => string

function MarkedJobs({ page, today, pathOf }: { page: MarkedPage; today: string; pathOf: PathOf }) {
  return (
    <>
      <h2 class="count">
        <b>{page.total}</b>件
      </h2>
      <ol class="stack">
        {page.jobs.map((marked) => (
          <li>{marked.isListed ? <JobCard listed={marked} today={today} /> : <ClosedJob marked={marked} />}</li>
        ))}
      </ol>
      <Pages page={page} pathOf={pathOf} />
    </>
  )
}

function ClosedJob({ marked: { job, isBookmarked, markedAt } }: { marked: MarkedJob }) {
  return (
    <article class="card stack tight" aria-labelledby={`job-${job.id}`}>
      <p class="badges">
        <ClosedBadge />
        <span class="muted" safe>
          {instantDay(markedAt)}
        </span>
      </p>
      <h3 class="title" id={`job-${job.id}`} safe>
        {job.title}
      </h3>
      {isBookmarked ? (
        <form method="post" action={paths.jobBookmark(job.id)}>
          <button type="submit" class="btn small" name="on" value="0" aria-label={`気になるから外す：${job.title}`}>
            気になるから外す
          </button>
        </form>
      ) : null}
    </article>
  )
}

function Pages({ page: { page, pageCount }, pathOf }: { page: MarkedPage; pathOf: PathOf }) {
  if (pageCount === 1) return ''
  return (
    <nav class="pages" aria-label="ページ">
      {page > 1 ? (
        <a class="btn" rel="prev" href={pathOf({ page: page > 2 ? String(page - 1) : undefined })}>
          前のページ
        </a>
      ) : null}
      <span class="muted">
        {page} / {pageCount}ページ
      </span>
      {page < pageCount ? (
        <a class="btn" rel="next" href={pathOf({ page: String(page + 1) })}>
          次のページ
        </a>
      ) : null}
    </nav>
  )
}
