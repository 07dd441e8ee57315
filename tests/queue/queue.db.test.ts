import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { Database } from '../../src/db/client'
import { openQueue, type Queue, type Workers } from '../../src/queue/queue'
import { openTestDatabase } from '../support/database'
import { eventually } from '../support/eventually'

let database: Database
let queue: Queue
let remove: () => Promise<void>
const done: string[] = []
const open = () => openQueue(database.queueConnection, database)
beforeAll(async () => {
  const opened = await openTestDatabase()
  database = opened.database
  const older = await open()
  await older.stop(1_000)
  await database.db.execute(sql`update pgboss.queue set notify = false, heartbeat_seconds = 60`)
  queue = await open()
  await queue.work({ ...idle, mail: async ({ letterKey }) => void done.push(letterKey) })
  remove = opened.remove
})
afterAll(async () => {
  await queue.stop(1_000)
  await remove()
})

const nothing = async () => undefined
const idle: Workers = {
  mail: nothing,
  'talent-write': nothing,
  'application-write': nothing,
  sync: nothing,
  'record-read': nothing,
  recommend: nothing,
  'match-jobs': nothing,
  evaluate: nothing,
}
const send = (letterKey: string, fails: boolean) =>
  database.transaction(async (tx) => {
    await queue.send(tx, 'mail', { letterKey }, { key: letterKey })
    if (fails) throw new Error('no')
  })

test('queues that an older portal made become what they are now', async () => {
  const { rows } = await database.db.execute(
    sql`select count(*)::int as all, count(*) filter (where notify and heartbeat_seconds = 10)::int as current from pgboss.queue where name in ('mail', 'sync', 'evaluate')`,
  )
  expect(rows).toEqual([{ all: 3, current: 3 }])
})

test('a task is done when its transaction was committed, and never when it failed', async () => {
  await expect(send('rolled back', true)).rejects.toThrow('no')
  await send('first', false)
  await send('second', false)
  await eventually('both letters', async () => done.includes('first') && done.includes('second'))
  expect(done.toSorted()).toEqual(['first', 'second'])
  await eventually('an empty queue', async () => (await queue.dueTasks()) === 0)
})
