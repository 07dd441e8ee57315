import type { ListedJob } from '../../src/jobs/list-jobs'
import { paths } from '../../src/paths'
import { JobCard } from './card'

export type Progress = {
  /** Jobs that still wait for a model's word. */
  pending: number
  /** Which look at it is the next. */
  look: number
  /** Of the evaluations that the page shows; see Marks. */
  version: number
  /** The list anew, in its new order. */
  listPath: string
}

/** Above the cards of a list while a model judges some of them. It looks by itself, and stops when all is there. */
export function EvaluationProgress({ pending, look, version, listPath }: Progress) {
  return (
    <p
      class="muted"
      id="evaluation"
      hx-get={paths.evaluationProgress({ seen: String(version), look: String(look), list: listPath })}
      hx-trigger="every 3s"
      hx-include="#jobs [name=shown]"
      hx-swap="outerHTML"
      data-quiet
    >
      AIが{pending}件の案件を評価しています。結果はこの一覧に届きます。
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

export type News = {
  listed: ListedJob[]
  today: string
  progress: Progress
  /** What is left of the work: it goes on, is done, is put off, or takes longer than anybody waits. */
  standing: 'under-way' | 'done' | 'put-off' | 'too-long'
}

/** The note with what is new, and every card that was judged, in its place: nothing moves under a reader's hand. */
export function EvaluationNews({ listed, today, progress, standing }: News) {
  return (
    <>
      {standing === 'under-way' ? (
        <EvaluationProgress {...progress} />
      ) : (
        <p class="notice" id="evaluation" role="status">
          <span safe>{words[standing]}</span> <a href={progress.listPath}>一覧を並べ直す</a>
        </p>
      )}
      {listed.map((one) => (
        <hx-partial hx-target={`#${placeOf(one)}`} hx-swap="outerMorph">
          <ListedCard listed={one} today={today} isWatched />
        </hx-partial>
      ))}
    </>
  )
}

const words = {
  done: 'AIの評価が届きました。',
  'put-off': 'いまAIの評価ができないため、暫定の点数を表示しています。あとで自動的に評価します。',
  'too-long': 'AIの評価に時間がかかっています。終わりしだい、次に開いたときの一覧に反映されます。',
} satisfies Record<Exclude<News['standing'], 'under-way'>, string>
