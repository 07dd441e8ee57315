export type Band = 'great' | 'good' | 'partial' | 'other'

/** とても合う from 80, 合う from 60, 一部合う from 40. @param score 0..100 */
export function bandOf(score: number): Band {
  if (score >= 80) return 'great'
  if (score >= 60) return 'good'
  return score >= 40 ? 'partial' : 'other'
}
