import { yearsCovered } from './periods'
import type { PreparedTalent } from './reader'
import type { Need, Requirement } from './requirement'
import { longer, type Standing } from './standing'

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
  if (need.sumOf !== undefined) return standingTogether(need.sumOf, talent)
  return need.id < 0 ? talent.standings.get(need.key) : talent.standingsById[need.id]
}

export function isMet(need: Need, standing: Standing | undefined): boolean {
  return standing?.state === 'has' && yearShare(need.years, sureYearsOf(standing)) >= 1
}

export function sureYearsOf(standing: Standing): number | null {
  return standing.sureYears === undefined ? standing.years : standing.sureYears
}

/** Several skills as one: their years together, what the work history shows at the same time counted once. */
function standingTogether(needs: Need[], talent: PreparedTalent): Standing | undefined {
  const all = needs.flatMap((need) => standingFor(need, talent) ?? [])
  const held = all.filter((standing) => standing.state === 'has')
  const [longest] = [...held].sort((one, other) => (other.years ?? 0) - (one.years ?? 0))
  if (longest === undefined) return bestUnheld(all)
  const periods = held.flatMap((standing) => standing.periods)
  const worked = yearsCovered(periods)
  const separately = held.reduce((sum, standing) => sum + (yearsCovered(standing.periods) ?? 0), 0)
  const stated = held.flatMap((standing) => standing.statedYears ?? [])
  const sum = stated.length === 0 ? null : stated.reduce((total, years) => total + years, 0)
  const surely = longer(worked, longest.years)
  const years = longer(surely, sum)
  return {
    ...longest,
    years,
    statedYears: sum,
    periods,
    sureYears: separately > (worked ?? 0) ? surely : years,
    freshness: Math.max(...held.map((standing) => standing.freshness)),
    near: Math.max(...all.map((standing) => standing.near)),
  }
}

function bestUnheld(all: Standing[]): Standing | undefined {
  const worth = (standing: Standing) => needCoverage({ key: '', id: -1, years: null }, standing)
  return [...all].sort((one, other) => worth(other) - worth(one))[0]
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
