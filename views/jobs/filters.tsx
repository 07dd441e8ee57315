import { type FacetName, facetNames, unstated } from '../../src/jobs/facets'
import type { Filters } from '../../src/jobs/filters'
import type { JobPage } from '../../src/jobs/list-jobs'
import { paths } from '../../src/paths'
import { flat } from '../flat'
import { facetLabels, filterWords, valueWord } from './facet-words'

type FilterProps = { page: JobPage; isSignedIn: boolean }

/** The search box and every facet; what they find stands in `#job-list`. Without JavaScript the button sends it. */
export function FilterForm({ page, isSignedIn }: FilterProps) {
  const { filters } = page
  const live = {
    'hx-get': paths.jobs(),
    'hx-target': '#job-list',
    'hx-swap': 'outerHTML',
    'hx-push-url': 'true',
    // What is typed is no `change` as well: it comes when a job is pressed, and a new list under the finger loses the press.
    'hx-trigger': 'submit, change target:.opt>input, input changed delay:300ms from:#q',
    'hx-sync': 'this:replace',
    'hx-indicator': '#job-list',
  }
  return (
    <search aria-label="案件の絞り込み">
      <form id="filters" class="card facets" method="get" action={paths.jobs()} {...live}>
        <div class="field">
          <label for="q">キーワード</label>
          <div class="control">
            <input
              type="search"
              id="q"
              name="q"
              value={filters.search}
              maxlength="200"
              enterkeyhint="search"
              aria-describedby="q-hint"
            />
            <button type="submit" class="btn primary only-narrow">
              探す
            </button>
          </div>
          <p class="hint" id="q-hint">
            例：Go 決済 -SES　"要件定義"
          </p>
        </div>
        <details id="filter-list">
          <summary>
            条件で絞り込む
            <ChosenWords filters={filters} />
          </summary>
          <FacetGroups page={page} isSignedIn={isSignedIn} />
        </details>
      </form>
    </search>
  )
}

/** What is chosen, beside the folded list on a phone. */
export function ChosenWords({ filters }: { filters: Filters }) {
  return (
    <span class="muted" id="chosen-words" safe>
      {filterWords({ ...filters, search: '' }).join('、')}
    </span>
  )
}

/** The choices with their counts; htmx gets them anew with every answer. */
export function FacetGroups({ page, isSignedIn }: FilterProps) {
  const { filters } = page
  return (
    <div class="stack" id="facet-groups">
      {filters.sort === 'recommended' ? null : <input type="hidden" name="sort" value={filters.sort} />}
      {keptChoices(page, isSignedIn) as 'safe'}
      <button type="submit" class="btn primary block" id="show-found">
        この条件で探す
        <span class="live">（{page.total}件）</span>
      </button>
    </div>
  )
}

const choicesKept = new WeakMap<JobPage['selection'], Map<boolean, string>>()

/** Rendered once for a selection, which is remembered from page to page and is of one set of filters. */
function keptChoices(page: JobPage, isSignedIn: boolean): string {
  const kept = choicesKept.get(page.selection) ?? new Map<boolean, string>()
  const markup = kept.get(isSignedIn) ?? flat(String(<Choices page={page} isSignedIn={isSignedIn} />))
  choicesKept.set(page.selection, kept.set(isSignedIn, markup))
  return markup
}

function Choices({ page: { filters, selection }, isSignedIn }: FilterProps) {
  return (
    <>
      <fieldset>
        <legend>表示</legend>
        <Choice
          id="new"
          name="new"
          value="1"
          isChosen={filters.isNewOnly}
          label="新着のみ（14日以内）"
          count={selection.newCount}
        />
        {isSignedIn ? (
          <Choice
            id="applied"
            name="applied"
            value="1"
            isChosen={filters.withApplied}
            label="応募済みも表示"
            count={null}
          />
        ) : null}
      </fieldset>
      {facetNames.map((facet) => (
        <Facet facet={facet} filters={filters} counts={selection.counts[facet]} />
      ))}
    </>
  )
}

/** Beyond these a facet's further values are folded away. */
const shownValues = 6
const mostValues = 40

function Facet({ facet, filters, counts }: { facet: FacetName; filters: Filters; counts: Map<string, number> }) {
  const chosen = filters.chosen[facet] ?? []
  const values = inOrder(facet, counts, chosen)
  if (values.length === 0) return ''
  const item = (value: string) => (
    <Choice
      id={`${facet}-${values.indexOf(value)}`}
      name={facet}
      value={value}
      isChosen={chosen.includes(value)}
      label={valueWord(facet, value)}
      count={counts.get(value) ?? 0}
    />
  )
  const first = values.filter((value, at) => at < shownValues || chosen.includes(value))
  const rest = values.filter((value) => !first.includes(value))
  return (
    <fieldset>
      <legend safe>{facetLabels[facet]}</legend>
      {first.map(item)}
      {rest.length > 0 ? (
        <details id={`more-${facet}`}>
          <summary>
            ほか<span safe>{`${rest.length}件`}</span>
            <span class="vh" safe>{`の${facetLabels[facet]}`}</span>
          </summary>
          {rest.map(item)}
        </details>
      ) : null}
    </fieldset>
  )
}

const stepped: FacetName[] = ['rate', 'days', 'office', 'interviews', 'payment', 'start']
const startOrder = ['soon', 'next', 'later']

/** Steps in their own order, names by how many jobs they have; 記載なし last. A chosen value is always there. */
function inOrder(facet: FacetName, counts: Map<string, number>, chosen: string[]): string[] {
  const values = [...counts].filter(([value, count]) => count > 0 || chosen.includes(value)).map(([value]) => value)
  const place = (value: string) => {
    if (value === unstated) return Number.MAX_SAFE_INTEGER
    if (!stepped.includes(facet)) return -(counts.get(value) ?? 0)
    return facet === 'start' ? startOrder.indexOf(value) : value === 'over' ? 1_000 : Number(value)
  }
  return values.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1)).slice(0, mostValues)
}

type ChoiceProps = { id: string; name: string; value: string; isChosen: boolean; label: string; count: number | null }

function Choice({ id, name, value, isChosen, label, count }: ChoiceProps) {
  return (
    <label class="opt">
      <input type="checkbox" id={id} name={name} value={value} checked={isChosen} />
      <span safe>{label}</span>
      {count === null ? null : (
        <span class="n" safe>
          {String(count)}
        </span>
      )}
    </label>
  )
}
