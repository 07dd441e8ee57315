import { Elysia } from 'elysia'
import { BasicsForm, BasicsPage } from '../../views/profile/basics'
import { CareerForm, CareerPage } from '../../views/profile/career'
import { HubPage } from '../../views/profile/hub'
import { PreferencesForm, PreferencesPage } from '../../views/profile/preferences'
import type { SectionProps, SyncState } from '../../views/profile/section'
import { type GuardTools, requireTalent } from '../accounts/guard'
import type { TalentRow } from '../db/talents'
import { checkForm, type Form, type FormErrors, formOf, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { skillsByName } from '../matching/dictionary'
import { paths } from '../paths'
import { basicsFields, basicsSchema, readBasics } from './basics-form'
import { atFormRows, type CareerRows, careerFields, careerSchema, filledRows, readCareer } from './career-form'
import { completenessPercent, profileItems } from './completeness'
import { preferenceFields, preferencesSchema, readPreferences } from './preferences-form'
import { type ProfileChange, saveProfile } from './save-profile'
import { fullName } from './talent'
import { viewerOf } from './viewer'

const skillNames = [...skillsByName.keys()]

export function profileRoutes(tools: GuardTools) {
  return new Elysia({ name: 'profile' })
    .get(paths.mypage(), async ({ request }) => {
      const row = await requireTalent(tools, request)
      const items = profileItems(row.talent)
      const { email } = row.talent
      const percent = completenessPercent(items)
      return html(
        HubPage({ viewer: viewerOf(row), name: fullName(row.talent), email, items, percent, sync: syncStateOf(row) }),
        {
          isPrivate: true,
        },
      )
    })
    .use(basicsRoutes(tools))
    .use(careerRoutes(tools))
    .use(preferencesRoutes(tools))
}

function basicsRoutes(tools: GuardTools) {
  const show = (request: Request, row: TalentRow, form: Form, errors: FormErrors | null) =>
    wantsFragment(request)
      ? fragment(BasicsForm({ form, errors }), errors)
      : page(BasicsPage({ ...sectionOf(request, row), form, errors }), errors)
  return new Elysia({ name: 'profile-basics' })
    .get(paths.profile(), async ({ request }) => {
      const row = await requireTalent(tools, request)
      return show(request, row, formOf(basicsFields(row.talent)), null)
    })
    .post(
      paths.profile(),
      async ({ request }) => {
        const row = await requireTalent(tools, request)
        const form = await readForm(request)
        const { values, errors } = checkForm(basicsSchema, readBasics(form))
        if (errors) return show(request, row, form, errors)
        return save(tools, request, row, values, paths.profile())
      },
      { parse: 'none' },
    )
}

function careerRoutes(tools: GuardTools) {
  type Shown = { form: Form; rows: CareerRows; errors: FormErrors | null }
  const show = (request: Request, row: TalentRow, shown: Shown) => {
    const props = { ...shown, skillNames }
    return wantsFragment(request)
      ? fragment(CareerForm(props), shown.errors)
      : page(CareerPage({ ...sectionOf(request, row), ...props }), shown.errors)
  }
  return new Elysia({ name: 'profile-career' })
    .get(paths.career(), async ({ request }) => {
      const row = await requireTalent(tools, request)
      const form = formOf(careerFields(row.talent))
      return show(request, row, { form, rows: withFirstRow(filledRows(form)), errors: null })
    })
    .post(
      paths.career(),
      async ({ request }) => {
        const row = await requireTalent(tools, request)
        const form = await readForm(request)
        if (form.has('add') || form.has('remove'))
          return show(request, row, { form, rows: changedRows(form), errors: null })
        const rows = filledRows(form)
        const { values, errors } = checkForm(careerSchema, readCareer(form, rows))
        if (errors) return show(request, row, { form, rows, errors: atFormRows(errors, rows) })
        return save(tools, request, row, values, paths.career())
      },
      { parse: 'none' },
    )
}

function preferencesRoutes(tools: GuardTools) {
  const show = (request: Request, row: TalentRow, form: Form, errors: FormErrors | null) =>
    wantsFragment(request)
      ? fragment(PreferencesForm({ form, errors }), errors)
      : page(PreferencesPage({ ...sectionOf(request, row), form, errors }), errors)
  return new Elysia({ name: 'profile-preferences' })
    .get(paths.preferences(), async ({ request }) => {
      const row = await requireTalent(tools, request)
      return show(request, row, formOf(preferenceFields(row.talent)), null)
    })
    .post(
      paths.preferences(),
      async ({ request }) => {
        const row = await requireTalent(tools, request)
        const form = await readForm(request)
        const { values, errors } = checkForm(preferencesSchema, readPreferences(form))
        if (errors) return show(request, row, form, errors)
        return save(tools, request, row, values as ProfileChange, paths.preferences())
      },
      { parse: 'none' },
    )
}

async function save(
  tools: GuardTools,
  request: Request,
  row: TalentRow,
  change: ProfileChange,
  path: string,
): Promise<Response> {
  await saveProfile(tools, row.id, change)
  return seeOther(request, `${path}?saved=1`)
}

const fragment = (markup: unknown, errors: FormErrors | null) =>
  html(String(markup), { status: errors ? 422 : 200, isPrivate: true })
const page = (markup: string, errors: FormErrors | null) =>
  html(markup, { status: errors ? 422 : 200, isPrivate: true })

function sectionOf(request: Request, row: TalentRow): SectionProps {
  return {
    viewer: viewerOf(row),
    sync: syncStateOf(row),
    isSaved: new URL(request.url).searchParams.get('saved') === '1',
  }
}

function syncStateOf(row: TalentRow): SyncState {
  if (row.refusal !== null) return 'needs-attention'
  return Object.keys(row.unsentFields).length > 0 ? 'sending' : 'delivered'
}

/** A list without rows offers an empty one to start with. */
function withFirstRow(rows: CareerRows): CareerRows {
  const first = (list: number[]) => (list.length > 0 ? list : [0])
  return {
    skills: first(rows.skills),
    workHistory: first(rows.workHistory),
    qualifications: first(rows.qualifications),
  }
}

/** The form's rows after 追加 or 削除 was pressed; empty rows stay, because they may be about to be filled. */
function changedRows(form: Form): CareerRows {
  const removed = form.text('remove')
  const rowsOf = (list: keyof CareerRows) => {
    const rows = form.rows(list).filter((n) => `${list}.${n}` !== removed)
    return form.text('add') === list ? [...rows, Math.max(-1, ...form.rows(list)) + 1] : rows
  }
  return { skills: rowsOf('skills'), workHistory: rowsOf('workHistory'), qualifications: rowsOf('qualifications') }
}
