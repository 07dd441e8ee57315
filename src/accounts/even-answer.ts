/** Longer than the slower of two branches takes, on a machine that is not overloaded. */
const stepMs = 400

/**
 * Waits for the next full step since `startedAt` (performance.now()), so that the time of an answer does not tell which
 * branch was taken, e.g. whether an address is registered.
 */
export async function evenAnswer(startedAt: number): Promise<void> {
  const elapsed = performance.now() - startedAt
  await Bun.sleep(Math.ceil(elapsed / stepMs) * stepMs - elapsed)
}
