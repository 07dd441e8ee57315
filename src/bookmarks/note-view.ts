import type { Database } from '../db/client'
import { saveJobView } from '../db/job-views'
import { log } from '../log'

type View = { talentId: string; jobId: string; request: Request; now: Date }

/**
 * Remembers that somebody opened a job. The page neither waits for it nor fails with it. What a browser fetches before
 * anybody asked for it was not seen.
 */
export function noteView({ db }: Database, { talentId, jobId, request, now }: View): void {
  const purpose = request.headers.get('sec-purpose') ?? request.headers.get('purpose') ?? ''
  if (request.method !== 'GET' || /prefetch|prerender/.test(purpose)) return
  void saveJobView(db, talentId, jobId, now).catch((error: unknown) => log.warn('jobs.view-lost', { error }))
}
