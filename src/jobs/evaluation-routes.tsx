import { Elysia } from 'elysia'
import { EvaluationNews } from '../../views/jobs/evaluation-progress'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { type Marks, marksOf } from '../db/marks'
import { html, seeOther, wantsFragment } from '../http/html'
import { pageNumber } from '../http/page-number'
import { paths } from '../paths'
import { readFilters } from './filters'
import { cardsOf, type JobShelf } from './list-jobs'
import { listPathOf } from './list-path'

/** Cards that an open list may have: the pages that もっと見る brings. */
const mostShown = 210
/** Looks before the list leaves it at that: a minute and a half. */
const mostLooks = 30

/** What an open list asks for while a model is judging its jobs. */
export function evaluationRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  const { shelf, clock } = tools
  return new Elysia({ name: 'evaluation-progress' }).get(paths.evaluationProgress(), async ({ request }) => {
    const talent = await requireTalent(tools, request)
    const { searchParams } = new URL(request.url)
    const listPath = listPathOf(searchParams.get('list'))
    if (!wantsFragment(request)) return seeOther(request, listPath)
    const { db } = shelf.database
    const marks = await marksOf(db, talent.id)
    const hasNews = searchParams.get('seen') !== String(marks.evaluationVersion)
    const filters = readFilters(new URL(listPath, tools.config.appUrl).searchParams)
    const ids = searchParams.getAll('shown').slice(0, mostShown)
    const [now, { search }] = [clock(), filters]
    const today = dayInTokyo(now)
    const { jobs, awaited } = await cardsOf(shelf, { reader: { talent, marks }, ids, hasNews, search, today })
    const listed = jobs.filter(({ evaluation }) => evaluation !== 'provisional')
    const look = pageNumber(searchParams.get('look'))
    const standing = awaited === 0 ? 'done' : standingOf(marks, { look, now })
    const progress = { awaited, look: look + 1, version: marks.evaluationVersion, filters }
    const nextPage = listed.length > 0 && searchParams.has('more') ? pageNumber(searchParams.get('more')) : null
    return html(String(EvaluationNews({ listed, today, progress, standing, nextPage })), { isPrivate: true })
  })
}

/** How it stands with jobs that a model has not judged yet. */
export function standingOf(
  { evaluationRetryAt: retryAt }: Marks,
  { look, now }: { look: number; now: Date },
): 'under-way' | 'put-off' | 'too-long' {
  if (retryAt !== null && retryAt > now) return 'put-off'
  return look >= mostLooks ? 'too-long' : 'under-way'
}
