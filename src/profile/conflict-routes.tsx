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
      const isSaved = new URL(request.url).searchParams.get('saved') === '1'
      if (Object.keys(row.conflicts).length > 0) return show(row, { hasChangedAgain: false, isSaved })
      return seeOther(request, isSaved ? `${paths.mypage()}?saved=1` : paths.mypage())
    })
    .post(
      paths.profileConflicts(),
      async ({ request }) => {
        const row = await requireTalent(tools, request)
        const choice = readChoice(await readForm(request))
        const { outcome } = await settleConflict(tools, row.id, choice)
        switch (outcome) {
          case 'settled':
            return seeOther(request, `${paths.profileConflicts()}?saved=1`)
          case 'no-conflict':
            return seeOther(request, paths.profileConflicts())
          case 'changed-again':
            return show(await requireTalent(tools, request), { hasChangedAgain: true, isSaved: false })
        }
      },
      { parse: 'none' },
    )
}

function readChoice(form: Form): Choice {
  const [field, keeps] = [form.text('field'), form.text('keeps')]
  if (!isEditable(field) || (keeps !== 'mine' && keeps !== 'theirs')) throw new BadRequest('not a choice')
  return { field, keeps, seen: form.text('seen') }
}

function show(row: TalentRow, notes: { hasChangedAgain: boolean; isSaved: boolean }): Response {
  const conflicts = Object.entries(row.conflicts).flatMap(([field, theirs]) =>
    isEditable(field) ? [{ field, mine: row.talent[field], theirs, seen: fingerprint(theirs) }] : [],
  )
  const markup = ConflictsPage({ viewer: viewerOf(row), conflicts, ...notes })
  return html(markup, { status: notes.hasChangedAgain ? 409 : 200, isPrivate: true })
}
