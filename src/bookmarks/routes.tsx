import { Elysia } from 'elysia'
import { BookmarksPage, HiddenJobsPage, type MarkNotice, ViewedJobsPage } from '../../views/bookmarks/pages'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { deleteJobViews } from '../db/job-views'
import { html, seeOther } from '../http/html'
import { pageNumber } from '../http/page-number'
import type { JobShelf } from '../jobs/list-jobs'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { mostMarked } from './mark-job'
import { markRoutes } from './mark-routes'
import { type MarkedList, markedJobs } from './marked-jobs'
import { searchRoutes } from './search-routes'

/** What candidates keep for themselves: 気になる, 興味なし, 最近見た案件, 保存した条件. */
export function bookmarkRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  const propsOf = async (request: Request, list: MarkedList) => {
    const talent = await requireTalent(tools, request)
    const today = dayInTokyo(tools.clock())
    const { searchParams } = new URL(request.url)
    const page = await markedJobs(tools.shelf, { talent, list, page: pageNumber(searchParams.get('page')), today })
    const notice = notices.find((name) => name === searchParams.get('notice')) ?? null
    return { viewer: viewerOf(talent), page, today, notice }
  }
  return new Elysia({ name: 'bookmarks' })
    .use(markRoutes(tools))
    .use(searchRoutes(tools))
    .get(paths.bookmarks(), async ({ request }) =>
      html(BookmarksPage({ ...(await propsOf(request, 'bookmarked')), most: mostMarked.bookmarked }), {
        isPrivate: true,
      }),
    )
    .get(paths.hiddenJobs(), async ({ request }) =>
      html(HiddenJobsPage({ ...(await propsOf(request, 'hidden')), most: mostMarked.hidden }), { isPrivate: true }),
    )
    .get(paths.jobViews(), async ({ request }) =>
      html(ViewedJobsPage(await propsOf(request, 'viewed')), { isPrivate: true }),
    )
    .post(
      paths.jobViewsDeletion(),
      async ({ request }) => {
        const talent = await requireTalent(tools, request, 'mark')
        await deleteJobViews(tools.database.db, talent.id)
        return seeOther(request, paths.jobViews({ notice: 'cleared' }))
      },
      { parse: 'none' },
    )
}

const notices: MarkNotice[] = ['full', 'cleared']
