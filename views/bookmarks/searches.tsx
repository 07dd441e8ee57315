import type { CountedSearch } from '../../src/bookmarks/count-searches'
import { longestName } from '../../src/bookmarks/saved-search'
import { type Filters, writeFilters } from '../../src/jobs/filters'
import { paths } from '../../src/paths'
import { filterWords, sortWords } from '../jobs/facet-words'
import { ErrorSummary, type Errors, posts, TextField, takesFocus } from '../ui/form'
import type { Viewer } from '../ui/layout'
import { BookmarksFrame, NothingKept } from './frame'

export type SearchNotice = 'saved' | 'renamed' | 'deleted'
const doneWords: Record<SearchNotice, string> = {
  saved: '条件を保存しました。',
  renamed: '名前を変更しました。',
  deleted: '条件を削除しました。',
}

type SavedSearchesProps = { viewer: Viewer; searches: CountedSearch[]; notice: SearchNotice | null }

export function SavedSearchesPage({ viewer, searches, notice }: SavedSearchesProps): string {
  const done = notice && doneWords[notice]
  return (
    <BookmarksFrame viewer={viewer} title="保存した条件" current={paths.savedSearches()} done={done}>
      {searches.length === 0 ? (
        <NothingKept
          title="保存した条件はまだありません"
          text="案件を絞り込んで「この条件を保存」を押すと、次から1回で開けます。"
        />
      ) : (
        <ul class="stack">
          {searches.map((counted) => (
            <li>
              <SavedSearchCard counted={counted} />
            </li>
          ))}
        </ul>
      )}
    </BookmarksFrame>
  ) as string
}

function SavedSearchCard({ counted: { search, filters, total } }: { counted: CountedSearch }) {
  return (
    <article class="card stack tight" aria-labelledby={`search-${search.id}`}>
      <h2 class="title" id={`search-${search.id}`} safe>
        {search.name}
      </h2>
      <Conditions filters={filters} />
      <p class="links">
        <a href={paths.jobs({ filters: writeFilters(filters) })}>
          <span safe>{`${total}件の案件を見る`}</span>
          <Whose name={search.name} />
        </a>
        <a href={paths.savedSearchName(search.id)}>
          名前を変更
          <Whose name={search.name} />
        </a>
        <a href={paths.savedSearchDeletion(search.id)}>
          削除
          <Whose name={search.name} />
        </a>
      </p>
    </article>
  )
}

const Whose = ({ name }: { name: string }) => <span class="vh" safe>{`：${name}`}</span>

function Conditions({ filters }: { filters: Filters }) {
  const order = filters.sort === 'recommended' ? [] : [sortWords[filters.sort]]
  return (
    <ul class="chips" aria-label="条件">
      {[...filterWords(filters), ...order].map((words) => (
        <li class="chip" data-kind="plain" safe>
          {words}
        </li>
      ))}
    </ul>
  )
}

type SearchFormProps = { filters: Filters; name: string; errors: Errors }

/** Stands in the list with htmx, on a page of its own without; where the link to it stood. */
export function SaveSearchForm({ filters, name, errors }: SearchFormProps) {
  const query = writeFilters(filters)
  return (
    <form id="save-search" class="card form" {...posts(paths.savedSearches())}>
      <ErrorSummary errors={errors} />
      <NameField name={name} errors={errors} hasFocus={errors === null} />
      <input type="hidden" name="conditions" value={String(query)} />
      <p class="actions">
        <button type="submit" class="btn primary" data-busy="保存しています…">
          この条件を保存する
        </button>
        <a class="btn" href={paths.jobs({ filters: query })}>
          やめる
        </a>
      </p>
    </form>
  )
}

function NameField({ name, errors, hasFocus }: { name: string; errors: Errors; hasFocus?: boolean }) {
  return (
    <TextField
      label="条件の名前"
      name="name"
      value={name}
      errors={errors}
      isRequired
      maxlength={longestName}
      hasFocus={hasFocus}
    />
  )
}

/** In the place of the form that saved it. */
export function SearchSaved({ name }: { name: string }) {
  return (
    <p id="save-search" class="done-note">
      <span>
        <b safe>{`「${name}」`}</b>を保存しました。{' '}
        <a href={paths.savedSearches()} {...takesFocus}>
          保存した条件を見る
        </a>
      </span>
    </p>
  )
}

export function NewSearchPage({ viewer, ...form }: SearchFormProps & { viewer: Viewer }): string {
  return (
    <BookmarksFrame viewer={viewer} title="条件を保存" current={paths.newSavedSearch()} errors={form.errors}>
      <Conditions filters={form.filters} />
      <SaveSearchForm {...form} />
    </BookmarksFrame>
  ) as string
}

type OwnSearchProps = { viewer: Viewer; id: string; name: string; filters: Filters }

export function RenameSearchPage({ viewer, id, name, filters, errors }: OwnSearchProps & { errors: Errors }): string {
  return (
    <BookmarksFrame viewer={viewer} title="名前を変更" current={paths.savedSearchName(id)} errors={errors}>
      <Conditions filters={filters} />
      <form class="card form" method="post" action={paths.savedSearchName(id)} novalidate>
        <ErrorSummary errors={errors} />
        <NameField name={name} errors={errors} />
        <p class="actions">
          <button type="submit" class="btn primary">
            変更する
          </button>
          <BackToSearches />
        </p>
      </form>
    </BookmarksFrame>
  ) as string
}

export function DeleteSearchPage({ viewer, id, name, filters }: OwnSearchProps): string {
  return (
    <BookmarksFrame viewer={viewer} title="条件を削除" current={paths.savedSearchDeletion(id)}>
      <form class="card form" method="post" action={paths.savedSearchDeletion(id)}>
        <p>
          <b safe>{`「${name}」`}</b>を削除しますか。案件や応募には影響しません。
        </p>
        <Conditions filters={filters} />
        <p class="actions">
          <button type="submit" class="btn danger">
            削除する
          </button>
          <BackToSearches />
        </p>
      </form>
    </BookmarksFrame>
  ) as string
}

const BackToSearches = () => (
  <a class="btn" href={paths.savedSearches()}>
    やめる
  </a>
)
