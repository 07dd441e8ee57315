import { entryOf, type FaultName, type Service } from './fault-catalogue'

/** Armed for the next `count` calls, for a `share` of calls, or until cleared; optionally for one app or path only. */
export type Armed = {
  readonly name: FaultName
  readonly share?: number
  readonly app?: string
  readonly path?: string
  /** Delay of the slow ones and the timeouts. */
  readonly ms?: number
  count?: number
}

export type Strike = { readonly name: FaultName; readonly delayMs: number }

type Target = { readonly service: Service; readonly path: string; readonly apps?: readonly string[] }
export type Faults = ReturnType<typeof createFaults>

export function createFaults(random: () => number = Math.random) {
  let armed: Armed[] = []

  return {
    list: (): readonly Armed[] => armed,
    arm: (fault: Armed) => {
      armed.push(fault)
    },
    clear: () => {
      armed = []
    },
    /** The fault this call must suffer, if any; it counts as used. */
    take(target: Target): Strike | undefined {
      const found = armed.find(
        (fault) =>
          entryOf(fault.name).service === target.service &&
          (fault.app === undefined || (target.apps?.includes(fault.app) ?? false)) &&
          isOnPath(fault, target.path) &&
          (fault.share === undefined || random() < fault.share),
      )
      if (!found) return undefined
      if (found.count !== undefined) {
        found.count -= 1
        if (found.count <= 0) armed = armed.filter((fault) => fault !== found)
      }
      return { name: found.name, delayMs: found.ms ?? entryOf(found.name).delayMs ?? 0 }
    },
  }
}

function isOnPath({ name, path }: Armed, actual: string): boolean {
  return actual.includes(path ?? '') && actual.includes(entryOf(name).path ?? '')
}
