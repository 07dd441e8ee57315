import type { Filters } from '../../src/jobs/filters'
import type { JobPage } from '../../src/jobs/list-jobs'
import { paths } from '../../src/paths'
import { hrefOf } from './active-filters'
import { facetLabels, valueWord } from './facet-words'

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
