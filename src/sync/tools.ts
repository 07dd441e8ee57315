import type { Database } from '../db/client'
import type { Queue } from '../queue/queue'
import type { Kintone } from '../services/kintone/client'

/**
 * What every step of the sync reaches for: the copy, and what it is a copy of. `queue`: for what follows from a change of
 * staff's; a command that only reads has none.
 */
export type SyncTools = { database: Database; kintone: Kintone; queue?: Queue }
