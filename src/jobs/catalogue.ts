import type { Database } from '../db/client'
import { jobsChangedAfter } from '../db/jobs'
import { type PreparedJob, prepareJob } from '../matching/requirements'
import { type FacetIndex, openFacetIndex } from './facet-index'
import { type Job, missingLegalItems } from './job'

export type CatalogueJob = { job: Job; prepared: PreparedJob }
/** Open, published, lawful jobs by id. Deadlines are left to the reader, because a day ends without a change. */
export type Catalogue = { version: number; jobs: ReadonlyMap<string, CatalogueJob>; index: FacetIndex }
export type CatalogueReader = () => Promise<Catalogue>

/** How old the catalogue may be before a reader asks the database what changed. */
const freshForMs = 1_000

/** Keeps every listed job in memory, prepared for matching, and follows the read model by its change versions. */
export function openCatalogue(database: Database): CatalogueReader {
  const jobs = new Map<string, CatalogueJob>()
  const index = openFacetIndex()
  let catalogue: Catalogue = { version: 0, jobs, index }
  let checkedAt = Number.NEGATIVE_INFINITY
  let running: Promise<Catalogue> | null = null

  const refresh = async (): Promise<Catalogue> => {
    let { version } = catalogue
    while (true) {
      const changed = await jobsChangedAfter(database.db, version)
      for (const row of changed) {
        const isShown = row.isOpen && row.isPublished && missingLegalItems(row.job).length === 0
        if (isShown) {
          jobs.set(row.id, { job: row.job, prepared: prepareJob(row.job) })
          index.put(row.job)
        } else {
          jobs.delete(row.id)
          index.remove(row.id)
        }
        version = row.version
      }
      if (changed.length === 0) break
    }
    checkedAt = performance.now()
    if (version !== catalogue.version) catalogue = { version, jobs, index }
    return catalogue
  }
  return async () => {
    if (performance.now() - checkedAt < freshForMs) return catalogue
    running ??= refresh().finally(() => {
      running = null
    })
    return running
  }
}
