import { Elysia } from 'elysia'
import { FoldedQuestion, NoQuestion, QuestionPage } from '../../views/questions/question'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { skipQuestion } from '../db/match-answers'
import { BadRequest } from '../http/errors'
import { formOf, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import type { JobShelf } from '../jobs/list-jobs'
import { listPathOf } from '../jobs/list-path'
import { questionKey } from '../matching/question'
import { paths } from '../paths'
import { completenessPercent, profileItems } from '../profile/completeness'
import { viewerOf } from '../profile/viewer'
import { answerQuestion, questionNamed } from './answer'
import { openQuestionFinder } from './next-question'

const noForm = formOf(new URLSearchParams())

/** The one question whose answer makes the match of most jobs clearer, on its own page and above the list. */
export function questionRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  const findQuestion = openQuestionFinder(tools.shelf)
  return new Elysia({ name: 'questions' })
    .get(paths.question(), async ({ request }) => {
      const talent = await requireTalent(tools, request)
      const found = await findQuestion(talent, dayInTokyo(tools.clock()))
      const completeness = completenessPercent(profileItems(talent.talent))
      const next = listPathOf(new URL(request.url).searchParams.get('next'))
      const asked = found && { question: found.question, worth: found, form: noForm, errors: null, next }
      if (wantsFragment(request))
        return html(String(asked ? FoldedQuestion(asked) : NoQuestion({ completeness })), { isPrivate: true })
      return html(QuestionPage({ viewer: viewerOf(talent), asked, completeness }), { isPrivate: true })
    })
    .post(
      paths.question(),
      async ({ request }) => {
        const talent = await requireTalent(tools, request)
        const form = await readForm(request)
        const question = questionNamed(form.text('question'))
        if (question === null) throw new BadRequest('a question that is never asked')
        const next = listPathOf(form.text('next'))
        const today = dayInTokyo(tools.clock())
        if (form.has('skip')) {
          await skipQuestion(tools.database.db, {
            talentId: talent.id,
            question: questionKey(question),
            skippedAt: tools.clock(),
          })
          return seeOther(request, next)
        }
        const result = await answerQuestion(tools, { talentId: talent.id, question, form, today })
        if (result.outcome !== 'refused') return seeOther(request, result.outcome === 'saved' ? withNotice(next) : next)
        const asked = { question, worth: null, form, errors: result.errors, next }
        return html(QuestionPage({ viewer: viewerOf(talent), asked, completeness: null }), {
          status: 422,
          isPrivate: true,
        })
      },
      { parse: 'none' },
    )
}

function withNotice(path: string): string {
  const url = new URL(path, 'http://localhost')
  url.searchParams.delete('page')
  url.searchParams.delete('from')
  url.searchParams.set('answered', '1')
  return `${url.pathname}${url.search}`
}
