import { Elysia } from 'elysia'
import { BasicsForm, BasicsPage } from '../../views/profile/basics'
import { type CareerFocus, CareerForm, CareerPage } from '../../views/profile/career'
import { HubPage } from '../../views/profile/hub'
import { PreferencesForm, PreferencesPage } from '../../views/profile/preferences'
import type { SectionProps } from '../../views/profile/section'
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
import { conflictRoutes } from './conflict-routes'
import { checkPreferences, preferenceFields, readPreferences } from './preferences-form'
import { type ProfileChange, type ShownForm, saveProfile } from './save-profile'
import { readSeen, writeSeen } from './seen'
import { syncStateOf } from './sync-state'
import { fullName, type Talent } from './talent'
import { viewerOf } from './viewer'

type ProfileTools = GuardTools & { clock: Clock }

const skillNames = [...skillsByName.keys()]

const readWholeCareer = (form: Form) => readCareer(form, filledRows(form))
/** How each form would send back, untouched, what is stored. */
const basicsNow = (talent: Talent) => ({ ...readBasics(formOf(basicsFields(talent))) })
const careerNow = (talent: Talent) => ({ ...readWholeCareer(formOf(careerFields(talent))) })
const preferencesNow = (talent: Talent) => ({ ...readPreferences(formOf(preferenceFields(talent))) })

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
        isSaved: new URL(request.url).searchParams.get('saved') === '1',
      })
      return html(page, { isPrivate: true })
    })
    .use(basicsRoutes(tools))
    .use(careerRoutes(tools))
    .use(preferencesRoutes(tools))
    .use(conflictRoutes(tools))
}

function basicsRoutes(tools: GuardTools) {
  const show = (request: Request, row: TalentRow, form: Form, errors: FormErrors | null) =>
    wantsFragment(request)
      ? fragment(BasicsForm({ form, errors }), errors)
      : page(BasicsPage({ ...sectionOf(request, row), form, errors }), errors)
  return new Elysia({ name: 'profile-basics' })
    .get(paths.profile(), async ({ request }) => {
      const row = await requireTalent(tools, request)
      return show(request, row, shownForm(basicsFields(row.talent), readBasics), null)
    })
    .post(
      paths.profile(),
      async ({ request }) => {
        const row = await requireTalent(tools, request)
        const form = await readForm(request)
        const { values, errors } = checkForm(basicsSchema, readBasics(form))
        if (errors) return show(request, row, form, errors)
        return save(tools, request, row.id, { form, change: values, valuesNow: basicsNow })
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
      const form = shownForm(careerFields(row.talent), readWholeCareer)
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
        return save(tools, request, row.id, { form, change: values, valuesNow: careerNow })
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
      return show(request, row, shownForm(preferenceFields(row.talent), readPreferences), null)
    })
    .post(
      paths.preferences(),
      async ({ request }) => {
        const row = await requireTalent(tools, request)
        const form = await readForm(request)
        const { values, errors } = checkPreferences(readPreferences(form), row.talent, dayInTokyo(tools.clock()))
        if (errors) return show(request, row, form, errors)
        const change = values as ProfileChange
        return save(tools, request, row.id, { form, change, valuesNow: preferencesNow })
      },
      { parse: 'none' },
    )
}

type Wish = { form: Form; change: ProfileChange; valuesNow: ShownForm['valuesNow'] }

async function save(
  tools: GuardTools,
  request: Request,
  talentId: string,
  { form, change, valuesNow }: Wish,
): Promise<Response> {
  const path = new URL(request.url).pathname
  const shown = { seen: readSeen(form.text('seen')), valuesNow }
  const { outcome } = await saveProfile(tools, talentId, { change, form: shown })
  return seeOther(request, `${outcome === 'conflict' ? paths.profileConflicts() : path}?saved=1`)
}

/** The fields of a form that shows what is stored, with the note of what it shows. */
function shownForm(fields: URLSearchParams, read: (form: Form) => object): Form {
  fields.set('seen', writeSeen({ ...read(formOf(fields)) }))
  return formOf(fields)
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
