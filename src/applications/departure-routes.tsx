import { Elysia } from 'elysia'
import { DeparturePage, type DepartureProps } from '../../views/applications/departure'
import { type GuardTools, requireTalent } from '../accounts/guard'
import type { Clock } from '../clock'
import { type ApplicationRow, findApplication } from '../db/applications'
import type { TalentRow } from '../db/talents'
import { NotFound } from '../http/errors'
import { type Form, type FormErrors, readForm } from '../http/form'
import { html, seeOther } from '../http/html'
import { multiline } from '../http/normalise'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { type Departure, departureFrom, isApplicationId, isDeparture } from './application'
import { leave } from './leave'

const longestComment = 1_000
const reasons = [
  '他社で案件が決まった',
  '条件が希望と合わない',
  '稼働できる時期が変わった',
  '案件の内容が思っていたものと違った',
  '個人の事情',
  'その他',
] as const

type Wish = { reason: string; comment: string }
const noWish: Wish = { reason: '', comment: '' }

/** 応募取消 and 辞退. */
export function departureRoutes(tools: GuardTools & { clock: Clock }) {
  const path = '/applications/:id/departure'
  const find = async (talent: TalentRow, id: string): Promise<ApplicationRow> => {
    const row = isApplicationId(id) ? await findApplication(tools.database.db, id, talent.id) : null
    if (row === null) throw new NotFound()
    return row
  }
  return new Elysia({ name: 'application-departure' })
    .get(path, async ({ request, params }) => {
      const talent = await requireTalent(tools, request)
      const application = await find(talent, params.id)
      const departure = departureFrom(application.status)
      if (departure === null) return seeOther(request, paths.application(application.id))
      return show(talent, { application, departure, ...noWish, errors: null, hasMovedOn: false })
    })
    .post(
      path,
      async ({ request, params }) => {
        const talent = await requireTalent(tools, request)
        const application = await find(talent, params.id)
        const form = await readForm(request)
        const departure = departureNamed(form.text('departure')) ?? departureFrom(application.status)
        if (departure === null) return seeOther(request, outcomePath(application))
        const { wish, errors } = readWish(form, departure)
        if (errors) return show(talent, { application, departure, ...wish, errors, hasMovedOn: false })
        const reason = [wish.reason, wish.comment].filter(Boolean).join('\n')
        const step = { talentId: talent.id, applicationId: application.id, departure, reason }
        const result = await leave(tools, step, tools.clock())
        switch (result.outcome) {
          case 'left':
            return seeOther(request, outcomePath({ id: application.id, status: result.departure }))
          case 'not-possible':
            return seeOther(request, outcomePath({ id: application.id, status: result.status }))
          case 'moved-on': {
            const moved = { application: await find(talent, params.id), departure: result.departure }
            return show(talent, { ...moved, ...wish, errors: null, hasMovedOn: true })
          }
          case 'not-found':
            throw new NotFound()
        }
      },
      { parse: 'none' },
    )
}

/** Where a candidate reads what became of the wish to leave; a second click finds that the first has done it. */
const outcomePath = ({ id, status }: Pick<ApplicationRow, 'id' | 'status'>) =>
  `${paths.application(id)}?${isDeparture(status) ? 'left' : 'decided'}=1`

function show(talent: TalentRow, shown: Omit<DepartureProps, 'viewer' | 'reasons'>): Response {
  const markup = DeparturePage({ viewer: viewerOf(talent), reasons, ...shown })
  const status = shown.hasMovedOn ? 409 : shown.errors ? 422 : 200
  return html(markup, { status, isPrivate: true })
}

const departureNamed = (name: string): Departure | null =>
  name === 'withdrawn' || name === 'turned-down' ? name : null

function readWish(form: Form, departure: Departure): { wish: Wish; errors: FormErrors | null } {
  const wish = { reason: form.text('reason'), comment: multiline(form.text('comment')) }
  const errors: FormErrors = {}
  if (departureNamed(form.text('departure')) === null)
    errors.departure = '手続きの内容を確かめて、もう一度お送りください'
  const isKnown = reasons.some((reason) => reason === wish.reason)
  if (!isKnown && (departure === 'turned-down' || wish.reason !== '')) errors.reason = '理由を選択してください'
  if (wish.comment.length > longestComment)
    errors.comment = `担当者へのひとことは${longestComment.toLocaleString()}文字以内で入力してください`
  return { wish, errors: Object.keys(errors).length > 0 ? errors : null }
}
