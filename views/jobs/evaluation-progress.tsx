import { type Filters, writeFilters } from '../../src/jobs/filters'
import type { ListedJob } from '../../src/jobs/list-jobs'
import { paths } from '../../src/paths'
import { JobCard } from './card'

/** What is left of the work: it goes on, is done, is put off, or takes longer than anybody waits. */
export type Standing = 'under-way' | 'done' | 'put-off' | 'too-long'

export type Progress = {
  /** Jobs of the list that still wait for a model's word. */
  awaited: number
  /** Which look at it is the next. */
  look: number
  /** Of the evaluations that the page shows; see Marks. */
  version: number
  filters: Filters
}

type NoteProps = { progress: Progress; standing: Standing }

/** Above the cards of a list while a model judges some of them. It looks by itself, and stops when all is there. */
export function EvaluationNote({ progress, standing }: NoteProps) {
  const { awaited, look, version, filters } = progress
  if (standing !== 'under-way') return <EvaluationOutcome filters={filters} standing={standing} />
  const list = listPath(filters)
  return (
    <p
      class="muted"
      id="evaluation"
      hx-get={paths.evaluationProgress({ seen: String(version), look: String(look), list })}
      hx-trigger="every 3s"
      hx-include="#jobs [name=shown], #jobs [name=more]"
      hx-swap="outerHTML"
      data-quiet
    >
      AIが{awaited}件の案件を評価しています。結果はこの一覧に届きます。
    </p>
  )
}

type OutcomeProps = { filters: Filters; standing: Exclude<Standing, 'under-way'> }

/** Only the recommended order changes with what a model said. */
function EvaluationOutcome({ filters, standing }: OutcomeProps) {
  const hasNewOrder = standing !== 'put-off' && filters.sort === 'recommended'
  return (
    <p class={standing === 'done' ? 'notice' : 'muted'} id="evaluation">
      <span safe>{words[standing]}</span>
      {hasNewOrder && (
        <>
          {' '}
          <a href={listPath(filters)}>一覧を並べ直す</a>
        </>
      )}
    </p>
  )
}

/** A card in its place of a list. `isWatched`: the page asks what became of it. */
export function ListedCard({ listed, today, isWatched }: { listed: ListedJob; today: string; isWatched: boolean }) {
  return (
    <li id={isWatched ? placeOf(listed) : undefined}>
      {isWatched && <input type="hidden" name="shown" value={listed.job.id} />}
      <JobCard listed={listed} today={today} canHide />
    </li>
  )
}

/** Ids of jobs are staff's, and may be anything. */
const placeOf = ({ job }: ListedJob) => `card-${Bun.hash(job.id).toString(36)}`

/** By its id a link that takes another's place takes its focus too. */
const moreLink = 'more-jobs'

type MoreProps = { filters: Filters; nextPage: number; remaining: number }

/** With htmx the next page's cards take this item's place; without, it is a link to the next page. */
export function More({ filters, nextPage, remaining }: MoreProps) {
  const next = pagePath(filters, nextPage)
  return (
    <li class="more" id={morePlaceOf(next)}>
      <input type="hidden" name="more" value={String(nextPage)} />
      <a
        class="btn block"
        id={moreLink}
        href={next}
        hx-get={next}
        hx-target="closest li"
        hx-swap="outerHTML ignoreTitle:true"
        data-busy="読み込み中…"
        hx-select="#jobs > li"
        hx-push-url="false"
        hx-include="#jobs [name=kept]"
      >
        もっと見る（残り{remaining}件）
      </a>
    </li>
  )
}

/** Of one list: an answer that comes late finds no other's. */
const morePlaceOf = (next: string) => `more-${Bun.hash(next).toString(36)}`

/** In the place of もっと見る once the order changed: the next page would repeat some jobs of this one, and skip others. */
function MoreAnew({ filters, nextPage }: Pick<MoreProps, 'filters' | 'nextPage'>) {
  const anew = paths.jobs({ filters: writeFilters(filters), from: '1', page: String(nextPage) })
  return (
    <hx-partial hx-target={`#${morePlaceOf(pagePath(filters, nextPage))}`} hx-swap="innerHTML">
      <a class="btn block" id={moreLink} href={anew}>
        並べ直して続きを見る
      </a>
    </hx-partial>
  )
}

export const listPath = (filters: Filters) => paths.jobs({ filters: writeFilters(filters) })

export const pagePath = (filters: Filters, page: number) =>
  paths.jobs({ filters: writeFilters(filters), page: page > 1 ? String(page) : undefined })

/** `nextPage`: what もっと見る brings, where what came changes it; null otherwise. */
export type News = NoteProps & { listed: ListedJob[]; today: string; nextPage: number | null }

/** The note with what is new, and every card that was judged, in its place: nothing moves under a reader's hand. */
export function EvaluationNews({ listed, today, progress, standing, nextPage }: News) {
  const { filters } = progress
  return (
    <>
      <EvaluationNote progress={progress} standing={standing} />
      {standing === 'done' && (
        <hx-partial hx-target="#list-news" hx-swap="innerHTML">
          一覧のマッチ度を更新しました。
        </hx-partial>
      )}
      {listed.map((one) => (
        <hx-partial hx-target={`#${placeOf(one)}`} hx-swap="outerMorph">
          <ListedCard listed={one} today={today} isWatched />
        </hx-partial>
      ))}
      {nextPage !== null && filters.sort === 'recommended' ? <MoreAnew filters={filters} nextPage={nextPage} /> : null}
    </>
  )
}

const words = {
  done: 'AIの評価が届きました。',
  'put-off': 'いまAIの評価ができないため、暫定の点数を表示しています。あとで自動的に評価します。',
  'too-long': 'AIの評価に時間がかかっています。終わりしだい、次に開いたときの一覧に反映されます。',
} satisfies Record<Exclude<Standing, 'under-way'>, string>
