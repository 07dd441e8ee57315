import type { Talent } from '../profile/talent'
import { engineVersion } from './engine'
import { isImpersonal } from './quotes'
import type { Match } from './requirement'

/** kintone takes more; nobody reads more. */
export const longestReasons = 20_000

/**
 * What a score rests on, for machines: compact JSON of engine, blockers and requirements, each with who judged it.
 * Words that tell who the talent is are left out, and whole requirements at the end where it would grow too long;
 * `omitted` says how many.
 */
export function reasonsJson(
  { requirements, blockers }: Pick<Match, 'requirements' | 'blockers'>,
  talent: Talent,
): string {
  const all = requirements.map(({ kind, text, verdict, evidence, isByModel }) => ({
    kind,
    text,
    verdict,
    evidence: isImpersonal(evidence, talent) ? evidence : '',
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
