import type { Database, Db } from '../db/client'
import { insertLetter } from '../db/letters'
import type { Queue } from '../queue/queue'
import type { LetterKind } from './letters'

export type LetterTools = { database: Database; queue: Queue; tx?: Db }

/**
 * Queues a letter in the caller's transaction, or in one of its own. A letter of the same kind, person, matter and
 * occasion is sent once, however often it is queued. It goes to the account's address unless a recipient is named.
 */
export async function queueLetter(
  tools: LetterTools,
  letter: { kind: LetterKind; userId: string; aboutId?: string; occasion: string; recipient?: string },
): Promise<void> {
  const { kind, userId, aboutId = '', occasion, recipient = null } = letter
  const key = [kind, userId, aboutId, occasion].join(':')
  const queue = async (tx: Db) => {
    const isNew = await insertLetter(tx, { key, kind, userId, aboutId, recipient })
    if (isNew) await tools.queue.send(tx, 'mail', { letterKey: key }, { key })
  }
  await (tools.tx ? queue(tools.tx) : tools.database.transaction(queue))
}
