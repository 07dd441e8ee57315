import { isApplicationId } from '../applications/application'
import { lockClosure, saveClosureProgress } from '../db/account-closures'
import { lockApplication, saveApplicationRefusal } from '../db/applications'
import type { Db } from '../db/client'
import type { DeadLetter, DeadLetterKind } from '../db/dead-letters'
import { forgetLetterRefusal, lockLetter, markLetterPointless } from '../db/letters'
import { lockTalent, saveTalentRefusal } from '../db/talents'
import { findUser } from '../db/users'
import { hasOwnRecipient } from '../mail/letters'
import type { Queue } from '../queue/queue'
import type { PortalTools } from './portal'

/** `settled`: it is not refused any more, or never was; `no-address`: nobody knows where the letter
 * should go, and it is not a dead letter any more, because nobody can do anything about it. */
export type Replayed = 'queued' | 'settled' | 'no-address'

/**
 * Forgets a refusal and queues the work again, in one transaction; whichever instance runs takes it up. What is queued
 * already is not queued twice, so repeating this is harmless.
 */
export function replayDeadLetter(
  { database, queue }: PortalTools,
  { kind, id }: Pick<DeadLetter, 'kind' | 'id'>,
): Promise<Replayed> {
  return database.transaction((tx) => replays[kind](tx, queue, id))
}

type Replay = (tx: Db, queue: Queue, id: string) => Promise<Replayed>

const replays: Record<DeadLetterKind, Replay> = {
  talent: async (tx, queue, id) => {
    const row = await lockTalent(tx, id)
    if (row === null || row.refusal === null) return 'settled'
    await saveTalentRefusal(tx, id, null)
    await queue.send(tx, 'talent-write', { talentId: id }, { key: id })
    return 'queued'
  },
  application: async (tx, queue, id) => {
    const row = isUuid(id) ? await lockApplication(tx, { id }) : null
    if (row === null || row.refusal === null) return 'settled'
    await saveApplicationRefusal(tx, id, null)
    await queue.send(tx, 'application-write', { applicationId: id }, { key: id })
    return 'queued'
  },
  letter: async (tx, queue, key) => {
    const row = await lockLetter(tx, key)
    if (row === null || row.refusal === null || row.refusal === 'POINTLESS') return 'settled'
    // A refused letter keeps no address of its own.
    const isAddressKnown = !hasOwnRecipient(row.kind) && (await findUser(tx, row.userId)) !== null
    if (!isAddressKnown) {
      await markLetterPointless(tx, key)
      return 'no-address'
    }
    await forgetLetterRefusal(tx, key)
    await queue.send(tx, 'mail', { letterKey: key }, { key })
    return 'queued'
  },
  closure: async (tx, queue, id) => {
    const row = await lockClosure(tx, id)
    if (row === null || row.refusal === null) return 'settled'
    await saveClosureProgress(tx, id, { refusal: null })
    await queue.send(tx, 'talent-write', { talentId: id }, { key: id })
    return 'queued'
  },
  task: async (tx, queue, id) => (isUuid(id) && (await queue.sendAgain(tx, id)) ? 'queued' : 'settled'),
}

const isUuid = isApplicationId
