import type { Estimate } from './can'
import { isSameCompany } from './company'
import type { PreparedTalent } from './reader'
import type { PreparedJob } from './requirements'
import { unsaid, wishes } from './wishes'

const totalWeight = wishes.reduce((sum, wish) => sum + wish.weight, 0)
const unstatedShare = 0.5
/** The one blocker that is no wish to talk about. */
export const unwantedCompany = 'NG企業に登録された会社の案件です'

/**
 * 働きたい: a wish left unsaid earns nothing in the middle and everything in the high end, so that saying it
 * can only narrow the range and never lower the middle. Where the job is silent the middle lies halfway.
 */
export function estimateWant(job: PreparedJob, talent: PreparedTalent): Estimate {
  let low = 0
  let middle = 0
  let high = 0
  for (const wish of wishes) {
    const share = wish.share(job.conditions, talent.preferences, talent.today)
    if (share >= 0) {
      low += wish.weight * share
      middle += wish.weight * share
      high += wish.weight * share
    } else {
      middle += share === unsaid ? 0 : wish.weight * unstatedShare
      high += wish.weight
    }
  }
  return { low: low / totalWeight, middle: middle / totalWeight, high: high / totalWeight }
}

/** What runs against the talent's wishes, in Japanese, NG企業 first. */
export function blockersOf(job: PreparedJob, talent: PreparedTalent): string[] {
  const blockers = wishes.flatMap((wish) => {
    const share = wish.share(job.conditions, talent.preferences, talent.today)
    const blocker = share >= 0 && share < 1 ? wish.blocker(job.conditions, talent.preferences, talent.today) : null
    return blocker ?? []
  })
  return isUnwanted(job, talent) ? [unwantedCompany, ...blockers] : blockers
}

/** Whether the recruiter is one of the talent's NG企業. */
export function isUnwanted(job: PreparedJob, talent: PreparedTalent): boolean {
  return talent.unwanted.some((name) => isSameCompany(job.recruiter, name))
}
