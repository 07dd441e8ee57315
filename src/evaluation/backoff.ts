const firstDelayMs = 30_000
/** Gemini is back before that, or it is asked often enough to notice. */
const longestDelayMs = 1_800_000
/** What the model cannot answer well it will not answer well tomorrow either, and each try costs. */
const longestAnswerDelayMs = 86_400_000

/**
 * How long a talent waits after so many failures in a row (1 or more): twice as long each time, with jitter over the
 * second half, so that whoever failed together does not come back together. @param chance from 0 to 1.
 */
export function backoffMs(failures: number, { isAnswered, chance }: { isAnswered: boolean; chance: number }): number {
  const longest = isAnswered ? longestAnswerDelayMs : longestDelayMs
  return Math.min(longest, firstDelayMs * 2 ** Math.min(failures - 1, 20)) * (0.5 + chance / 2)
}
