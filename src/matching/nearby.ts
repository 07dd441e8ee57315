import { skillsByName } from './dictionary'
import { type Standing, unknownYears } from './standing'
import { nearFacts } from './vocabulary'

/** Relations weaker than this are not worth naming as experience nearby. */
const weakestRelation = 0.3
/** A near skill is worth this share of its relation's strength. */
const nearShare = 0.7

/** Adds to every key related to one the talent has what that relation is worth there; the strongest counts. */
export function addNearby(standings: Map<string, Standing>): void {
  const held = [...standings].filter(([, standing]) => standing.state === 'has')
  for (const [key, { evidence }] of held) {
    for (const [related, strength] of relationsOf(key)) {
      if (strength >= weakestRelation) raise(standings, related, { via: key, evidence, near: strength * nearShare })
    }
  }
}

function raise(standings: Map<string, Standing>, key: string, from: Pick<Standing, 'near' | 'via' | 'evidence'>): void {
  const known = standings.get(key)
  if (known === undefined) standings.set(key, { ...unknownYears, state: 'near', freshness: 1, ...from })
  else if (known.state === 'near' && known.near < from.near) standings.set(key, { ...known, ...from })
  else if (known.near < from.near) standings.set(key, { ...known, near: from.near, via: from.via })
}

function relationsOf(key: string): Iterable<[string, number]> {
  const facts = nearFacts[key]
  return facts === undefined ? (skillsByName.get(key)?.related ?? []) : Object.entries(facts)
}
