import type { PreparedTalent } from './reader'
import type { Need, Requirement } from './requirement'
import type { Standing } from './standing'

/** Having a skill without saying for how long is worth this much of a request for years; years earn the rest. */
const bareShare = 0.5
const learningShare = 0.15
const certifiedShare = 0.3
/** Years are written and counted in halves and months: five weeks short is not short. */
const yearTolerance = 0.1

/** 0..1 of one need. */
export function needCoverage(need: Need, standing: Standing | undefined): number {
  if (standing === undefined || standing.state === 'negated') return 0
  return Math.max(ownCoverage(need, standing), standing.near)
}

/** 0..1 that the same profile could still reach if what it leaves unsaid were true. */
function needCeiling(need: Need, standing: Standing | undefined, openness: number): number {
  if (standing === undefined) return openness
  if (standing.state === 'negated') return 0
  if (standing.state === 'has') return standing.years === null ? 1 : ownCoverage(need, standing) / standing.freshness
  return Math.max(needCoverage(need, standing), openness)
}

function ownCoverage(need: Need, standing: Standing): number {
  switch (standing.state) {
    case 'has':
      return yearShare(need.years, standing.years) * standing.freshness
    case 'certified':
      return certifiedShare
    case 'learning':
      return learningShare
    default:
      return 0
  }
}

function yearShare(asked: number | null, years: number | null): number {
  if (asked === null || asked <= 0) return 1
  if (years === null) return bareShare
  return bareShare + (1 - bareShare) * Math.min(1, (years + yearTolerance) / asked)
}

export function standingFor(need: Need, talent: PreparedTalent): Standing | undefined {
  return need.id < 0 ? talent.standings.get(need.key) : talent.standingsById[need.id]
}

export function isMet(need: Need, standing: Standing | undefined): boolean {
  return standing?.state === 'has' && yearShare(need.years, standing.years) >= 1
}

/** Both ends of one requirement, 0..1: the mean over its groups of the best need in each. */
export type Coverage = { middle: number; high: number }

/** Adds what a requirement earns to a running sum; written without allocation, it runs for every pair. */
export function addCoverage(sum: Coverage, requirement: Requirement, talent: PreparedTalent): void {
  const share = requirement.weight / requirement.groups.length
  for (const group of requirement.groups) {
    let middle = 0
    let high = 0
    for (const need of group) {
      const standing = standingFor(need, talent)
      const covered = needCoverage(need, standing)
      if (covered > middle) middle = covered
      high = Math.max(high, covered, needCeiling(need, standing, talent.openness))
    }
    sum.middle += share * middle
    sum.high += share * high
  }
}
