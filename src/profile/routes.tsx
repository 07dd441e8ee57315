import { Elysia } from 'elysia'
import { BasicsForm, BasicsPage } from '../../views/profile/basics'
import { type CareerFocus, CareerForm, CareerPage } from '../../views/profile/career'
import { HubPage } from '../../views/profile/hub'
import { PreferencesForm, PreferencesPage } from '../../views/profile/preferences'
import type { SectionProps, SyncState } from '../../views/profile/section'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import type { TalentRow } from '../db/talents'
import { checkForm, type Form, type FormErrors, formOf, readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { skillsByName } from '../matching/dictionary'
import { paths } from '../paths'
import { basicsFields, basicsSchema, readBasics } from './basics-form'
import { atFormRows, type CareerRows, careerFields, filledRows, readCareer, sentRows } from './career-form'
import { checkCareer } from './career-schema'
import { completenessPercent, profileItems } from './completeness'
import { checkPreferences, preferenceFields, readPreferences } from './preferences-form'
import { type ProfileChange, saveProfile } from './save-profile'
import { fullName } from './talent'
import { viewerOf } from './viewer'

type ProfileTools = GuardTools & { clock: Clock }

const skillNames = [...skillsByName.keys()]

export function profileRoutes(tools: ProfileTools) {
  return new Elysia({ name: 'profile' })
    .get(paths.mypage(), async ({ request }) => {
      const row = await requireTalent(tools, request)
      const items = profileItems(row.talent)
      const percent = completenessPercent(items)
      const page = HubPage({
        viewer: viewerOf(row),
        name: fullName(row.talent),
        items,
        percent,
        sync: syncStateOf(row),
      })
      return html(page, { isPrivate: true })
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

function careerRoutes(tools: ProfileTools) {
  type Shown = { form: Form; rows: CareerRows; errors: FormErrors | null; focus: CareerFocus }
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
      return show(request, row, { form, rows: withFirstRow(filledRows(form)), errors: null, focus: null })
    })
    .post(
      paths.career(),
      async ({ request }) => {
        const row = await requireTalent(tools, request)
        const form = await readForm(request)
        if (form.has('add') || form.has('remove'))
          return show(request, row, { form, ...changeRows(form), errors: null })
        const rows = filledRows(form)
        const { values, errors } = checkCareer(readCareer(form, rows), dayInTokyo(tools.clock()))
        if (errors)
          return show(request, row, { form, rows: sentRows(form), errors: atFormRows(errors, rows), focus: null })
        return save(tools, request, row, values, paths.career())
      },
      { parse: 'none' },
    )
}

function preferencesRoutes(tools: ProfileTools) {
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
        const { values, errors } = checkPreferences(readPreferences(form), row.talent, dayInTokyo(tools.clock()))
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

/**
 * The form's rows after 追加 or 削除 was pressed, and where to go on typing; empty rows stay, because they may be about
 * to be filled.
 */
function changeRows(form: Form): { rows: CareerRows; focus: CareerFocus } {
  const sent = sentRows(form)
  const [added, removed] = [listOf(form.text('add')), listOf(form.text('remove'))]
  if (added !== null) {
    const n = Math.max(-1, ...sent[added]) + 1
    return { rows: { ...sent, [added]: [...sent[added], n] }, focus: { list: added, n } }
  }
  if (removed === null) return { rows: sent, focus: null }
  const rest = sent[removed].filter((n) => `${removed}.${n}` !== form.text('remove'))
  return { rows: { ...sent, [removed]: rest }, focus: { list: removed, n: null } }
}

function listOf(pressed: string): keyof CareerRows | null {
  const list = pressed.replace(/\.\d+$/, '')
  return list === 'skills' || list === 'workHistory' || list === 'qualifications' ? list : null
}
