/** The value below which this share of the sample lies; NaN for an empty one. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

export type Comparison = {
  /** How often one of `a` is larger than one of `b`, equal ones counting half: the area under the ROC curve. */
  auc: number
  /** Two-sided, by the normal approximation with corrections for ties and continuity: for samples of 20 and more. */
  p: number
}

/** The Mann–Whitney U test: whether values of `a` tend to be larger or smaller than those of `b`. */
export function mannWhitney(a: readonly number[], b: readonly number[]): Comparison {
  const all = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))]
  all.sort((one, other) => one.value - other.value)
  let rankSum = 0
  let ties = 0
  for (let first = 0; first < all.length; ) {
    let next = first
    while (next < all.length && all[next]?.value === all[first]?.value) next += 1
    const count = next - first
    // Ranks count from 1, and equal values share the mean of theirs.
    const rank = (first + 1 + next) / 2
    rankSum += rank * all.slice(first, next).filter(({ isA }) => isA).length
    ties += count ** 3 - count
    first = next
  }
  const [n, m, total] = [a.length, b.length, all.length]
  const u = rankSum - (n * (n + 1)) / 2
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)))
  const distance = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5)
  return { auc: u / (n * m), p: variance === 0 ? 1 : Math.min(1, erfc(distance / Math.sqrt(2 * variance))) }
}

/** The complementary error function for z ≥ 0, to 1.2e-7 of its value (Numerical Recipes, erfcc). */
function erfc(z: number): number {
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ]
  const t = 1 / (1 + z / 2)
  return t * Math.exp(-z * z + coefficients.reduceRight((sum, coefficient) => coefficient + t * sum, 0))
}
