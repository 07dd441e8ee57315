/** How often it is looked whether there is something to give back. */
export const lookEveryMs = 10_000
/** A twentieth of a core, between two looks: what workers and timers take when nobody asks for anything. */
const restfulMs = 500
/** Enough work since the last time to have left something behind: some thousand lists. */
const worthwhileMs = 10_000

type Tools = {
  /** CPU time of the process so far, in milliseconds. */
  cpuMs: () => number
  shrink: () => void
}
const world: Tools = {
  cpuMs: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  },
  // Deprecated without a successor; Bun.gc frees objects, and neither code nor the pages that held them.
  shrink: () => Bun.shrink(),
}

/**
 * Gives memory back to the machine at rest after work: what the start, a rush or a first load needed and nobody needs
 * now, compiled code included. The engine keeps it for the next time. To be called every `lookEveryMs`.
 */
export function openFootprint({ cpuMs, shrink }: Tools = world): () => void {
  let seenMs = cpuMs()
  let shrunkAtMs = Number.NEGATIVE_INFINITY
  return () => {
    const nowMs = cpuMs()
    const isAtRest = nowMs - seenMs <= restfulMs
    seenMs = nowMs
    if (!isAtRest || nowMs - shrunkAtMs < worthwhileMs) return
    shrunkAtMs = nowMs
    shrink()
  }
}
