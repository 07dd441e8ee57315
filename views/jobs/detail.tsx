import type { Job } from '../../src/jobs/job'
import { type SettlementExample, settlementExamples } from '../../src/jobs/settlement'
import type { ShownJob } from '../../src/jobs/show-job'
import { paths } from '../../src/paths'
import {
  chainWord,
  contractWord,
  longDate,
  officeDays,
  rateRange,
  remoteWord,
  settlementWord,
  textBlocks,
  workingDays,
  yen,
} from '../format'
import { Page, type Viewer } from '../ui/layout'
import { JobFacts, Rate } from './card'
import { MatchSection } from './match'

export type JobDetailProps = { viewer: Viewer; shown: ShownJob; today: string }

export function JobDetailPage({ viewer, shown, today }: JobDetailProps): string {
  const { job } = shown
  return (
    <Page
      title={job.title}
      viewer={viewer}
      tab="jobs"
      hasApplyBar
      description={job.overview.slice(0, 120)}
      isIndexed={viewer === null}
    >
      <div class="wrap detail-page">
        <article class="stack">
          <nav class="crumb" aria-label="パンくず">
            <a href={paths.jobs()}>← 案件一覧へ戻る</a>
          </nav>
          <header class="stack tight">
            <h1 safe>{job.title}</h1>
            <JobFacts job={job} today={today} />
          </header>
          {shown.staffComment !== null && <StaffComment comment={shown.staffComment} />}
          {shown.match && <MatchSection match={shown.match} suggestions={shown.suggestions} />}
          <Work job={job} />
          <Conditions job={job} />
          <Settlement job={job} examples={settlementExamples(job)} />
          <Recruiter job={job} />
        </article>
        <aside class="aside" aria-label="応募">
          <ApplyCard viewer={viewer} shown={shown} />
        </aside>
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
      {comment && <p safe>{comment}</p>}
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

function FreeText({ text }: { text: string }) {
  return (
    <>
      {textBlocks(text).map((block) =>
        block.kind === 'paragraph' ? (
          <p safe>{block.text}</p>
        ) : (
          <ul>
            {block.items.map((item) => (
              <li safe>{item}</li>
            ))}
          </ul>
        ),
      )}
    </>
  )
}

function Work({ job }: { job: Job }) {
  const parts: [string, string][] = [
    ['必須スキル', job.mustSkills],
    ['あると良いスキル', job.wantSkills],
    ['開発環境', job.environment],
    ['備考', job.notes],
  ]
  return (
    <section class="card prose" aria-labelledby="work">
      <h2 class="h" id="work">
        仕事の内容
      </h2>
      <FreeText text={job.overview} />
      {parts
        .filter(([, text]) => text !== '')
        .map(([heading, text]) => (
          <>
            <h3 safe>{heading}</h3>
            <FreeText text={text} />
          </>
        ))}
      {job.phases.length > 0 && (
        <>
          <h3>担当工程</h3>
          <p safe>{job.phases.join('・')}</p>
        </>
      )}
    </section>
  )
}

function Conditions({ job }: { job: Job }) {
  const range = rateRange(job)
  const rows: [string, string | null][] = [
    ['単価', range && `月額 ${range}万円`],
    ['精算幅', settlementRange(job)],
    ['働き方', remoteWord(job.remote)],
    ['出社頻度', officeDays(job.officeDaysPerWeek)],
    ['稼働日数', workingDays(job.workingDaysPerWeek)],
    ['勤務地', [job.prefecture, job.area].filter(Boolean).join(' ') || null],
    ['最寄駅', job.nearestStation || null],
    ['参画時期', job.startDate && `${longDate(job.startDate)}から`],
    ['期間', job.period || null],
    ['契約形態', contractWord(job.contractType)],
    ['商流', chainWord(job.contractChain)],
    ['支払サイト', job.paymentTermDays === null ? null : `${job.paymentTermDays}日`],
    ['面談', job.interviewCount === null ? null : `${job.interviewCount}回`],
    ['募集人数', job.openings === null ? null : `${job.openings}名`],
    ['募集締切', job.deadline && longDate(job.deadline)],
    ['最終確認日', job.lastConfirmedOn && longDate(job.lastConfirmedOn)],
  ]
  return (
    <section class="card" aria-labelledby="conditions">
      <h2 class="h" id="conditions">
        募集条件
      </h2>
      <DescriptionList rows={rows} />
    </section>
  )
}

function DescriptionList({ rows }: { rows: [string, string | null][] }) {
  return (
    <dl class="dl">
      {rows.map(([term, value]) => (
        <>
          <dt safe>{term}</dt>
          <dd data-empty={value === null ? 'true' : undefined} safe>
            {value ?? '記載なし'}
          </dd>
        </>
      ))}
    </dl>
  )
}

function settlementRange({
  settlementLowerHours: lower,
  settlementUpperHours: upper,
  settlementMethod: method,
}: Job): string | null {
  if (method === 'fixed') return '固定（時間による増減なし）'
  if (lower === null || upper === null) return null
  return `${lower}〜${upper}時間${method ? `（${settlementWord(method)}）` : ''}`
}

function Settlement({ job, examples }: { job: Job; examples: SettlementExample[] | null }) {
  if (examples === null) return ''
  return (
    <section class="card" aria-labelledby="settlement">
      <h2 class="h" id="settlement">
        精算の例
      </h2>
      <p class="muted">
        月額 <span safe>{yen(job.monthlyRateYen ?? 0)}</span> の場合に、稼働時間ごとに支払われる額の目安です。
      </p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">稼働時間</th>
            <th scope="col">支払額の目安</th>
          </tr>
        </thead>
        <tbody>
          {examples.map(({ hours, payYen }) => (
            <tr>
              <th scope="row">{hours}時間</th>
              <td safe>{yen(payYen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Recruiter({ job }: { job: Job }) {
  return (
    <section class="card" aria-labelledby="recruiter">
      <h2 class="h" id="recruiter">
        募集主体
      </h2>
      <DescriptionList
        rows={[
          ['名称', job.recruiterName || null],
          ['住所', job.recruiterAddress || null],
          ['連絡先', job.recruiterContact || null],
        ]}
      />
    </section>
  )
}
