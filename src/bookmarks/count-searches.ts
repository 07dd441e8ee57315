import { marksOf } from '../db/marks'
import type { SavedSearch } from '../db/saved-searches'
import { type Filters, readFilters } from '../jobs/filters'
import { eligibleJobs, type JobShelf } from '../jobs/list-jobs'
import { countJobs } from '../jobs/select-jobs'

/** A saved search as its list shows it. */
export type CountedSearch = { search: SavedSearch; filters: Filters; total: number }

/** How many jobs each saved search finds for this candidate now. */
export async function countSearches(
  shelf: JobShelf,
  { talentId, searches, today }: { talentId: string; searches: SavedSearch[]; today: string },
): Promise<CountedSearch[]> {
  const catalogue = await shelf.catalogue()
  const read = searches.map((search) => ({ search, filters: readFilters(new URLSearchParams(search.query)) }))
  const [marks, ...found] = await Promise.all([
    marksOf(shelf.database.db, talentId),
    // At most mostSearches, and what words find is remembered until the jobs change.
    ...read.map(({ filters }) => shelf.search(catalogue, filters.search)),
  ])
  return read.map(({ search, filters }, at) => {
    const eligible = eligibleJobs(catalogue, { marks, filters, today })
    return {
      search,
      filters,
      total: countJobs(catalogue.index, { filters, eligible, found: found[at] ?? null, today }),
    }
  })
}
