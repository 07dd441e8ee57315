import { assetUrl } from '../../src/assets'
import type { JobSummary } from '../../src/jobs/job'
import { paths } from '../../src/paths'
import { isNew, placeOf, rateRange, remoteWord } from '../format'

/** A fragment for the WordPress front: the newest jobs, with a stylesheet of its own and absolute addresses. */
export function EmbeddedJobs({ jobs, today, origin }: { jobs: JobSummary[]; today: string; origin: string }) {
  return (
    <section class="proworks-jobs" aria-label="新着のフリーランス案件">
      <link rel="stylesheet" href={`${origin}${assetUrl('embed.css')}`} />
      <ul>
        {jobs.map((job) => {
          const range = rateRange(job)
          return (
            <li>
              <a href={`${origin}${paths.job(job.id)}`}>
                <b safe>{job.title}</b>
                {isNew(job.publishedOn, today) ? <em>NEW</em> : null}
                <span safe>
                  {[range && `${range}万円/月`, placeOf(job), remoteWord(job.remote)].filter(Boolean).join('・')}
                </span>
              </a>
            </li>
          )
        })}
      </ul>
      {jobs.length === 0 ? <p>いま募集中の案件はありません。</p> : null}
      <p>
        <a href={`${origin}${paths.jobs()}`}>案件をすべて見る</a>
      </p>
    </section>
  )
}
