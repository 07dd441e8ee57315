import { canApplyAgain, isOpen } from '../../src/applications/application'
import type { ShownJob } from '../../src/jobs/show-job'
import { paths } from '../../src/paths'
import { StatusBadge } from '../applications/status'
import { rateRange } from '../format'
import type { Viewer } from '../ui/layout'
import { Rate } from './card'

/** The way to apply, or how the application stands. On a phone it is a bar above the tabs. */
export function ApplyCard({ viewer, shown }: { viewer: Viewer; shown: ShownJob }) {
  const { job, application } = shown
  const isDone = application !== null && !canApplyAgain(application.status)
  return (
    <div class="card apply">
      <Rate range={rateRange(job)} />
      {application ? (
        <p>
          <StatusBadge application={application} />
        </p>
      ) : null}
      {application && isDone ? (
        <a
          class={isOpen(application.status) ? 'btn primary block' : 'btn block'}
          href={paths.application(application.id)}
        >
          応募の状況を見る
        </a>
      ) : !shown.isListed ? (
        <p>この案件の募集は終了しました。</p>
      ) : viewer ? (
        <a class="btn cta block" href={paths.newApplication(job.id)}>
          {application ? 'もう一度応募する' : '応募する'}
        </a>
      ) : (
        <a class="btn cta block" href={paths.signUp({ next: paths.job(job.id) })}>
          登録して応募する
        </a>
      )}
      {application && !isDone ? (
        <p class="only-wide">
          <a href={paths.application(application.id)}>取り消した応募の内容を見る</a>
        </p>
      ) : null}
      {isDone ? null : viewer ? (
        <p class="muted only-wide">応募の前に、送られる内容を確認できます。返信の目安は2営業日です。</p>
      ) : (
        <p class="muted only-wide">
          登録済みの方は<a href={paths.login({ next: paths.job(job.id) })}>ログイン</a>してください。
        </p>
      )}
    </div>
  )
}
