import { type Clock, dayOfKintone } from '../../clock'
import type { KintoneAppName } from '../../config'

export type CallCount = { app: KintoneAppName; day: string; calls: number }

/** Calls that were sent and are not stored yet; one number per app and day, however long that takes. */
export type CallCounter = {
  add: (app: KintoneAppName) => void
  /** Hands over what was counted and begins at 0. */
  take: () => CallCount[]
  /** What could not be stored counts again. */
  giveBack: (counts: CallCount[]) => void
}

export function openCallCounter(clock: Clock): CallCounter {
  let counts = new Map<string, CallCount>()
  const increase = ({ app, day, calls }: CallCount) => {
    const key = `${day} ${app}`
    counts.set(key, { app, day, calls: (counts.get(key)?.calls ?? 0) + calls })
  }
  return {
    add: (app) => increase({ app, day: dayOfKintone(clock()), calls: 1 }),
    take: () => {
      const taken = [...counts.values()]
      counts = new Map()
      return taken
    },
    giveBack: (taken) => taken.forEach(increase),
  }
}
