import type { Job } from '../../src/jobs/job'
import { bandOf, settlementsOf } from '../../src/jobs/settlement'
import { manYen, yen } from '../format'

/** 精算 in yen: what a short, a normal and a long month pay. */
export function Settlement({ job }: { job: Job }) {
  const settlements = settlementsOf(job)
  const [first] = settlements
  if (first === undefined) return ''
  return (
    <section class="card stack tight" aria-labelledby="settlement">
      <h2 class="h" id="settlement">
        精算の例
      </h2>
      <p class="muted" safe>
        {meaningOf(job)}
      </p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">稼働時間</th>
            {settlements.map(({ rateYen }) => (
              <th scope="col" safe>{`月額${manYen(rateYen)}万円`}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first.examples.map(({ hours }, row) => (
            <tr>
              <th scope="row">{hours}時間</th>
              {settlements.map(({ examples }) => (
                <td safe>{yen(examples[row]?.payYen ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hourWords(job) === null ? null : (
        <p class="muted" safe>
          {hourWords(job)}
        </p>
      )}
    </section>
  )
}

function meaningOf(job: Job): string {
  const band = bandOf(job)
  if (job.settlementMethod === 'fixed' || band === null) return '月の稼働時間が増えても減っても、支払額は変わりません。'
  return `月の稼働が${band.lower}〜${band.upper}時間なら月額どおりです。足りない時間の分は引かれ、超えた時間の分は加わります。`
}

/** What one hour more or less is worth, at the upper rate. */
function hourWords(job: Job): string | null {
  const last = settlementsOf(job).at(-1)
  if (last === undefined || last.perExtraHourYen === 0) return null
  const { rateYen, perMissingHourYen, perExtraHourYen } = last
  return `月額${manYen(rateYen)}万円では、足りない1時間につき${yen(perMissingHourYen)}が引かれ、超えた1時間につき${yen(perExtraHourYen)}が加わります。端数の扱いは契約によります。`
}
