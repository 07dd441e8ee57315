import type { Job } from '../../src/jobs/job'
import type { SettlementExample } from '../../src/jobs/settlement'
import {
  chainWord,
  contractWord,
  longDate,
  officeDays,
  rateRange,
  remoteWord,
  settlementWord,
  workingDays,
  yen,
} from '../format'

/** Every condition of the job; what it does not state is said to be missing, not left out. */
export function Conditions({ job }: { job: Job }) {
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

/** 精算 in yen: what a short, a normal and a long month pay. */
export function Settlement({ job, examples }: { job: Job; examples: SettlementExample[] | null }) {
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

export function Recruiter({ job }: { job: Job }) {
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
