import { Elysia } from 'elysia'
import { ageWord } from '../../views/format'
import { ClosedJobPage, JobDetailPage } from '../../views/jobs/detail'
import { JobListFragment, JobListPage } from '../../views/jobs/list'
import { currentTalent, type GuardTools } from '../accounts/guard'
import { noteView } from '../bookmarks/note-view'
import { type Clock, dayInTokyo } from '../clock'
import { findHiddenJob } from '../db/hidden-jobs'
import { marksOf } from '../db/marks'
import type { EvaluateLater } from '../evaluation/evaluate-later'
import { NotFound } from '../http/errors'
import { html, wantsFragment } from '../http/html'
import { pageNumber } from '../http/page-number'
import { refererPath } from '../http/referer'
import { paths } from '../paths'
import { completenessPercent, profileItems } from '../profile/completeness'
import { viewerOf } from '../profile/viewer'
import type { Queue } from '../queue/queue'
import { evaluationRoutes, standingOf } from './evaluation-routes'
import { feedbackRoutes } from './feedback-routes'
import { type Filters, readFilters, writeFilters } from './filters'
import { type JobShelf, listJobs, type Reader, rankedFor } from './list-jobs'
import { showJob } from './show-job'

type JobTools = GuardTools & { shelf: JobShelf; queue: Queue; clock: Clock; evaluateLater: EvaluateLater }

export function jobRoutes(tools: JobTools) {
  const { shelf, clock, evaluateLater } = tools
  /** What to say above a list of jobs that a model has not judged; null where none will. */
  const evaluationOf = ({ talent, marks }: Reader) => {
    if (tools.config.gemini.apiKey === null || !talent.talent.allowsAi) return null
    return { version: marks.evaluationVersion, standing: standingOf(marks, { look: 1, now: clock() }) }
  }
  return new Elysia({ name: 'jobs' })
    .use(evaluationRoutes(tools))
    .use(feedbackRoutes(tools))
    .get(paths.jobs(), async ({ request }) => {
      const talent = await currentTalent(tools, request)
      const today = dayInTokyo(clock())
      const { searchParams } = new URL(request.url)
      const filters = readFilters(searchParams)
      const wanted = pageNumber(searchParams.get('page'))
      const from = searchParams.has('from') ? pageNumber(searchParams.get('from')) : wanted
      const reader = talent && { talent, marks: await marksOf(shelf.database.db, talent.id) }
      // Only what changes the list: whatever else an address holds would be one more page to keep.
      const kept = new Set(searchParams.getAll('kept').slice(0, mostKept)).intersection(
        reader?.marks.hidden ?? new Set(),
      )
      const { version } = await shelf.catalogue()
      const freshness = await shelf.freshness()
      const hiddenId = reader?.marks.hidden.has(searchParams.get('hidden') ?? '') ? searchParams.get('hidden') : null
      const isFragment = wantsFragment(request)
      const hasAnswered = searchParams.get('answered') === '1'
      const judging = reader && evaluationOf(reader)
      const make = async () => {
        const page = await listJobs(shelf, { reader, filters, page: wanted, from, today, kept })
        const { pending } = page
        if (reader !== null) evaluateLater({ ...rankedFor(reader), catalogueVersion: version, pending })
        const completeness = talent && completenessPercent(profileItems(talent.talent))
        const justHidden = talent && hiddenId ? await findHiddenJob(shelf.database.db, talent.id, hiddenId) : null
        const origin = tools.config.appUrl
        const evaluation = page.awaited > 0 ? judging : null
        const own = { completeness, justHidden, hasAnswered, evaluation }
        const props = { viewer: viewerOf(talent), page, today, freshness, origin, ...own }
        if (!isFragment) return { markup: JobListPage(props) }
        // The form sends its empty fields too: the address that is kept is the short one.
        const shown = page.page > 1 ? String(page.page) : undefined
        const headers = { 'hx-push-url': paths.jobs({ filters: writeFilters(filters), page: shown }) }
        return { markup: String(JobListFragment(props)), headers }
      }
      const seen = [
        version,
        today,
        judging?.standing,
        freshness.isLoaded,
        freshness.staleMs && ageWord(freshness.staleMs),
      ]
      const asked = [isFragment, wanted, from, String(writeFilters(filters)), [...kept], hiddenId, hasAnswered]
      const key = JSON.stringify([...readerKey(reader), ...seen, ...asked])
      return inHistory(request, await shelf.pages.answer(request, key, make, { isPrivate: talent !== null }))
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
      const { staleMs } = await shelf.freshness()
      const listPath = listBefore(request, origin)
      const hasSentFeedback = new URL(request.url).searchParams.get('feedback') === '1'
      const props = { viewer, shown, today, staleMs, origin, listPath, hasSentFeedback }
      return html(JobDetailPage(props), { isPrivate: talent !== null })
    })
}

/** The list somebody came from, narrowed as it was. */
function listBefore(request: Request, origin: string): string {
  const path = refererPath(request, origin)
  return path?.startsWith(`${paths.jobs()}?`) ? path : paths.jobs()
}

/** Each wish is one step back in the browser: not the same one twice, and a word is one however it was typed. */
function inHistory(request: Request, response: Response): Response {
  const next = response.headers.get('hx-push-url')
  const shown = request.headers.get('hx-current-url') ?? ''
  if (next === null || !URL.canParse(shown)) return response
  const { pathname, search } = new URL(shown)
  if (next === `${pathname}${search}`) response.headers.set('hx-push-url', 'false')
  else if (isSameWord(readFilters(new URLSearchParams(search)), readFilters(new URL(next, shown).searchParams))) {
    response.headers.delete('hx-push-url')
    response.headers.set('hx-replace-url', next)
  }
  return response
}

/** One is the beginning of the other, and nothing else differs. */
function isSameWord(before: Filters, after: Filters): boolean {
  const [short = '', long = ''] = [before.search, after.search].sort((a, b) => a.length - b.length)
  const rest = (filters: Filters) => String(writeFilters({ ...filters, search: '' }))
  return short !== '' && long.startsWith(short) && rest(before) === rest(after)
}

/** Everything of a person that a list shows: who it is, the profile, what a model said, and the marks. */
function readerKey(reader: Reader | null): unknown[] {
  if (reader === null) return ['visitor']
  const { talent, marks } = reader
  const sets = [[...marks.applied].flat(), [...marks.bookmarked], [...marks.hidden]]
  return [talent.id, talent.version, marks.evaluationVersion, ...sets, [...marks.picks.keys()]]
}

/** More than anybody hides before the list is made anew. */
const mostKept = 200
