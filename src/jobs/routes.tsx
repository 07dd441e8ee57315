import { Elysia } from 'elysia'
import { JobDetailPage } from '../../views/jobs/detail'
import { JobListPage } from '../../views/jobs/list'
import { currentTalent, type GuardTools } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { NotFound } from '../http/errors'
import { html } from '../http/html'
import { paths } from '../paths'
import { completenessPercent, profileItems } from '../profile/completeness'
import { viewerOf } from '../profile/viewer'
import { type JobShelf, listJobs } from './list-jobs'
import { showJob } from './show-job'

export function jobRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  const { shelf, clock } = tools
  return new Elysia({ name: 'jobs' })
    .get(paths.jobs(), async ({ request, query }) => {
      const talent = await currentTalent(tools, request)
      const today = dayInTokyo(clock())
      const page = await listJobs(shelf, { talent, page: pageNumber(query.page), today })
      const completeness = talent && completenessPercent(profileItems(talent.talent))
      const markup = JobListPage({ viewer: viewerOf(talent), page, today, completeness })
      return html(markup, { isPrivate: talent !== null })
    })
    .get('/jobs/:id', async ({ request, params }) => {
      const talent = await currentTalent(tools, request)
      const today = dayInTokyo(clock())
      const shown = await showJob(shelf, params.id, talent, today)
      if (shown === null) throw new NotFound()
      return html(JobDetailPage({ viewer: viewerOf(talent), shown, today }), { isPrivate: talent !== null })
    })
}

function pageNumber(text: string | undefined): number {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : 1
}
