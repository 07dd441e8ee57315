import type { Job } from '../../src/jobs/job'
import { paths } from '../../src/paths'
import type { ProfileItem } from '../../src/profile/completeness'
import { fullName, type Talent } from '../../src/profile/talent'
import { rateRange } from '../format'
import { ErrorSummary, type Errors, TextArea } from '../ui/form'
import { Page, type Viewer } from '../ui/layout'

export type NewApplicationProps = {
  viewer: Viewer
  job: Job
  talent: Talent
  missing: ProfileItem[]
  message: string
  errors: Errors
  /** Name and contact are there, without which nobody could answer. */
  canApply: boolean
}

export function NewApplicationPage(props: NewApplicationProps): string {
  const { viewer, job, talent, missing, message, errors } = props
  const range = rateRange(job)
  return (
    <Page title={errors ? 'エラー：応募する' : '応募する'} viewer={viewer} tab="jobs">
      <div class="wrap narrow">
        <nav class="crumb" aria-label="パンくず">
          <a href={paths.job(job.id)}>← 案件へ戻る</a>
        </nav>
        <h1>応募内容の確認</h1>
        <section class="card stack tight" aria-label="応募する案件">
          <h2 class="title" safe>
            {job.title}
          </h2>
          {range ? <p class="muted" safe>{`月額 ${range}万円`}</p> : null}
        </section>
        <Gaps missing={missing} />
        <section class="card stack" aria-labelledby="sent">
          <h2 class="h" id="sent">
            担当者に送られる内容
          </h2>
          <dl class="dl as-written">
            <dt>お名前</dt>
            <dd safe>{fullName(talent)}</dd>
            <dt>連絡先</dt>
            <dd safe>{[talent.email, talent.phone].filter(Boolean).join(' / ')}</dd>
            <dt>スキル</dt>
            <dd safe>{skillsSent(talent) || '未入力'}</dd>
            <dt>職務経歴</dt>
            <dd safe>{historySent(talent) || '未入力'}</dd>
            <dt>希望条件</dt>
            <dd safe>{preferencesSent(missing)}</dd>
          </dl>
          <p class="muted">プロフィールと職務経歴は、選考のために担当者が利用します。</p>
        </section>
        {props.canApply ? (
          <form class="card form" method="post" action={paths.jobApplication(job.id)} novalidate>
            <ErrorSummary errors={errors} />
            <TextArea
              label="担当者へのメッセージ"
              name="message"
              value={message}
              errors={errors}
              rows={5}
              maxlength={2000}
              hint="2,000文字まで。面談の希望日時や、案件への質問などをお書きください。"
            />
            <button type="submit" class="btn cta block" data-once data-busy="送信しています…">
              この内容で応募する
            </button>
          </form>
        ) : (
          <div class="alert" role="alert">
            <p>お名前と連絡先がないと応募できません。</p>
            <p>
              <a href={paths.profile()}>プロフィールを入力する</a>
            </p>
          </div>
        )}
      </div>
    </Page>
  ) as string
}

function skillsSent({ skills, languagesAndTools }: Talent): string {
  const named = skills.map(({ name, years }) => (years === null ? name : `${name} ${years}年`))
  return [named.join('、'), languagesAndTools].filter(Boolean).join('\n')
}

function historySent({ workHistory, selfPr }: Talent): string {
  return [workHistory.length > 0 && `${workHistory.length}件`, selfPr !== '' && '自己PR'].filter(Boolean).join('・')
}

function preferencesSent(missing: ProfileItem[]): string {
  const open = missing.filter((item) => item.path === paths.preferences()).map((item) => item.label)
  return open.length === 0 ? '入力済み' : `未入力：${open.join('、')}`
}

function Gaps({ missing }: { missing: ProfileItem[] }) {
  if (missing.length === 0) return ''
  return (
    <section class="card gaps" aria-labelledby="gaps">
      <h2 class="h" id="gaps">
        まだ入力されていない項目があります
      </h2>
      <p>このまま応募できますが、入力すると選考が進みやすくなります。</p>
      <ul class="links">
        {missing.map((item) => (
          <li>
            <a href={item.path} safe>
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
