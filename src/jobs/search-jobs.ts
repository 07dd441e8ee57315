import type { Database } from '../db/client'
import { jobIdsFound } from '../db/jobs'
import { andNot, type Bits } from './bits'
import type { Catalogue } from './catalogue'
import { isEmptySearch, readSearch, type SearchQuery } from './search-query'

/** The jobs that words find, as slots of the catalogue; null when nothing was typed that could be looked for. */
export type JobFinder = (catalogue: Catalogue, typed: string) => Promise<Bits | null>

/** Searches whose answers are kept; each costs a bit for every open job. */
const searchesKept = 200

/** Asks the database once for each search and version of the catalogue. */
export function openJobFinder(database: Database): JobFinder {
  const kept = new Map<string, { version: number; bits: Bits }>()
  return async (catalogue, typed) => {
    const query = readSearch(typed)
    if (isEmptySearch(query)) return null
    const found = kept.get(typed)
    kept.delete(typed)
    const { version } = catalogue
    const bits = found?.version === version ? found.bits : await find(database, catalogue, query)
    kept.set(typed, { version, bits })
    const oldest = kept.keys().next()
    if (kept.size > searchesKept && !oldest.done) kept.delete(oldest.value)
    return bits
  }
}

/** What is not wanted is looked up as well and taken away here: "not" has no index, Postgres would read every job. */
async function find({ db }: Database, { index }: Catalogue, { wanted, unwanted }: SearchQuery): Promise<Bits> {
  const [found, refused] = await Promise.all([
    wanted.length > 0 ? jobIdsFound(db, wanted, 'every') : null,
    unwanted.length > 0 ? jobIdsFound(db, unwanted, 'any') : [],
  ])
  return andNot(found === null ? index.all() : index.slotsOf(found), index.slotsOf(refused))
}
