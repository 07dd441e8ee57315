import { and, eq, ne, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { ApplicationStatus } from '../applications/application'
import type { Db } from './client'
import { applications, bookmarks, hiddenJobs, matchingStates, recommendations } from './schema'

/** What sets jobs apart for one candidate, by job id. */
export type Marks = {
  /** Applied to and not withdrawn from: how the application stands. */
  applied: ReadonlyMap<string, ApplicationStatus>
  /** 気になる. */
  bookmarked: ReadonlySet<string>
  /** 興味なし. */
  hidden: ReadonlySet<string>
  /** 担当者おすすめ: the comment of staff, '' without one. */
  picks: ReadonlyMap<string, string>
  /** Counts the changes of what a model said of this candidate; 0 before the first. */
  evaluationVersion: number
  /** When a model is asked again that could not be asked; null when nothing is put off. */
  evaluationRetryAt: Date | null
}

/** All marks of one candidate, in one query. */
export async function marksOf(db: Db, talentId: string): Promise<Marks> {
  const query = prepared.get(db) ?? prepare(db)
  prepared.set(db, query)
  const marked = Map.groupBy(await query.execute({ talentId }), (row) => row.mark)
  const [version = '', retryAt = ''] = marked.get('matching')?.[0]?.word.split(':') ?? []
  const idsOf = (name: Mark) => new Set(marked.get(name)?.map(({ jobId }) => jobId))
  return {
    applied: new Map(marked.get('applied')?.map(({ jobId, word }) => [jobId, word as ApplicationStatus])),
    bookmarked: idsOf('bookmarked'),
    hidden: idsOf('hidden'),
    picks: new Map(marked.get('picks')?.map(({ jobId, word }) => [jobId, word])),
    evaluationVersion: Number(version),
    evaluationRetryAt: retryAt === '' ? null : new Date(Number(retryAt)),
  }
}

/** What a row is about; `matching` says `<evaluationVersion>:<evaluationRetryAt in ms, or nothing>`. */
type Mark = 'applied' | 'bookmarked' | 'hidden' | 'picks' | 'matching'

/** Every list asks this; putting it together costs more than asking it. */
const prepared = new WeakMap<Db, ReturnType<typeof prepare>>()

function prepare(db: Db) {
  const talentId = sql.placeholder('talentId')
  const mark = (name: Mark) => sql<Mark>`${sql.raw(`'${name}'::text`)}`.as('mark')
  const { evaluationVersion, retryAt } = matchingStates
  const retryMs = sql`(extract(epoch from ${retryAt}) * 1000)::bigint`
  const matchingWord = sql<string>`concat(${evaluationVersion}, ':', ${retryMs})`.as('word')
  const noWord = sql<string>`''::text`.as('word')
  return unionAll(
    db
      .select({
        mark: mark('applied'),
        jobId: applications.jobId,
        word: sql<string>`${applications.status}::text`.as('word'),
      })
      .from(applications)
      .where(and(eq(applications.talentId, talentId), ne(applications.status, 'withdrawn'))),
    db
      .select({ mark: mark('bookmarked'), jobId: bookmarks.jobId, word: noWord })
      .from(bookmarks)
      .where(eq(bookmarks.userId, talentId)),
    db
      .select({ mark: mark('hidden'), jobId: hiddenJobs.jobId, word: noWord })
      .from(hiddenJobs)
      .where(eq(hiddenJobs.userId, talentId)),
    db
      .select({
        mark: mark('picks'),
        jobId: recommendations.jobId,
        word: sql<string>`${recommendations.staffComment}`.as('word'),
      })
      .from(recommendations)
      .where(and(eq(recommendations.talentId, talentId), eq(recommendations.isStaffPick, true))),
    db
      .select({ mark: mark('matching'), jobId: sql<string>`''::text`.as('job_id'), word: matchingWord })
      .from(matchingStates)
      .where(eq(matchingStates.talentId, talentId)),
  ).prepare('marks')
}
