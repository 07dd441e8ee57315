import { isUnfiltered } from '../../src/jobs/filters'
import type { Job } from '../../src/jobs/job'
import type { JobPage } from '../../src/jobs/list-jobs'
import { paths } from '../../src/paths'
import type { Freshness } from '../../src/sync/freshness'
import { QuestionSlot } from '../questions/question'
import { Page, type Viewer } from '../ui/layout'
import { ActiveFilters, SortLinks } from './active-filters'
import { EvaluationNote, ListedCard, listPath, More, pagePath, type Standing } from './evaluation-progress'
import { ChosenWords, FacetGroups, FilterForm } from './filters'
import { PutAside } from './marks'
import { NothingFound } from './nothing-found'
import { StaleNote } from './stale-note'

export type JobListProps = {
  viewer: Viewer
  page: JobPage
  today: string
  freshness: Freshness
  /** Whole percent; null for a visitor. */
  completeness: number | null
  /** Where the portal is at home, for the address that search engines keep. */
  origin: string
  /** Hidden a moment ago, without JavaScript. */
  justHidden: Job | null
  /** The question above the list was answered a moment ago. */
  hasAnswered: boolean
  /** How it stands with the jobs a model is to judge, and the version of what it said; null when none is awaited. */
  evaluation: { version: number; standing: Standing } | null
}

export function JobListPage(props: JobListProps): string {
  const { viewer, page } = props
  return (
    <Page
      title={page.firstPage > 1 ? `案件を探す（${page.firstPage}ページ）` : '案件を探す'}
      viewer={viewer}
      tab="jobs"
      canonicalUrl={`${props.origin}${paths.jobs({ page: page.firstPage > 1 ? String(page.firstPage) : undefined })}`}
      isIndexed={viewer === null && isUnfiltered(page.filters) && page.filters.sort === 'recommended'}
    >
      <div class="wrap">
        <header class="hello">
          {viewer ? <Greeting viewer={viewer} page={page} /> : <h1>フリーランスエンジニアの案件一覧</h1>}
        </header>
      </div>
      <div class="wrap list-page">
        <FilterForm page={page} isSignedIn={viewer !== null} />
        <div class="stack">
          {props.hasAnswered && (
            <p class="notice" role="status">
              答えをプロフィールに保存し、並べ直しました。
            </p>
          )}
          {props.completeness !== null && (
            <QuestionSlot completeness={props.completeness} next={listPath(page.filters)} />
          )}
          {viewer === null && <Invitation />}
          <JobList {...props} />
          <p class="vh" role="status" id="list-news" />
          <ListFailure />
        </div>
      </div>
    </Page>
  ) as string
}

function Greeting({ viewer, page }: { viewer: NonNullable<Viewer>; page: JobPage }) {
  if (page.unjudged === page.total && page.total > 0 && isUnfiltered(page.filters)) {
    return (
      <>
        <h1>
          <span safe>{viewer.familyName}</span>さん、
          <br class="br-n" />
          まず<b>スキル</b>を教えてください
        </h1>
        <p>
          いまは新着順です。<a href={paths.career()}>スキルをひとつ書く</a>だけで、合う順に並び、理由が出ます。
        </p>
      </>
    )
  }
  return (
    <h1>
      <span safe>{viewer.familyName}</span>さんに合う順に
      <br class="br-n" />
      <b id="all-jobs">{page.allTotal}件</b>の案件から探せます
    </h1>
  )
}

export function JobList({ page, today, viewer, freshness, justHidden, evaluation }: JobListProps) {
  const { filters } = page
  const isWatched = evaluation?.standing === 'under-way'
  return (
    <section class="stack" id="job-list" aria-labelledby="job-count">
      {justHidden ? <PutAside job={justHidden} isInPlace={false} /> : null}
      <div class="bar">
        <JobCount page={page} />
        <SortLinks filters={page.filters} />
        <Order page={page} isSignedIn={viewer !== null} />
      </div>
      <StaleNote staleMs={freshness.staleMs} />
      {evaluation !== null && (
        <EvaluationNote
          progress={{ awaited: page.awaited, look: 1, version: evaluation.version, filters }}
          standing={evaluation.standing}
        />
      )}
      <ActiveFilters filters={filters} />
      {page.total > 0 ? null : page.allTotal === 0 ? (
        <Empty isLoaded={freshness.isLoaded} />
      ) : (
        <NothingFound page={page} />
      )}
      <ol class="stack" id="jobs">
        {page.jobs.map((listed) => (
          <ListedCard listed={listed} today={today} isWatched={isWatched} />
        ))}
        {page.page < page.pageCount && <More filters={filters} nextPage={page.page + 1} remaining={page.remaining} />}
      </ol>
      <Pages page={page} />
    </section>
  )
}

/** What app.js puts above the list when it could not be brought up to date; the button sends the form as it stands. */
function ListFailure() {
  return (
    <template id="list-failure">
      <div class="alert" role="alert">
        <p>
          一覧を更新できませんでした。下に見えているのは前の条件の結果です。
          <br />
          入力した条件は残っています。
        </p>
        <button type="submit" class="btn" form="filters">
          もう一度試す
        </button>
      </div>
    </template>
  )
}

function JobCount({ page }: { page: JobPage }) {
  return (
    <h2 class="count" id="job-count" tabindex="-1">
      検索結果 <b>{page.total}</b>件 <small>/ 全 {page.allTotal}件</small>
    </h2>
  )
}

/** What おすすめ means here; the other orders say it themselves. */
function Order({ page, isSignedIn }: { page: JobPage; isSignedIn: boolean }) {
  if (page.total === 0 || page.filters.sort !== 'recommended') return ''
  return (
    <p class="muted order" safe>
      {orderOf(page, isSignedIn)}
    </p>
  )
}

function orderOf({ jobs, total, unjudged }: JobPage, isSignedIn: boolean): string {
  if (!isSignedIn) return '新着順'
  if (unjudged === total) return '担当者おすすめ・新着順（マッチ度は未判定です）'
  const order = '担当者おすすめ・マッチ度が高い順'
  if (unjudged > 0) return `${order}（未判定の${unjudged}件は最後）`
  const hasProvisional = jobs.some(({ evaluation }) => evaluation === 'provisional')
  return hasProvisional ? `${order}。「暫定」はルールだけの点数です。` : order
}

function Pages({ page }: { page: JobPage }) {
  if (page.pageCount === 1) return ''
  return (
    <nav class="pages" aria-label="ページ">
      {page.firstPage > 1 && (
        <a class="btn" rel="prev" href={pagePath(page.filters, page.firstPage - 1)}>
          前のページ
        </a>
      )}
      <span class="muted">
        {page.firstPage < page.page ? `${page.firstPage}〜` : ''}
        {page.page} / {page.pageCount}ページ
      </span>
      {page.page < page.pageCount && (
        <a class="btn" rel="next" href={pagePath(page.filters, page.page + 1)}>
          次のページ
        </a>
      )}
    </nav>
  )
}

function Empty({ isLoaded }: Pick<Freshness, 'isLoaded'>) {
  if (!isLoaded)
    return (
      <section class="card empty">
        <h3>案件を読み込んでいます</h3>
        <p>数分おいて、もう一度お開きください。</p>
      </section>
    )
  return (
    <section class="card empty">
      <h3>いま募集中の案件はありません</h3>
      <p>新しい案件が届くと、ここに表示されます。</p>
    </section>
  )
}

function Invitation() {
  return (
    <section class="card invite" aria-labelledby="invite">
      <h2 id="invite">登録すると、あなたに合う順に並びます</h2>
      <p>スキルと希望条件から、案件ごとのマッチ度とその理由をお見せします。登録は1分、無料です。</p>
      <p class="actions">
        <a class="btn primary" href={paths.signUp()}>
          無料で登録する
        </a>
        <a class="btn" href={paths.howMatchingWorks()}>
          マッチ度のしくみ
        </a>
      </p>
    </section>
  )
}

/** What htmx swaps in when a condition changes: the list, and the choices with their new counts. */
export function JobListFragment(props: JobListProps): string {
  return (
    <>
      <JobList {...props} />
      <Choices page={props.page} isSignedIn={props.viewer !== null} />
    </>
  ) as string
}

/** What changes around a card that is hidden or comes back: the number of jobs, and the numbers beside the choices. */
export function ListCounts({ page }: { page: JobPage }) {
  return (
    <>
      <hx-partial hx-target="#job-count" hx-swap="outerHTML">
        <JobCount page={page} />
      </hx-partial>
      <Choices page={page} isSignedIn />
    </>
  )
}

function Choices({ page, isSignedIn }: { page: JobPage; isSignedIn: boolean }) {
  return (
    <>
      <hx-partial hx-target="#facet-groups" hx-swap="outerHTML">
        <FacetGroups page={page} isSignedIn={isSignedIn} />
      </hx-partial>
      <hx-partial hx-target="#chosen-words" hx-swap="outerHTML">
        <ChosenWords filters={page.filters} />
      </hx-partial>
      {isSignedIn ? (
        <hx-partial hx-target="#all-jobs" hx-swap="innerHTML">
          {page.allTotal}件
        </hx-partial>
      ) : null}
    </>
  )
}
