import { and, eq, ne, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from './client'
import { applications, bookmarks, hiddenJobs, recommendations } from './schema'

/** What sets jobs apart for one candidate, by job id. */
export type Marks = {
  /** Applied to and not withdrawn from, whatever became of the application. */
  applied: ReadonlySet<string>
  /** 気になる. */
  bookmarked: ReadonlySet<string>
  /** 興味なし. */
  hidden: ReadonlySet<string>
  /** 担当者おすすめ: the comment of staff, '' without one. */
  picks: ReadonlyMap<string, string>
}

/** All marks of one candidate, in one query. */
export async function marksOf(db: Db, talentId: string): Promise<Marks> {
  const query = prepared.get(db) ?? prepare(db)
  prepared.set(db, query)
  const marked = Map.groupBy(await query.execute({ talentId }), (row) => row.mark)
  const idsOf = (name: keyof Marks) => new Set(marked.get(name)?.map(({ jobId }) => jobId))
  return {
    applied: idsOf('applied'),
    bookmarked: idsOf('bookmarked'),
    hidden: idsOf('hidden'),
    picks: new Map(marked.get('picks')?.map(({ jobId, comment }) => [jobId, comment])),
  }
}

/** Every list asks this; putting it together costs more than asking it. */
const prepared = new WeakMap<Db, ReturnType<typeof prepare>>()

function prepare(db: Db) {
  const talentId = sql.placeholder('talentId')
  const mark = (name: keyof Marks) => sql<keyof Marks>`${sql.raw(`'${name}'::text`)}`.as('mark')
  const noComment = sql<string>`''::text`.as('comment')
  return unionAll(
    db
      .select({ mark: mark('applied'), jobId: applications.jobId, comment: noComment })
      .from(applications)
      .where(and(eq(applications.talentId, talentId), ne(applications.status, 'withdrawn'))),
    db
      .select({ mark: mark('bookmarked'), jobId: bookmarks.jobId, comment: noComment })
      .from(bookmarks)
      .where(eq(bookmarks.userId, talentId)),
    db
      .select({ mark: mark('hidden'), jobId: hiddenJobs.jobId, comment: noComment })
      .from(hiddenJobs)
      .where(eq(hiddenJobs.userId, talentId)),
    db
      .select({
        mark: mark('picks'),
        jobId: recommendations.jobId,
        comment: sql<string>`${recommendations.staffComment}`.as('comment'),
      })
      .from(recommendations)
      .where(and(eq(recommendations.talentId, talentId), eq(recommendations.isStaffPick, true))),
  ).prepare('marks')
}
