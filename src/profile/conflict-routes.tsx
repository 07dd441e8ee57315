import { Elysia } from 'elysia'
import { ConflictsPage } from '../../views/profile/conflicts'
import { type GuardTools, requireTalent } from '../accounts/guard'
import type { TalentRow } from '../db/talents'
import { BadRequest } from '../http/errors'
import { type Form, readForm } from '../http/form'
import { html, seeOther } from '../http/html'
import { paths } from '../paths'
import { fingerprint, isEditable } from './merge'
import { type Choice, settleConflict } from './settle-conflict'
import { viewerOf } from './viewer'

/** Where staff and the candidate changed the same field: both values, and the choice. */
export function conflictRoutes(tools: GuardTools) {
  return new Elysia({ name: 'profile-conflicts' })
    .get(paths.profileConflicts(), async ({ request }) => {
      const row = await requireTalent(tools, request)
      const hasConflicts = Object.keys(row.conflicts).length > 0
      return hasConflicts ? show(row, { hasChangedAgain: false }) : seeOther(request, paths.mypage())
    })
    .post(
      paths.profileConflicts(),
      async ({ request }) => {
        const row = await requireTalent(tools, request)
        const choice = readChoice(await readForm(request))
        const { outcome } = await settleConflict(tools, row.id, choice)
        if (outcome !== 'changed-again') return seeOther(request, paths.profileConflicts())
        return show(await requireTalent(tools, request), { hasChangedAgain: true })
      },
      { parse: 'none' },
    )
}

function readChoice(form: Form): Choice {
  const [field, keeps] = [form.text('field'), form.text('keeps')]
  if (!isEditable(field) || (keeps !== 'mine' && keeps !== 'theirs')) throw new BadRequest('not a choice')
  return { field, keeps, seen: form.text('seen') }
}

function show(row: TalentRow, { hasChangedAgain }: { hasChangedAgain: boolean }): Response {
  const conflicts = Object.entries(row.conflicts).flatMap(([field, theirs]) =>
    isEditable(field) ? [{ field, mine: row.talent[field], theirs, seen: fingerprint(theirs) }] : [],
  )
  const markup = ConflictsPage({ viewer: viewerOf(row), conflicts, hasChangedAgain })
  return html(markup, { status: hasChangedAgain ? 409 : 200, isPrivate: true })
}
