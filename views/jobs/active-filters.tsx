import { facetNames } from '../../src/jobs/facets'
import { type Filters, sorts, withoutValue, writeFilters } from '../../src/jobs/filters'
import { paths } from '../../src/paths'
import { facetLabels, sortWords, valueWord } from './facet-words'

/** What narrows the list, each with its way out. */
export function ActiveFilters({ filters }: { filters: Filters }) {
  const chips = chipsOf(filters)
  if (chips.length === 0) return ''
  return (
    <>
      <ul class="chips active" aria-label="いまの条件">
        {chips.map(({ label, rest }) => (
          <li>
            <a class="chip" data-kind="active" href={hrefOf(rest)}>
              <span safe>{label}</span>
              <span aria-hidden="true">×</span>
              <span class="vh">を外す</span>
            </a>
          </li>
        ))}
        <li>
          <a class="chip" data-kind="plain" href={paths.jobs()}>
            すべて外す
          </a>
        </li>
      </ul>
      <SaveSearchLink filters={filters} />
    </>
  )
}

/** With htmx the form takes its place; a visitor is asked to sign in first. */
function SaveSearchLink({ filters }: { filters: Filters }) {
  const path = paths.newSavedSearch(writeFilters(filters))
  return (
    <p id="save-search">
      <a class="btn small" rel="nofollow" href={path} hx-get={path} hx-target="#save-search" hx-swap="outerHTML">
        この条件を保存
      </a>
    </p>
  )
}

/** The list with these conditions. */
export const hrefOf = (filters: Filters) => paths.jobs({ filters: writeFilters(filters) })

function chipsOf(filters: Filters): { label: string; rest: Filters }[] {
  const search = filters.search === '' ? [] : [{ label: `「${filters.search}」`, rest: { ...filters, search: '' } }]
  const values = facetNames.flatMap((facet) =>
    (filters.chosen[facet] ?? []).map((value) => ({
      label: `${facetLabels[facet]}：${valueWord(facet, value)}`,
      rest: withoutValue(filters, facet, value),
    })),
  )
  const fresh = filters.isNewOnly ? [{ label: '新着のみ', rest: { ...filters, isNewOnly: false } }] : []
  return [...search, ...values, ...fresh]
}

/** Links, so that the order is chosen with one tap and without JavaScript. */
export function SortLinks({ filters }: { filters: Filters }) {
  return (
    <nav class="sorts" aria-label="並び順">
      <ul>
        {sorts.map((sort) => (
          <li>
            <a href={hrefOf({ ...filters, sort })} aria-current={sort === filters.sort ? 'true' : undefined} safe>
              {sortWords[sort]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
