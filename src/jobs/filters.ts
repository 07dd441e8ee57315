import { type FacetName, facetNames } from './facets'
import { longestSearch } from './search-query'

export const sorts = ['recommended', 'newest', 'rate', 'start'] as const
export type Sort = (typeof sorts)[number]

/** What a list is asked for: its whole state, as it stands in the URL. */
export type Filters = {
  search: string
  /** Facet → chosen values; a facet without a choice is absent. */
  chosen: Partial<Record<FacetName, string[]>>
  isNewOnly: boolean
  withApplied: boolean
  sort: Sort
}

export const noFilters: Filters = { search: '', chosen: {}, isNewOnly: false, withApplied: false, sort: 'recommended' }

const mostValues = 30
const longestValue = 60

/** Reads the URL; whatever is unknown, too long or nonsense is left out. */
export function readFilters(query: URLSearchParams): Filters {
  const chosen: Filters['chosen'] = {}
  for (const name of facetNames) {
    const values = query.getAll(name).filter((value) => value !== '' && value.length <= longestValue)
    if (values.length > 0) chosen[name] = [...new Set(values)].slice(0, mostValues)
  }
  return {
    search: (query.get('q') ?? '').slice(0, longestSearch).trim(),
    chosen,
    isNewOnly: query.get('new') === '1',
    withApplied: query.get('applied') === '1',
    sort: sorts.find((sort) => sort === query.get('sort')) ?? 'recommended',
  }
}

/** The reverse of readFilters, in one order, without what is not chosen. */
export function writeFilters({ search, chosen, isNewOnly, withApplied, sort }: Filters): URLSearchParams {
  const query = new URLSearchParams()
  if (search !== '') query.set('q', search)
  for (const name of facetNames) for (const value of chosen[name] ?? []) query.append(name, value)
  if (isNewOnly) query.set('new', '1')
  if (withApplied) query.set('applied', '1')
  if (sort !== 'recommended') query.set('sort', sort)
  return query
}

/** Without one value of a facet. */
export function withoutValue(filters: Filters, facet: FacetName, value: string): Filters {
  const { [facet]: values = [], ...others } = filters.chosen
  const rest = values.filter((one) => one !== value)
  return { ...filters, chosen: rest.length > 0 ? { ...others, [facet]: rest } : others }
}

/** Nothing narrows the list; the order is no narrowing. */
export const isUnfiltered = ({ search, chosen, isNewOnly }: Filters) =>
  search === '' && Object.keys(chosen).length === 0 && !isNewOnly
