import type { Database } from '../db/client'
import { jobsChangedAfter } from '../db/jobs'
import { type PreparedJob, prepareJob } from '../matching/requirements'
import { type FacetIndex, openFacetIndex } from './facet-index'
import { type Job, type JobSummary, missingLegalItems, summarise } from './job'

export type CatalogueJob = { job: JobSummary; prepared: PreparedJob }
/** Open, published, lawful jobs. Deadlines are left to the reader, because a day ends without a change. */
export type Catalogue = {
  version: number
  index: FacetIndex
  jobs: ReadonlyMap<string, CatalogueJob>
  /** The job at a slot of the index; undefined for a free one. */
  at: (slot: number) => CatalogueJob | undefined
  /** The version that changed the job at a slot last, or took it away. */
  versionAt: (slot: number) => number
  /** Slots whose job came, changed or went after a version. */
  changedAfter: (version: number) => number[]
}
export type CatalogueReader = () => Promise<Catalogue>

/** How old the catalogue may be before a reader asks the database what changed. */
const freshForMs = 1_000

/**
 * Bound of one read, so that a first load of 100,000 jobs never stands in memory twice, and what is kept of a job does
 * not lie scattered among what is not: the engine does not move objects, and could give little of it back.
 */
const changesPerRead = 200
/** Jobs read before other requests get their turn: some ten milliseconds. */
const jobsAtOnce = 100

/** Keeps every listed job in memory, prepared for matching, and follows the read model by its change versions. */
export function openCatalogue(database: Database): CatalogueReader {
  const { put, remove, ...view } = openCatalogueIndex()
  let catalogue: Catalogue = { version: 0, ...view }
  let checkedAt = Number.NEGATIVE_INFINITY
  let running: Promise<Catalogue> | null = null

  const refresh = async (): Promise<Catalogue> => {
    let { version } = catalogue
    view.index.turn()
    while (true) {
      const changed = await jobsChangedAfter(database.db, version, changesPerRead)
      for (const [at, row] of changed.entries()) {
        if (at > 0 && at % jobsAtOnce === 0) await Bun.sleep(0)
        const isShown = row.isOpen && row.isPublished && missingLegalItems(row.job).length === 0
        if (isShown) put(row.job, row.version)
        else remove(row.id, row.version)
        version = row.version
      }
      if (changed.length === 0) break
    }
    checkedAt = performance.now()
    if (version !== catalogue.version) catalogue = { version, ...view }
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

/** The catalogue's memory: jobs in slots, each with the version that changed it last. */
export function openCatalogueIndex() {
  const jobs = new Map<string, CatalogueJob>()
  const index = openFacetIndex()
  const changedAt: number[] = []
  return {
    jobs,
    index,
    at: (slot: number) => jobs.get(index.jobAt(slot)?.id ?? ''),
    versionAt: (slot: number) => changedAt[slot] ?? 0,
    changedAfter: (version: number) =>
      changedAt.reduce<number[]>((slots, at, slot) => {
        if (at > version) slots.push(slot)
        return slots
      }, []),
    put: (job: Job, version: number) => {
      const summary = summarise(job)
      index.put(summary)
      jobs.set(job.id, { job: summary, prepared: prepareJob(job) })
      changedAt[index.slotOf(job.id) ?? 0] = version
    },
    remove: (id: string, version: number) => {
      const slot = index.slotOf(id)
      if (slot === undefined) return
      index.remove(id)
      jobs.delete(id)
      changedAt[slot] = version
    },
  }
}
