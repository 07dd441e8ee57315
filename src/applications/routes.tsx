import { Elysia } from 'elysia'
import { ApplicationDetailPage, type JustDone } from '../../views/applications/detail'
import { ApplicationListPage } from '../../views/applications/list'
import { NewApplicationPage } from '../../views/applications/new'
import { ApplicationStatusRegion } from '../../views/applications/status'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { applicationsOf, eventsOf, findApplication, findApplicationByKey } from '../db/applications'
import { findJob } from '../db/jobs'
import type { TalentRow } from '../db/talents'
import { NotFound } from '../http/errors'
import { type FormErrors, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { multiline } from '../http/normalise'
import { isListed } from '../jobs/job'
import { paths } from '../paths'
import { profileItems } from '../profile/completeness'
import { viewerOf } from '../profile/viewer'
import { applicationKey, canApplyAgain, canBeAnswered, isApplicationId } from './application'
import { apply } from './apply'
import { departureRoutes } from './departure-routes'

const messageMaximumLength = 2_000

export function applicationRoutes(tools: GuardTools & { clock: Clock }) {
  const { db } = tools.database
  return new Elysia({ name: 'applications' })
    .use(departureRoutes(tools))
    .get('/jobs/:id/application/new', async ({ request, params }) => {
      const talent = await requireTalent(tools, request)
      const existing = await findApplicationByKey(db, applicationKey(talent.id, params.id))
      if (existing && !canApplyAgain(existing.status)) return seeOther(request, paths.application(existing.id))
      return showConfirmation(tools, talent, params.id, { message: '', errors: null })
    })
    .post(
      '/jobs/:id/application',
      async ({ request, params }) => {
        const talent = await requireTalent(tools, request)
        const message = multiline((await readForm(request)).text('message'))
        if (message.length > messageMaximumLength) {
          const errors = { message: `メッセージを${messageMaximumLength.toLocaleString()}文字以内で入力してください` }
          return showConfirmation(tools, talent, params.id, { message, errors })
        }
        const result = await apply(tools, { talentId: talent.id, jobId: params.id, message }, tools.clock())
        switch (result.outcome) {
          case 'applied':
            return seeOther(request, `${paths.application(result.applicationId)}?applied=1`)
          case 'already-applied':
            return seeOther(request, paths.application(result.applicationId))
          case 'name-or-contact-missing':
            return showConfirmation(tools, talent, params.id, { message, errors: null })
          case 'job-not-found':
            throw new NotFound()
        }
      },
      { parse: 'none' },
    )
    .get(paths.applications(), async ({ request }) => {
      const talent = await requireTalent(tools, request)
      const applications = await applicationsOf(db, talent.id)
      return html(ApplicationListPage({ viewer: viewerOf(talent), applications, now: tools.clock() }), {
        isPrivate: true,
      })
    })
    .get('/applications/:id', async ({ request, params, query }) => {
      const talent = await requireTalent(tools, request)
      const application = isApplicationId(params.id) ? await findApplication(db, params.id, talent.id) : null
      if (application === null) throw new NotFound()
      const status = { application, events: await eventsOf(db, application.id), now: tools.clock() }
      if (wantsFragment(request)) {
        const hasGoneOn = query.shown !== undefined && query.shown !== application.status
        if (hasGoneOn) return seeOther(request, `${paths.application(application.id)}?left=1`)
        return html(String(ApplicationStatusRegion(status)), { isPrivate: true })
      }
      return html(ApplicationDetailPage({ viewer: viewerOf(talent), ...status, justDone: justDoneOf(query) }), {
        isPrivate: true,
      })
    })
}

const justDoneOf = (query: Record<string, string | undefined>): JustDone =>
  (['applied', 'left', 'decided'] as const).find((done) => query[done] === '1') ?? null

async function showConfirmation(
  tools: GuardTools & { clock: Clock },
  talent: TalentRow,
  jobId: string,
  entered: { message: string; errors: FormErrors | null },
): Promise<Response> {
  const row = await findJob(tools.database.db, jobId)
  if (row === null || !isListed(row.job, dayInTokyo(tools.clock()))) throw new NotFound()
  const missing = profileItems(talent.talent).filter((item) => !item.isFilled)
  const markup = NewApplicationPage({
    viewer: viewerOf(talent),
    job: row.job,
    talent: talent.talent,
    missing,
    canApply: canBeAnswered(talent.talent),
    ...entered,
  })
  return html(markup, { status: entered.errors ? 422 : 200, isPrivate: true })
}
