import { type FacetName, facetNames, unstated } from '../../src/jobs/facets'
import { type Filters, sorts, withoutValue, writeFilters } from '../../src/jobs/filters'
import type { JobPage } from '../../src/jobs/list-jobs'
import { paths } from '../../src/paths'
import { facetLabels, filterWords, sortWords, valueWord } from './facet-words'

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
  const markup = kept.get(isSignedIn) ?? String(<Choices page={page} isSignedIn={isSignedIn} />)
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

const hrefOf = (filters: Filters) => paths.jobs({ filters: writeFilters(filters) })

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

/** Nothing is left: which condition to drop, and how many jobs that would show. */
export function NothingFound({ page }: { page: JobPage }) {
  const { filters, selection } = page
  return (
    <section class="card empty">
      <h3>条件に合う案件はありません</h3>
      {selection.relaxations.length > 0 ? (
        <>
          <p>条件をひとつ外すと、次の案件が見つかります。</p>
          <ul class="links">
            {selection.relaxations.slice(0, 5).map(({ drop, total }) => (
              <li>
                <a href={hrefOf(dropped(filters, drop))} safe>{`${dropWord(filters, drop)}を外す（${total}件）`}</a>
              </li>
            ))}
          </ul>
        </>
      ) : selection.alone.length > 0 ? (
        <>
          <p>条件をひとつ外しても見つかりませんでした。ひとつだけにすると、次の案件が見つかります。</p>
          <ul class="links">
            {selection.alone.slice(0, 5).map(({ keep, total }) => (
              <li>
                <a href={hrefOf(kept(filters, keep))} safe>{`${keepWord(filters, keep)}だけにする（${total}件）`}</a>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>条件をいくつか外してお試しください。</p>
      )}
      <a class="btn" href={paths.jobs()}>
        条件をすべて外す
      </a>
    </section>
  )
}

type Dropped = JobPage['selection']['relaxations'][number]['drop']

function dropped(filters: Filters, drop: Dropped): Filters {
  if (drop === 'search') return { ...filters, search: '' }
  if (drop === 'new') return { ...filters, isNewOnly: false }
  const { [drop]: _, ...chosen } = filters.chosen
  return { ...filters, chosen }
}

function kept(filters: Filters, keep: Dropped): Filters {
  const alone = { ...filters, search: '', chosen: {}, isNewOnly: false }
  if (keep === 'search') return { ...alone, search: filters.search }
  if (keep === 'new') return { ...alone, isNewOnly: true }
  return { ...alone, chosen: { [keep]: filters.chosen[keep] } }
}

function keepWord(filters: Filters, keep: Dropped): string {
  if (keep === 'search' || keep === 'new') return dropWord(filters, keep)
  return `${facetLabels[keep]}（${filters.chosen[keep]?.map((value) => valueWord(keep, value)).join('・')}）`
}

function dropWord(filters: Filters, drop: Dropped): string {
  if (drop === 'search') return `キーワード「${filters.search}」`
  return drop === 'new' ? '新着のみ' : facetLabels[drop]
}
