import type { Database } from '../db/client'
import { saveSearchEntries, unindexedJobs } from '../db/jobs'
import { log } from '../log'
import { searchEntry } from './search-text'

const atOnce = 200

/** Makes jobs searchable that an older portal stored: once after the update, in small steps. */
export async function indexOldJobs({ db }: Pick<Database, 'db'>): Promise<void> {
  let count = 0
  while (true) {
    const jobs = await unindexedJobs(db, atOnce)
    if (jobs.length === 0) break
    await saveSearchEntries(
      db,
      jobs.map(({ id, job }) => ({ id, ...searchEntry(job) })),
    )
    count += jobs.length
  }
  if (count > 0) log.info('jobs.indexed', { jobs: count })
}
