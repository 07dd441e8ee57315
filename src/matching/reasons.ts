import { engineVersion } from './engine'
import { tellsOfPerson } from './mask'
import type { Match } from './requirement'

/** kintone takes more; nobody reads more. */
export const longestReasons = 20_000

/**
 * What a score rests on, for machines: compact JSON of engine, blockers and requirements, each with who judged it.
 * Whole requirements are left out at the end where it would grow too long, and `omitted` says how many.
 */
export function reasonsJson({ requirements, blockers }: Pick<Match, 'requirements' | 'blockers'>): string {
  const all = requirements.map(({ kind, text, verdict, evidence, isByModel }) => ({
    kind,
    text,
    verdict,
    evidence: tellsOfPerson(evidence) ? '' : evidence,
    by: isByModel ? 'model' : 'rules',
  }))
  const json = (count: number) =>
    JSON.stringify({
      engine: engineVersion,
      blockers,
      requirements: all.slice(0, count),
      ...(count < all.length ? { omitted: all.length - count } : {}),
    })
  let count = all.length
  while (count > 0 && json(count).length > longestReasons) count -= 1
  return json(count)
}
