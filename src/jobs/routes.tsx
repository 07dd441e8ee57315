import { Elysia } from 'elysia'
import { ClosedJobPage, JobDetailPage } from '../../views/jobs/detail'
import { JobListFragment, JobListPage } from '../../views/jobs/list'
import { currentTalent, type GuardTools } from '../accounts/guard'
import { noteView } from '../bookmarks/note-view'
import { type Clock, dayInTokyo } from '../clock'
import { findHiddenJob } from '../db/hidden-jobs'
import { NotFound } from '../http/errors'
import { html, wantsFragment } from '../http/html'
import { pageNumber } from '../http/page-number'
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
      const kept = new Set(searchParams.getAll('kept').slice(0, mostKept))
      const page = await listJobs(shelf, { talent, filters, page: pageNumber(searchParams.get('page')), today, kept })
      const completeness = talent && completenessPercent(profileItems(talent.talent))
      const hiddenId = searchParams.get('hidden')
      const justHidden = talent && hiddenId ? await findHiddenJob(shelf.database.db, talent.id, hiddenId) : null
      const props = { viewer: viewerOf(talent), page, today, completeness, origin: tools.config.appUrl, justHidden }
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
      if (talent !== null) noteView(shelf.database, { talentId: talent.id, jobId: shown.job.id, request, now: clock() })
      const origin = tools.config.appUrl
      return html(JobDetailPage({ viewer, shown, today, origin }), { isPrivate: talent !== null })
    })
}

/** More than anybody hides before the list is made anew. */
const mostKept = 200
