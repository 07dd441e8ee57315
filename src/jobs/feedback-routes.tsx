import { Elysia } from 'elysia'
import { FeedbackForm, FeedbackPage } from '../../views/jobs/feedback'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { longestReason, saveFeedback } from '../db/match-answers'
import { NotFound } from '../http/errors'
import { type FormErrors, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { multiline } from '../http/normalise'
import { engineVersion } from '../matching/engine'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import type { Queue } from '../queue/queue'
import type { JobShelf } from './list-jobs'
import { showJob } from './show-job'

/** 「参考になった / 違う」: what a candidate thinks of a match, for the agency's staff. */
export function feedbackRoutes(tools: GuardTools & { shelf: JobShelf; queue: Queue; clock: Clock }) {
  return new Elysia({ name: 'match-feedback' }).post(
    '/jobs/:id/feedback',
    async ({ request, params }) => {
      const talent = await requireTalent(tools, request)
      const form = await readForm(request)
      const shown = await showJob(tools.shelf, params.id, talent, dayInTokyo(tools.clock()))
      if (shown === null || 'closed' in shown || shown.match === null) throw new NotFound()
      const given = { helpful: form.text('helpful'), reason: multiline(form.text('reason')) }
      const { job, match } = shown
      const errors = problemsOf(given)
      if (errors) {
        const props = { job, given, errors, isSaved: false }
        const markup = wantsFragment(request)
          ? String(FeedbackForm(props))
          : FeedbackPage({ viewer: viewerOf(talent), ...props })
        return html(markup, { status: 422, isPrivate: true })
      }
      const row = {
        talentId: talent.id,
        jobId: job.id,
        isHelpful: given.helpful === '1',
        reason: given.reason,
        score: match.score,
        engine: engineVersion,
        givenAt: tools.clock(),
      }
      await tools.database.transaction(async (tx) => {
        // Staff read it in kintone, with the match.
        if (await saveFeedback(tx, row))
          await tools.queue.send(tx, 'recommend', { talentId: row.talentId }, { key: row.talentId })
      })
      if (!wantsFragment(request)) return seeOther(request, `${paths.job(job.id)}?feedback=1#feedback`)
      return html(String(FeedbackForm({ job, given, errors: null, isSaved: true })), { isPrivate: true })
    },
    { parse: 'none' },
  )
}

function problemsOf({ helpful, reason }: { helpful: string; reason: string }): FormErrors | null {
  if (helpful !== '1' && helpful !== '0') return { helpful: '「参考になった」か「違う」を選んでください' }
  if (reason.length > longestReason)
    return { reason: `理由を${longestReason.toLocaleString()}文字以内で入力してください` }
  return null
}
