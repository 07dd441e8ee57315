import { Elysia } from 'elysia'
import { EvaluationNews, type News } from '../../views/jobs/evaluation-progress'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { marksOf } from '../db/marks'
import { findMatchingState, type MatchingState } from '../db/matching-states'
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
    const [marks, state] = await Promise.all([marksOf(db, talent.id), findMatchingState(db, talent.id)])
    const hasNews = searchParams.get('seen') !== String(marks.evaluationVersion)
    const { search } = readFilters(new URL(listPath, tools.config.appUrl).searchParams)
    const ids = hasNews ? searchParams.getAll('shown').slice(0, mostShown) : []
    const now = clock()
    const today = dayInTokyo(now)
    const { jobs, pending } = await cardsOf(shelf, { reader: { talent, marks }, ids, search, today })
    const listed = jobs.filter(({ evaluation }) => evaluation !== 'provisional')
    const look = pageNumber(searchParams.get('look'))
    const standing = standingOf({ pending, look, isPutOff: isPutOff(state, now) })
    const progress = { pending, look: look + 1, version: marks.evaluationVersion, listPath }
    return html(String(EvaluationNews({ listed, today, progress, standing })), { isPrivate: true })
  })
}

/** It failed, or may not be asked yet: the day's budget is spent, or Gemini is away. */
const isPutOff = (state: MatchingState | null, now: Date) =>
  state !== null && (state.failures > 0 || (state.retryAt !== null && state.retryAt > now))

function standingOf(now: { pending: number; look: number; isPutOff: boolean }): News['standing'] {
  if (now.pending === 0) return 'done'
  if (now.isPutOff) return 'put-off'
  return now.look >= mostLooks ? 'too-long' : 'under-way'
}
