import { Elysia } from 'elysia'
import { HiddenCardFragment, RestoredCardFragment } from '../../views/bookmarks/fragments'
import { Bookmark, Hiding } from '../../views/jobs/marks'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { marksOf } from '../db/marks'
import type { TalentRow } from '../db/talents'
import { BadRequest, NotFound } from '../http/errors'
import { readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { refererPath } from '../http/referer'
import { noFilters, readFilters } from '../jobs/filters'
import type { Job } from '../jobs/job'
import { type JobShelf, listJobs } from '../jobs/list-jobs'
import { paths } from '../paths'
import { type Mark, markJob } from './mark-job'
import { listedCard } from './marked-jobs'

type MarkTools = GuardTools & { shelf: JobShelf; clock: Clock }

/** 気になる and 興味なし, each brought into the state that is asked for. */
export function markRoutes(tools: MarkTools) {
  return new Elysia({ name: 'marks' })
    .post('/jobs/:id/bookmark', ({ request, params }) => answerMark(tools, request, params.id, 'bookmarked'), {
      parse: 'none',
    })
    .post('/jobs/:id/hidden', ({ request, params }) => answerMark(tools, request, params.id, 'hidden'), {
      parse: 'none',
    })
}

async function answerMark(tools: MarkTools, request: Request, jobId: string, mark: Mark): Promise<Response> {
  const talent = await requireTalent(tools, request, 'mark')
  const form = await readForm(request)
  const wanted = form.text('on')
  if (wanted !== '0' && wanted !== '1') throw new BadRequest('a mark without its state')
  const isOn = wanted === '1'
  const done = await markJob(tools.database, { talentId: talent.id, jobId, mark, isOn }, tools.clock())
  switch (done.outcome) {
    case 'job-not-found':
      throw new NotFound()
    case 'too-many':
      return seeOther(request, listOf[mark]({ notice: 'full' }))
    case 'marked': {
      if (!wantsFragment(request)) return seeOther(request, wayBack(tools, request, { jobId, mark, isOn }))
      const { job } = done
      if (mark === 'bookmarked') return fragment(Bookmark({ job, isOn }))
      if (!form.has('card')) return fragment(Hiding({ job, isOn }))
      return fragment(await cardAnswer(tools, request, { talent, job, isOn }))
    }
  }
}

const listOf: Record<Mark, (query: { notice: string }) => string> = {
  bookmarked: paths.bookmarks,
  hidden: paths.hiddenJobs,
}

const fragment = (markup: JSX.Element) => html(String(markup), { isPrivate: true })

/** To the page the form stood on. The list says what was hidden and offers it back. */
function wayBack(
  { config }: MarkTools,
  request: Request,
  { jobId, mark, isOn }: { jobId: string; mark: Mark; isOn: boolean },
): string {
  const from = new URL(refererPath(request, config.appUrl) ?? paths.job(jobId), config.appUrl)
  from.searchParams.delete('hidden')
  if (mark === 'hidden' && isOn && from.pathname === paths.jobs()) from.searchParams.set('hidden', jobId)
  return `${from.pathname}${from.search}`
}

/** What takes the place of a card, with the new numbers of the list it stands in. */
async function cardAnswer(
  { shelf, clock }: MarkTools,
  request: Request,
  { talent, job, isOn }: { talent: TalentRow; job: Job; isOn: boolean },
) {
  const today = dayInTokyo(clock())
  const shown = request.headers.get('hx-current-url') ?? ''
  const filters = URL.canParse(shown) ? readFilters(new URL(shown).searchParams) : noFilters
  const reader = { talent, marks: await marksOf(shelf.database.db, talent.id) }
  const page = await listJobs(shelf, { reader, filters, page: 1, today })
  if (isOn) return HiddenCardFragment({ job, page })
  return RestoredCardFragment({ listed: await listedCard(shelf, talent, job, today), today, page })
}
