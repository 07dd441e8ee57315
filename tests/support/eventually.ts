/** Asks until the answer is there; fails with what it waited for. The bound is for slow machines, not an expectation. */
export async function eventually<T>(
  what: string,
  ask: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) return answer
    await Bun.sleep(50)
  }
  throw new Error(`Still waiting: ${what}`)
}
