import type { Database } from '../db/client'
import { isUniqueViolation } from '../db/errors'
import { countSavedSearches, insertSavedSearch, renameSavedSearch } from '../db/saved-searches'
import { lockTalent } from '../db/talents'
import { type Filters, writeFilters } from '../jobs/filters'
import { longestQuery, mostSearches, type NameProblem, nameProblem } from './saved-search'

export type NameRefusal = NameProblem | 'taken'
export type SaveRefusal = NameRefusal | 'too-many' | 'too-complex'

/** Null when it was saved. The name is in its final form, see searchName. */
export async function saveSearch(
  { transaction }: Database,
  { talentId, name, filters }: { talentId: string; name: string; filters: Filters },
  now: Date,
): Promise<SaveRefusal | null> {
  const problem = nameProblem(name)
  if (problem !== null) return problem
  const query = String(writeFilters(filters))
  if (query.length > longestQuery) return 'too-complex'
  return transaction(async (tx) => {
    // One at a time for each candidate, or two tabs would both be the last that fits.
    await lockTalent(tx, talentId)
    if ((await countSavedSearches(tx, talentId)) >= mostSearches) return 'too-many'
    const isSaved = await insertSavedSearch(tx, { userId: talentId, name, query, createdAt: now })
    return isSaved ? null : 'taken'
  })
}

/** Null when it has the name now. */
export async function renameSearch(
  { db }: Database,
  { id, talentId, name }: { id: string; talentId: string; name: string },
): Promise<NameRefusal | null> {
  const problem = nameProblem(name)
  if (problem !== null) return problem
  try {
    await renameSavedSearch(db, id, talentId, name)
    return null
  } catch (error) {
    if (isUniqueViolation(error)) return 'taken'
    throw error
  }
}
