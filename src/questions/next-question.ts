import { LRUCache } from 'lru-cache'
import { marksOf } from '../db/marks'
import { skippedQuestionsOf } from '../db/match-answers'
import type { TalentRow } from '../db/talents'
import { hasBit } from '../jobs/bits'
import { noFilters } from '../jobs/filters'
import { eligibleJobs, type JobShelf, rankedFor } from '../jobs/list-jobs'
import { mostUsefulQuestion, type UsefulQuestion } from '../matching/question'

/** The question that is worth asking a talent now; null when no answer would make anything clearer. */
export type QuestionFinder = (talent: TalentRow, today: string) => Promise<UsefulQuestion | null>

/** Of a talent's list the jobs that a question is weighed by. */
const mostJobs = 300
/** How long a choice stands: which question it is changes with the profile, hardly with a few jobs more or less. */
const keptMs = 600_000

export function openQuestionFinder(shelf: JobShelf): QuestionFinder {
  const { db } = shelf.database
  const kept = new LRUCache<string, { key: string; found: Promise<UsefulQuestion | null> }>({ max: 2_000, ttl: keptMs })
  const find = async (talent: TalentRow, today: string, skipped: ReadonlySet<string>) => {
    const marks = await marksOf(db, talent.id)
    const catalogue = await shelf.catalogue()
    const { order, unjudged } = await shelf.ranking(rankedFor({ talent, marks }), catalogue, today)
    const eligible = eligibleJobs(catalogue, { marks, filters: noFilters, today, kept: undefined })
    const best = order.filter((slot) => hasBit(eligible, slot)).subarray(0, mostJobs)
    // Without any score no skill is more likely than another: the profile is the place to begin.
    if (best.every((slot) => hasBit(unjudged, slot))) return null
    const jobs = [...best].flatMap((slot) => catalogue.at(slot)?.prepared ?? [])
    return mostUsefulQuestion(jobs, talent.talent, { today, skipped })
  }
  return async (talent, today) => {
    const skipped = (await skippedQuestionsOf(db, talent.id)).map(({ question }) => question).sort()
    const key = JSON.stringify([talent.version, today, skipped])
    const same = kept.get(talent.id)
    if (same?.key === key) return same.found
    const found = find(talent, today, new Set(skipped))
    kept.set(talent.id, { key, found })
    // What failed is asked again the next time.
    found.catch(() => kept.delete(talent.id))
    return found
  }
}
