import type { Database } from '../db/client'
import type { Kintone } from '../services/kintone/client'

/** What every step of the sync reaches for: the copy, and what it is a copy of. */
export type SyncTools = { database: Database; kintone: Kintone }
