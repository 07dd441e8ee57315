import type { ContractChain, ContractType, Job } from '../../src/jobs/job'
import { paidOn, paymentOf } from '../../src/jobs/payment'
import {
  chainWord,
  contractWord,
  longDate,
  monthWord,
  officeDays,
  paymentWord,
  placeOf,
  rateRange,
  remoteWord,
  settlementWord,
  workingDays,
} from '../format'

/** `meaning`: the value in plain words. */
type Row = { term: string; value: string | null; meaning?: string | null }

/** Every condition of the job; what it does not state is said to be missing, not left out. */
export function Conditions({ job, today }: { job: Job; today: string }) {
  const range = rateRange(job)
  const rows: Row[] = [
    { term: '単価', value: range && `月額 ${range}万円` },
    { term: '精算幅', value: settlementRange(job) },
    {
      term: '支払サイト',
      value: job.paymentTermDays === null ? null : `${job.paymentTermDays}日`,
      meaning: paymentMeaning(job, today),
    },
    { term: '契約形態', value: contractWord(job.contractType), meaning: contractMeaning(job.contractType) },
    { term: '商流', value: chainWord(job.contractChain), meaning: chainMeaning(job.contractChain) },
    { term: '働き方', value: remoteWord(job.remote) },
    { term: '出社頻度', value: officeDays(job.officeDaysPerWeek) },
    { term: '稼働日数', value: workingDays(job.workingDaysPerWeek) },
    { term: '勤務地', value: [job.prefecture, job.area].filter(Boolean).join(' ') || placeOf(job) },
    { term: '最寄駅', value: job.nearestStation || null },
    { term: '開始時期', value: job.startDate && `${longDate(job.startDate)}から` },
    { term: '期間', value: job.period || null },
    { term: '面談回数', value: job.interviewCount === null ? null : `${job.interviewCount}回` },
    { term: '募集人数', value: job.openings === null ? null : `${job.openings}名` },
    { term: '職種', value: job.positions.join('・') || null },
    { term: '業界', value: job.industry },
    { term: '掲載日', value: job.publishedOn && longDate(job.publishedOn) },
    { term: '募集締切', value: job.deadline && longDate(job.deadline) },
    { term: '最終確認日', value: job.lastConfirmedOn && longDate(job.lastConfirmedOn) },
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

function DescriptionList({ rows }: { rows: Row[] }) {
  return (
    <dl class="dl">
      {rows.map(({ term, value, meaning }) => (
        <>
          <dt safe>{term}</dt>
          <dd data-empty={value === null ? 'true' : undefined}>
            <span safe>{value ?? '記載なし'}</span>
            {meaning ? (
              <p class="muted" safe>
                {meaning}
              </p>
            ) : null}
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

/** When the work of the first month that could be worked is paid. */
function paymentMeaning({ paymentTermDays, startDate }: Job, today: string): string | null {
  const payment = paymentOf(paymentTermDays)
  if (payment === null) return null
  const month = (startDate !== null && startDate > today ? startDate : today).slice(0, 7)
  return `月末締め・${paymentWord(payment)}払いの場合、${monthWord(month)}に働いた分は${longDate(paidOn(payment, month))}ごろに支払われます。`
}

const chainMeanings: Record<ContractChain, string> = {
  'end-client': '発注元の企業から直接ご紹介する案件です。',
  prime: '発注元から仕事を請けた会社（元請け）からご紹介する案件です。',
  second: '元請けから仕事を請けた会社からご紹介する案件です。発注元との間に2社が入ります。',
  'third-or-later': '発注元との間に3社以上が入る案件です。',
}
const chainMeaning = (chain: ContractChain | null) => (chain === null ? null : chainMeanings[chain])

const contractMeanings: Record<ContractType, string> = {
  'quasi-mandate': '業務を行うことに対して報酬が支払われる契約です。',
  'contract-work': '成果物を完成させることに対して報酬が支払われる契約です。',
  dispatch: '派遣元に雇用され、派遣先の指示を受けて働く契約です。',
}
const contractMeaning = (type: ContractType | null) => (type === null ? null : contractMeanings[type])

export function Recruiter({ job }: { job: Job }) {
  return (
    <section class="card" aria-labelledby="recruiter">
      <h2 class="h" id="recruiter">
        募集主体
      </h2>
      <DescriptionList
        rows={[
          { term: '名称', value: job.recruiterName || null },
          { term: '住所', value: job.recruiterAddress || null },
          { term: '連絡先', value: job.recruiterContact || null },
        ]}
      />
    </section>
  )
}
