import { Elysia } from 'elysia'
import { ageWord } from '../../views/format'
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
import { type JobShelf, listJobs, marksOf } from './list-jobs'
import { showJob } from './show-job'

export function jobRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  const { shelf, clock } = tools
  return new Elysia({ name: 'jobs' })
    .get(paths.jobs(), async ({ request }) => {
      const talent = await currentTalent(tools, request)
      const today = dayInTokyo(clock())
      const { searchParams } = new URL(request.url)
      const filters = readFilters(searchParams)
      const wanted = pageNumber(searchParams.get('page'))
      const marks = await marksOf(shelf.database, talent)
      const { version } = await shelf.catalogue()
      const freshness = await shelf.freshness()
      const isFragment = wantsFragment(request)
      const state = [...marks.applied, '', ...marks.picks.keys()]
      const key = JSON.stringify([
        talent?.id,
        talent?.version,
        version,
        today,
        isFragment,
        wanted,
        String(writeFilters(filters)),
        state,
        freshness.isLoaded,
        freshness.staleMs && ageWord(freshness.staleMs),
      ])
      const headers = {
        'hx-push-url': paths.jobs({ filters: writeFilters(filters), page: wanted > 1 ? String(wanted) : undefined }),
      }
      return shelf.pages.answer(
        request,
        key,
        async () => {
          const page = await listJobs(shelf, { talent, marks, filters, page: wanted, today })
          const completeness = talent && completenessPercent(profileItems(talent.talent))
          const props = { viewer: viewerOf(talent), page, today, freshness, completeness, origin: tools.config.appUrl }
          return isFragment ? String(JobListFragment(props)) : JobListPage(props)
        },
        { isPrivate: talent !== null, ...(isFragment ? { headers } : {}) },
      )
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
