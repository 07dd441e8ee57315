import { readDatabaseLocation } from '../config'
import { type Database, openDatabase } from '../db/client'
import { openQueue, type Queue } from '../queue/queue'
import type { Environment } from './command'

/** What the commands about the portal itself work with: its database, beside the instances that run. */
export type PortalTools = { database: Database; queue: Queue }

/** The portal's database as it is: a command brings no newer schema. Throws InvalidConfig and DirectoryInUse. */
export async function withDatabase<T>(
  environment: Environment | undefined,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readDatabaseLocation(environment), { migrate: false })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** With the queue, to hand work to the instances that run; nothing is worked on here. */
export function withPortal<T>(
  environment: Environment | undefined,
  work: (tools: PortalTools) => Promise<T>,
): Promise<T> {
  return withDatabase(environment, async (database) => {
    const queue = await openQueue(database.queueConnection, database)
    try {
      return await work({ database, queue })
    } finally {
      await queue.stop(longestStopMs)
    }
  })
}

/** Nothing runs in this queue; its connections end. */
const longestStopMs = 2_000
