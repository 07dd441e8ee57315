import { Elysia } from 'elysia'
import {
  DeleteSearchPage,
  NewSearchPage,
  RenameSearchPage,
  SavedSearchesPage,
  SaveSearchForm,
  type SearchNotice,
  SearchSaved,
} from '../../views/bookmarks/searches'
import { filterWords } from '../../views/jobs/facet-words'
import { type GuardTools, requireTalent } from '../accounts/guard'
import { type Clock, dayInTokyo } from '../clock'
import { deleteSavedSearch, findSavedSearch, type SavedSearch, savedSearchesOf } from '../db/saved-searches'
import { BadRequest, NotFound } from '../http/errors'
import { readForm } from '../http/form'
import { html, seeOther, wantsFragment } from '../http/html'
import { type Filters, isUnfiltered, readFilters } from '../jobs/filters'
import type { JobShelf } from '../jobs/list-jobs'
import { paths } from '../paths'
import { viewerOf } from '../profile/viewer'
import { countSearches } from './count-searches'
import { renameSearch, type SaveRefusal, saveSearch } from './save-search'
import { isSavedSearchId, longestName, mostSearches, searchName } from './saved-search'

/** 保存した条件: made on the list, opened, renamed and deleted on a page of their own. */
export function searchRoutes(tools: GuardTools & { shelf: JobShelf; clock: Clock }) {
  const { db } = tools.database
  const own = async (request: Request, id: string) => {
    const talent = await requireTalent(tools, request, 'mark')
    const search = isSavedSearchId(id) ? await findSavedSearch(db, id, talent.id) : null
    if (search === null) throw new NotFound()
    return { talent, search, viewer: viewerOf(talent) }
  }
  return new Elysia({ name: 'saved-searches' })
    .get(paths.savedSearches(), async ({ request, query }) => {
      const talent = await requireTalent(tools, request)
      const searches = await savedSearchesOf(db, talent.id, mostSearches)
      const today = dayInTokyo(tools.clock())
      const counted = await countSearches(tools.shelf, { talentId: talent.id, searches, today })
      const notice = notices.find((name) => name === query.notice) ?? null
      return html(SavedSearchesPage({ viewer: viewerOf(talent), searches: counted, notice }), { isPrivate: true })
    })
    .get(paths.newSavedSearch(), async ({ request }) => {
      const talent = await requireTalent(tools, request)
      const filters = readFilters(new URL(request.url).searchParams)
      if (isUnfiltered(filters)) return seeOther(request, paths.jobs())
      const form = { filters, name: suggestedName(filters), errors: null }
      if (wantsFragment(request)) return html(String(SaveSearchForm(form)), { isPrivate: true })
      return html(NewSearchPage({ viewer: viewerOf(talent), ...form }), { isPrivate: true })
    })
    .post(
      paths.savedSearches(),
      async ({ request }) => {
        const talent = await requireTalent(tools, request, 'mark')
        const form = await readForm(request)
        const filters = readFilters(new URLSearchParams(form.text('conditions')))
        if (isUnfiltered(filters)) throw new BadRequest('a search without conditions')
        const name = searchName(form.text('name'))
        const refusal = await saveSearch(tools.database, { talentId: talent.id, name, filters }, tools.clock())
        if (refusal !== null) {
          const props = { filters, name, errors: { name: refusals[refusal] } }
          const isPart = wantsFragment(request)
          const page = isPart ? String(SaveSearchForm(props)) : NewSearchPage({ viewer: viewerOf(talent), ...props })
          return html(page, { status: 422, isPrivate: true })
        }
        if (wantsFragment(request)) return html(String(SearchSaved({ name })), { isPrivate: true })
        return seeOther(request, paths.savedSearches({ notice: 'saved' }))
      },
      { parse: 'none' },
    )
    .get('/bookmarks/searches/:id/name', async ({ request, params }) => {
      const { viewer, search } = await own(request, params.id)
      return html(RenameSearchPage({ viewer, ...shown(search), errors: null }), { isPrivate: true })
    })
    .post(
      '/bookmarks/searches/:id/name',
      async ({ request, params }) => {
        const { talent, viewer, search } = await own(request, params.id)
        const name = searchName((await readForm(request)).text('name'))
        const refusal = await renameSearch(tools.database, { id: search.id, talentId: talent.id, name })
        if (refusal === null) return seeOther(request, paths.savedSearches({ notice: 'renamed' }))
        const props = { ...shown(search), name, errors: { name: refusals[refusal] } }
        return html(RenameSearchPage({ viewer, ...props }), { status: 422, isPrivate: true })
      },
      { parse: 'none' },
    )
    .get('/bookmarks/searches/:id/deletion', async ({ request, params }) => {
      const { viewer, search } = await own(request, params.id)
      return html(DeleteSearchPage({ viewer, ...shown(search) }), { isPrivate: true })
    })
    .post(
      '/bookmarks/searches/:id/deletion',
      async ({ request, params }) => {
        const { talent, search } = await own(request, params.id)
        await deleteSavedSearch(db, search.id, talent.id)
        return seeOther(request, paths.savedSearches({ notice: 'deleted' }))
      },
      { parse: 'none' },
    )
}

const notices: SearchNotice[] = ['saved', 'renamed', 'deleted']

const shown = ({ id, name, query }: SavedSearch) => ({ id, name, filters: readFilters(new URLSearchParams(query)) })

/** The conditions in words, as many characters of them as a name has. */
function suggestedName(filters: Filters): string {
  const words = [...searchName(filterWords(filters).join('・'))]
  return words.length > longestName ? `${words.slice(0, longestName - 1).join('')}…` : words.join('')
}

const refusals: Record<SaveRefusal, string> = {
  missing: '名前を入力してください',
  'too-long': `名前を${longestName}文字以内で入力してください`,
  taken: '同じ名前の条件があります。別の名前を入力してください',
  'too-many': `保存できる条件は${mostSearches}件までです。使わない条件を削除してから、保存してください`,
  'too-complex': '条件が多すぎて保存できません。条件を減らしてから、保存してください',
}
