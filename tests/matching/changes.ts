import { prepareTalent } from '../../src/matching/reader'
import type { PreparedJob } from '../../src/matching/requirements'
import { scoreOnly } from '../../src/matching/score'
import type { Talent } from '../../src/profile/talent'
import { demoTalents, preparedJobs, today } from './cast'

export const numbers = (job: PreparedJob, talent: Talent) => scoreOnly(job, prepareTalent(talent, today))
export const scores = (talent: Talent) => {
  const prepared = prepareTalent(talent, today)
  return preparedJobs.map((job) => scoreOnly(job, prepared))
}
/** Every demo talent against every demo job, before and after one change. */
export function eachTalent(change: (talent: Talent) => Talent, check: (pair: Pair) => void) {
  for (const talent of demoTalents) {
    const before = scores(talent)
    const after = scores(change(talent))
    before.forEach((one, index) => {
      const other = after[index]
      if (other !== undefined)
        check({ talent: talent.id, job: preparedJobs[index]?.id ?? '', before: one, after: other })
    })
  }
}
export type Pair = {
  talent: string
  job: string
  before: ReturnType<typeof scoreOnly>
  after: ReturnType<typeof scoreOnly>
}
