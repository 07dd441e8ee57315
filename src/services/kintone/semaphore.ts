export type Semaphore = {
  /** False when so many wait already that another one would only wait in vain. */
  hasRoom: () => boolean
  run: <T>(work: () => Promise<T>) => Promise<T>
}

/** At most `permits` at once, first come first served; `mostWaiting` bounds the queue in front of it. */
export function openSemaphore(permits: number, mostWaiting: number): Semaphore {
  const waiting: (() => void)[] = []
  let free = permits
  return {
    hasRoom: () => free > 0 || waiting.length < mostWaiting,
    run: async (work) => {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
