import type { Sandbox } from '../../sandbox/start'
import type { DatabaseLocation } from '../../src/db/client'
import { type Machine, openMachine, type Server } from '../support/server'

/** Several portals on one database, each of which may die at any moment and comes back. */
export type Instances = {
  /** Any portal that is up, or null while all are down. */
  any: () => Server | null
  /** kill -9 for one that is up, and a new one in its place. */
  killOne: () => Promise<void>
  kills: () => number
  database: DatabaseLocation
  remove: () => Promise<void>
}

export async function openInstances(
  sandbox: Pick<Sandbox, 'startLine'>,
  count: number,
  environment: Record<string, string>,
): Promise<Instances> {
  const machine: Machine = await openMachine(sandbox, environment)
  const servers: (Server | null)[] = await Promise.all(Array.from({ length: count }, () => machine.start()))
  let kills = 0
  const up = () => servers.filter((server) => server !== null)
  const any = () => up()[Math.floor(Math.random() * up().length)] ?? null
  return {
    any,
    killOne: async () => {
      const victim = any()
      if (victim === null) return
      const place = servers.indexOf(victim)
      servers[place] = null
      await victim.end('SIGKILL')
      kills += 1
      servers[place] = await machine.start()
    },
    kills: () => kills,
    database: machine.location,
    remove: () => machine.remove(),
  }
}
