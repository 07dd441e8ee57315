import type { Job } from '../../src/jobs/job'
import { paths } from '../../src/paths'
import { takesFocus } from '../ui/form'
import { Icon } from '../ui/icons'

type MarkProps = { job: Pick<Job, 'id' | 'title'>; isOn: boolean }

/** A mark is brought into the state the button names, so that a second tab undoes nothing. */
function sendsMark(path: string, swap: { 'hx-target': string; 'hx-swap': string }) {
  return {
    method: 'post',
    action: path,
    'hx-post': path,
    'hx-sync': 'this:drop',
    // A job that is gone meanwhile: the message comes as a toast, the button stays.
    'hx-status:404': 'swap:none',
    ...swap,
  } as const
}

/** Morphed, so that the button keeps the focus. */
const inItsPlace = { 'hx-target': 'this', 'hx-swap': 'outerMorph' }
const forTheCard = { 'hx-target': 'closest article', 'hx-swap': 'outerHTML' }

/** 気になる. `isOn`: null for a visitor, who is led to the sign-in and back to the job. */
export function Bookmark({ job, isOn }: { job: MarkProps['job']; isOn: boolean | null }) {
  if (isOn === null)
    return (
      <p class="marking">
        <a
          class="btn small"
          rel="nofollow"
          href={paths.login({ next: paths.job(job.id) })}
          aria-label={`気になる（ログインが必要です）：${job.title}`}
        >
          <Icon name="star" />
          <span>気になる</span>
        </a>
      </p>
    )
  return (
    <form class="marking" {...sendsMark(paths.jobBookmark(job.id), inItsPlace)}>
      <Toggle word="気になる" icon="star" job={job} isOn={isOn} />
    </form>
  )
}

/** 興味なし on the job's own page. */
export function Hiding({ job, isOn }: MarkProps) {
  return (
    <form class="marking" {...sendsMark(paths.jobHidden(job.id), inItsPlace)}>
      <Toggle word="興味なし" icon="hide" job={job} isOn={isOn} />
      {isOn ? <span class="muted">一覧に表示していません</span> : null}
    </form>
  )
}

/** Names the mark and tells its state; pressed, it asks for the other one. */
function Toggle({ word, icon, job, isOn }: MarkProps & { word: string; icon: 'star' | 'hide' }) {
  return (
    <button
      type="submit"
      class="btn small"
      name="on"
      value={isOn ? '0' : '1'}
      aria-pressed={isOn ? 'true' : 'false'}
      aria-label={`${word}：${job.title}`}
    >
      <Icon name={icon} />
      <span safe>{word}</span>
    </button>
  )
}

/** 興味なし on a card, whose place the way back takes. */
export function HideCard({ job }: { job: MarkProps['job'] }) {
  return (
    <form class="marking" {...sendsMark(paths.jobHidden(job.id), forTheCard)}>
      <input type="hidden" name="card" value="1" />
      <button type="submit" class="btn small" name="on" value="1" aria-label={`興味なし：${job.title}`}>
        興味なし
      </button>
    </form>
  )
}

/** In the place of a card that was just hidden; without JavaScript above the list. */
export function PutAside({ job, isInPlace }: { job: MarkProps['job']; isInPlace: boolean }) {
  const messageId = `hidden-${job.id}`
  const path = paths.jobHidden(job.id)
  const sends = isInPlace ? sendsMark(path, forTheCard) : { method: 'post', action: path }
  return (
    <article class="card bar put-aside" aria-labelledby={messageId}>
      <p id={messageId}>
        <span safe>{`「${job.title}」`}</span>を一覧から隠しました。
      </p>
      <form class="marking" {...sends}>
        {isInPlace ? (
          <>
            <input type="hidden" name="card" value="1" />
            <input type="hidden" name="kept" value={job.id} />
          </>
        ) : null}
        <button
          type="submit"
          class="btn small"
          name="on"
          value="0"
          aria-describedby={messageId}
          {...(isInPlace ? takesFocus : {})}
        >
          元に戻す
        </button>
      </form>
    </article>
  )
}
