import type { Talent } from '../profile/talent'
import { talentSentences } from './evaluation-prompt'
import type { Judgement } from './judged'

/**
 * Of judgements that were made some time ago those that still stand: the talent wants AI, and still says what proved
 * them. What the job asks is compared where they are used.
 */
export function openHeld(talent: Talent): <J extends Judgement>(judgements: J[]) => J[] {
  const sentences = (talent.allowsAi ? talentSentences(talent) : null) ?? []
  const said = new Set(sentences.map(({ source }) => source))
  return (judgements) => judgements.filter(({ verdict, evidence }) => verdict !== 'not_found' && said.has(evidence))
}
