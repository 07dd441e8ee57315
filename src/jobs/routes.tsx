import { Elysia } from 'elysia'
import { ClosedJobPage, JobDetailPage } from '../../views/jobs/detail'
import { JobListFragment, JobListPage } from '../../views/jobs/list'
import { currentTalent, type GuardTools } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { NotFound } from '../http/errors'
import { html, wantsFragment } from '../http/html'
import { paths } from '../paths'
import { completenessPercent, profileItems } from '../profile/completeness'
import { viewerOf } from '../profile/viewer'
import { readFilters, writeFilters } from './filters'
import { type JobShelf, listJobs } from './list-jobs'
import { showJob } from './show-job'

export function jobRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  const { shelf, clock } = tools
  return new Elysia({ name: 'jobs' })
    .get(paths.jobs(), async ({ request }) => {
      const talent = await currentTalent(tools, request)
      const today = dayInTokyo(clock())
      const { searchParams } = new URL(request.url)
      const filters = readFilters(searchParams)
      const page = await listJobs(shelf, { talent, filters, page: pageNumber(searchParams.get('page')), today })
      const completeness = talent && completenessPercent(profileItems(talent.talent))
      const freshness = await shelf.freshness()
      const props = { viewer: viewerOf(talent), page, today, freshness, completeness, origin: tools.config.appUrl }
      const markup = wantsFragment(request) ? String(JobListFragment(props)) : JobListPage(props)
      // The form sends its empty fields too: the address that is kept is the short one.
      const shown = page.page > 1 ? String(page.page) : undefined
      const headers = { 'hx-push-url': paths.jobs({ filters: writeFilters(filters), page: shown }) }
      return html(markup, { isPrivate: talent !== null, ...(wantsFragment(request) ? { headers } : {}) })
    })
    .get('/jobs/:id', async ({ request, params }) => {
      const talent = await currentTalent(tools, request)
      const today = dayInTokyo(clock())
      const shown = await showJob(shelf, params.id, talent, today)
      if (shown === null) throw new NotFound()
      const viewer = viewerOf(talent)
      // Gone for good, says the status to search engines; to people, where to go on.
      if ('closed' in shown)
        return html(ClosedJobPage({ viewer, similar: shown.similar, today }), {
          status: 410,
          isPrivate: talent !== null,
        })
      const origin = tools.config.appUrl
      const { staleMs } = await shelf.freshness()
      return html(JobDetailPage({ viewer, shown, today, staleMs, origin }), { isPrivate: talent !== null })
    })
}

function pageNumber(text: string | null): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : 1
}
