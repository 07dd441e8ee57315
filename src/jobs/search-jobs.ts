import type { Database } from '../db/client'
import { jobIdsFound } from '../db/jobs'
import { type Bits, bitsFor, setBit } from './bits'
import type { Catalogue } from './catalogue'
import { isEmptySearch, readSearch } from './search-query'

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
    const bits = found?.version === version ? found.bits : slotsOf(catalogue, await jobIdsFound(database.db, query))
    kept.set(typed, { version, bits })
    const oldest = kept.keys().next()
    if (kept.size > searchesKept && !oldest.done) kept.delete(oldest.value)
    return bits
  }
}

function slotsOf({ index }: Catalogue, ids: string[]): Bits {
  const bits = bitsFor(index.words() * 32)
  for (const id of ids) {
    const slot = index.slotOf(id)
    if (slot !== undefined) setBit(bits, slot)
  }
  return bits
}
