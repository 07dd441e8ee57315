import type { Job } from '../../src/jobs/job'
import type { JobPage, ListedJob } from '../../src/jobs/list-jobs'
import { JobCard } from '../jobs/card'
import { ListCounts } from '../jobs/list'
import { PutAside } from '../jobs/marks'

/** A card was hidden: the way back in its place. */
export function HiddenCardFragment({ job, page }: { job: Job; page: JobPage }) {
  return (
    <>
      <PutAside job={job} isInPlace />
      <ListCounts page={page} />
    </>
  )
}

/** It comes back. `listed`: null when its selection ended in between. */
export function RestoredCardFragment(props: { listed: ListedJob | null; today: string; page: JobPage }) {
  const { listed, today, page } = props
  return (
    <>
      {listed ? (
        <JobCard listed={listed} today={today} canHide hasFocus />
      ) : (
        <p class="card">この案件の募集は終了しました。</p>
      )}
      <ListCounts page={page} />
    </>
  )
}
